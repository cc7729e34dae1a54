#include "translations/catalogues.h"

#include <QLocale>
#include <QTranslator>

namespace prophecy {

void installTranslations(QCoreApplication& app) {
    for (const QString& language : {QStringLiteral("en"), QLocale().name().section(u'_', 0, 0)}) {
        auto* translator = new QTranslator(&app);
        if (translator->load(QStringLiteral(":/i18n/prophecy_%1.qm").arg(language)))
            QCoreApplication::installTranslator(translator);
        else
            delete translator;
    }
}

}  // namespace prophecy
