#include "words/report_text.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include "core/text.h"
#include "words/sentences.h"

namespace prophecy::report {

namespace {

struct Reports {
    Q_DECLARE_TR_FUNCTIONS(Reports)
};

QString codeBlock(const QString& text) {
    QString block;
    for (const QString& line : displayText(text).split(u'\n')) block += QStringLiteral("    ") + line + u'\n';
    return block;
}

QString heading(const QString& text) {
    return QStringLiteral("\n## ") + text + QStringLiteral("\n\n");
}

}  // namespace

QString plain(const QString& text) {
    static const QRegularExpression special(QStringLiteral("([\\\\`*_{}\\[\\]()#+\\-.!|<>~])"));
    return displayLine(text).replace(special, QStringLiteral("\\\\1"));
}

QString when(const QDateTime& time) {
    return time.isValid() ? time.toUTC().toString(u"yyyy-MM-dd HH:mm:ss 'UTC'") : Reports::tr("not known");
}

QString fact(const QString& name, const QString& value) {
    return QStringLiteral("- **%1:** %2\n").arg(name, value);
}

QString serverWords(const QString& text) {
    return text.isEmpty() ? QString() : heading(Reports::tr("What the server said")) + codeBlock(text);
}

QString checksBefore(const std::vector<ReportedCheck>& checks) {
    QString text = heading(Reports::tr("Checks before"));
    for (const ReportedCheck& check : checks) {
        text += QStringLiteral("- **%1** (%2): %3").arg(plain(check.id), check.state, plain(check.evidence));
        if (!check.reason.isEmpty()) text += u' ' + Reports::tr("Accepted because: %1").arg(plain(check.reason));
        text += u'\n';
    }
    return text;
}

QString checksAfter(const std::vector<AfterCheck>& checks) {
    if (checks.empty()) return {};
    QString text = heading(Reports::tr("Checks after"));
    for (const AfterCheck& check : checks)
        text += QStringLiteral("- %1: %2\n").arg(kebabName(check.state), plain(sentenceOf(check.evidence)));
    return text;
}

QString recordedUnder(const QString& journalHash) {
    return u'\n' + Reports::tr("Recorded in the journal under %1").arg(journalHash) + u'\n';
}

}  // namespace prophecy::report
