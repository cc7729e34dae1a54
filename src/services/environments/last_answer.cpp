#include "services/environments/last_answer.h"

namespace prophecy {

namespace {

QString nameOf(const Environment& environment) {
    return QStringLiteral("answered ") + targetKey(environment.root);
}

}  // namespace

QDateTime lastAnswer(const Storage& storage, const Environment& environment) {
    return QDateTime::fromString(QString::fromUtf8(storage.setting(nameOf(environment))), Qt::ISODate);
}

void rememberAnswer(Storage& storage, const Environment& environment, const QDateTime& now) {
    storage.setSetting(nameOf(environment), now.toString(Qt::ISODate).toUtf8());
}

}  // namespace prophecy
