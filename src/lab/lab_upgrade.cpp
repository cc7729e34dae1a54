#include "lab/lab_upgrade.h"

#include <QUrlQuery>

namespace prophecy::lab {

namespace {
constexpr int kSteps = 8;
constexpr int kAwayFrom = 3;
constexpr int kAwayUntil = 6;
constexpr int kRollbackSteps = 3;
constexpr int kHangsAt = 2;
}  // namespace

bool LabUpgrade::isAway() const {
    return rollbackStep == 0 && step >= kAwayFrom && step < kAwayUntil;
}

bool LabUpgrade::advance() {
    if (fate == Fate::Hangs && step == kHangsAt) return true;
    if (fate == Fate::StaysAway && step == kAwayFrom) return true;
    if (rollbackStep > 0) return ++rollbackStep <= kRollbackSteps;
    ++step;
    if (fate == Fate::Fails && step == kAwayUntil) {
        if (request.disableRollback) return false;
        rollbackStep = 1;
    }
    return step < kSteps;
}

QString LabUpgrade::status() const {
    const bool over = step >= kSteps || (fate == Fate::Fails && step >= kAwayUntil);
    const QString words = argument.isEmpty() ? QStringLiteral("helm upgrade of prophecy timed out") : argument;
    if (rollbackStep > kRollbackSteps) return QStringLiteral("Rolled back to %1: %2").arg(from, words);
    if (rollbackStep > 0) return QStringLiteral("Upgrade failed, rolling back to %1").arg(from);
    if (over && fate == Fate::Fails) return QStringLiteral("Failed: %1").arg(words);
    if (over) return QStringLiteral("Success");
    return QStringLiteral("Running: %1 of %2 steps done").arg(step).arg(kSteps);
}

QString LabUpgrade::resultingVersion() const {
    if (fate == Fate::Fails) return from;
    QString wanted = fate == Fate::OtherVersion ? argument : request.version;
    const auto version = parseVersion(wanted);
    if (!version) return wanted;
    Version unmarked = *version;
    unmarked.extendedMaintenance = false;
    return unmarked.text();
}

QJsonObject toRecord(const LabUpgrade& upgrade) {
    return {{QStringLiteral("version"), upgrade.request.version},
            {QStringLiteral("disableRollback"), upgrade.request.disableRollback},
            {QStringLiteral("from"), upgrade.from},
            {QStringLiteral("fate"), static_cast<int>(upgrade.fate)},
            {QStringLiteral("argument"), upgrade.argument},
            {QStringLiteral("step"), upgrade.step},
            {QStringLiteral("rollbackStep"), upgrade.rollbackStep}};
}

LabUpgrade labUpgradeFrom(const QJsonObject& record) {
    return {{record.value(u"version").toString(), record.value(u"disableRollback").toBool()},
            record.value(u"from").toString(),
            static_cast<LabUpgrade::Fate>(record.value(u"fate").toInt()),
            record.value(u"argument").toString(),
            record.value(u"step").toInt(),
            record.value(u"rollbackStep").toInt()};
}

QByteArray upgradePage(const QString& version, const QString& status, const QStringList& offered) {
    QString choices;
    for (const QString& offer : offered) choices += QStringLiteral("<option>%1</option>").arg(offer.toHtmlEscaped());
    return QStringLiteral(
               "<!doctype html><meta charset=utf-8><title>Prophecy</title><h1>Settings, Admin, Upgrade Version</h1>"
               "<p>This practice environment runs %1. Last upgrade: %2.</p>"
               "<form method=post action=/lab/upgrade><p>Version <input name=version list=versions>"
               "<datalist id=versions>%3</datalist></p>"
               "<p><label><input type=checkbox name=disableRollback value=true> Disable Rollback</label></p>"
               "<p><button>Upgrade</button></p></form>")
        .arg(version.toHtmlEscaped(), status.toHtmlEscaped(), choices)
        .toUtf8();
}

UpgradeRequest upgradeInForm(const QByteArray& form) {
    QByteArray text = form;
    const QUrlQuery fields(QString::fromUtf8(text.replace('+', ' ')));
    return {fields.queryItemValue(QStringLiteral("version"), QUrl::FullyDecoded).trimmed(),
            fields.queryItemValue(QStringLiteral("disableRollback")) == u"true"};
}

}  // namespace prophecy::lab
