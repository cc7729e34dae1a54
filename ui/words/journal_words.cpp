#include "ui/words/journal_words.h"

#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>

#include "core/csv.h"
#include "core/text.h"
#include "domain/config/config.h"

namespace prophecy::ui {

namespace {

struct Journal {
    Q_DECLARE_TR_FUNCTIONS(Journal)
};

constexpr std::pair<QStringView, const char*> kActions[] = {
    {u"backup-start", QT_TRANSLATE_NOOP("Journal", "Backup started")},
    {u"backup-succeeded", QT_TRANSLATE_NOOP("Journal", "Backup succeeded")},
    {u"backup-failed", QT_TRANSLATE_NOOP("Journal", "Backup failed or refused")},
    {u"backup-lost", QT_TRANSLATE_NOOP("Journal", "Backup left no trace")},
    {u"backup-closed", QT_TRANSLATE_NOOP("Journal", "Backup closed by hand")},
    {u"delete-closed", QT_TRANSLATE_NOOP("Journal", "Delete closed by hand")},
    {u"config-write", QT_TRANSLATE_NOOP("Journal", "Schedule sent")},
    {u"config-saved", QT_TRANSLATE_NOOP("Journal", "Schedule saved")},
    {u"config-refused", QT_TRANSLATE_NOOP("Journal", "Schedule refused")},
    {u"config-not-offered", QT_TRANSLATE_NOOP("Journal", "Schedule cannot be written there")},
    {u"config-did-not-stick", QT_TRANSLATE_NOOP("Journal", "Schedule was not taken over")},
    {u"config-unknown", QT_TRANSLATE_NOOP("Journal", "Schedule: outcome unknown")},
    {u"delete-start", QT_TRANSLATE_NOOP("Journal", "Delete sent")},
    {u"delete-succeeded", QT_TRANSLATE_NOOP("Journal", "Deleted")},
    {u"delete-failed", QT_TRANSLATE_NOOP("Journal", "Delete failed or refused")},
    {u"delete-lost", QT_TRANSLATE_NOOP("Journal", "Delete left no trace")},
    {u"environment-add", QT_TRANSLATE_NOOP("Journal", "Environment added")},
    {u"environment-change", QT_TRANSLATE_NOOP("Journal", "Environment changed")},
    {u"environment-remove", QT_TRANSLATE_NOOP("Journal", "Environment forgotten")},
    {u"key-set", QT_TRANSLATE_NOOP("Journal", "Access key entered")},
    {u"restore-start", QT_TRANSLATE_NOOP("Journal", "Restore sent")},
    {u"restore-succeeded", QT_TRANSLATE_NOOP("Journal", "Restore succeeded")},
    {u"restore-failed", QT_TRANSLATE_NOOP("Journal", "Restore failed or refused")},
    {u"restore-lost", QT_TRANSLATE_NOOP("Journal", "Restore left no trace")},
    {u"restore-closed", QT_TRANSLATE_NOOP("Journal", "Restore closed by hand")},
    {u"restore-report", QT_TRANSLATE_NOOP("Journal", "Report of a restore kept")},
    {u"upgrade-start", QT_TRANSLATE_NOOP("Journal", "Upgrade sent")},
    {u"upgrade-succeeded", QT_TRANSLATE_NOOP("Journal", "Upgrade succeeded")},
    {u"upgrade-failed", QT_TRANSLATE_NOOP("Journal", "Upgrade failed or refused")},
    {u"upgrade-lost", QT_TRANSLATE_NOOP("Journal", "Upgrade left no trace")},
    {u"upgrade-closed", QT_TRANSLATE_NOOP("Journal", "Upgrade closed by hand")},
    {u"upgrade-guided", QT_TRANSLATE_NOOP("Journal", "Upgrade begun in the web app")},
    {u"upgrade-guided-end", QT_TRANSLATE_NOOP("Journal", "Upgrade in the web app ended")},
    {u"upgrade-report", QT_TRANSLATE_NOOP("Journal", "Report of an upgrade kept")},
    {u"backup-not-sent", QT_TRANSLATE_NOOP("Journal", "Backup recorded, but not sent")},
    {u"backup-reopened", QT_TRANSLATE_NOOP("Journal", "Backup had not ended after all")},
    {u"backup-taken-over", QT_TRANSLATE_NOOP("Journal", "Backup taken over from a silent console")},
    {u"delete-not-sent", QT_TRANSLATE_NOOP("Journal", "Delete recorded, but not sent")},
    {u"delete-reopened", QT_TRANSLATE_NOOP("Journal", "Delete had not ended after all")},
    {u"delete-taken-over", QT_TRANSLATE_NOOP("Journal", "Delete taken over from a silent console")},
    {u"restore-not-sent", QT_TRANSLATE_NOOP("Journal", "Restore recorded, but not sent")},
    {u"restore-reopened", QT_TRANSLATE_NOOP("Journal", "Restore had not ended after all")},
    {u"restore-taken-over", QT_TRANSLATE_NOOP("Journal", "Restore taken over from a silent console")},
    {u"upgrade-not-sent", QT_TRANSLATE_NOOP("Journal", "Upgrade recorded, but not sent")},
    {u"upgrade-reopened", QT_TRANSLATE_NOOP("Journal", "Upgrade had not ended after all")},
    {u"upgrade-taken-over", QT_TRANSLATE_NOOP("Journal", "Upgrade taken over from a silent console")},
    {u"config-not-sent", QT_TRANSLATE_NOOP("Journal", "Schedule recorded, but not sent")},
    {u"config-lost", QT_TRANSLATE_NOOP("Journal", "Schedule left no trace")},
    {u"config-closed", QT_TRANSLATE_NOOP("Journal", "Schedule closed by hand")},
    {u"config-reopened", QT_TRANSLATE_NOOP("Journal", "Schedule had not ended after all")},
    {u"config-taken-over", QT_TRANSLATE_NOOP("Journal", "Schedule taken over from a silent console")},
    {u"database-set-aside", QT_TRANSLATE_NOOP("Journal", "Damaged record set aside")},
    {u"key-promoted", QT_TRANSLATE_NOOP("Journal", "Key of the source taken over")},
    {u"curl-copy", QT_TRANSLATE_NOOP("Journal", "Dangerous request copied")}};

constexpr std::pair<QStringView, const char*> kLabels[] = {
    {u"timestamp", QT_TRANSLATE_NOOP("Journal", "Backup")},
    {u"text", QT_TRANSLATE_NOOP("Journal", "Told")},
    {u"from", QT_TRANSLATE_NOOP("Journal", "From version")},
    {u"version", QT_TRANSLATE_NOOP("Journal", "To version")},
    {u"disableRollback", QT_TRANSLATE_NOOP("Journal", "Rollback disabled")},
    {u"source", QT_TRANSLATE_NOOP("Journal", "Source")},
    {u"sourceUrl", QT_TRANSLATE_NOOP("Journal", "Address of the source")},
    {u"sourceNamespace", QT_TRANSLATE_NOOP("Journal", "Namespace of the source")},
    {u"skipped", QT_TRANSLATE_NOOP("Journal", "Kept as it is")},
    {u"safety", QT_TRANSLATE_NOOP("Journal", "Way back")},
    {u"whyNot", QT_TRANSLATE_NOOP("Journal", "No way back, because")},
    {u"usersBefore", QT_TRANSLATE_NOOP("Journal", "Users before")},
    {u"accepted", QT_TRANSLATE_NOOP("Journal", "Accepted with a reason")},
    {u"checks", QT_TRANSLATE_NOOP("Journal", "Checks")},
    {u"configBefore", QT_TRANSLATE_NOOP("Journal", "Configuration before")},
    {u"before", QT_TRANSLATE_NOOP("Journal", "Before")},
    {u"after", QT_TRANSLATE_NOOP("Journal", "After")},
    {u"ending", QT_TRANSLATE_NOOP("Journal", "Ended as")},
    {u"objection", QT_TRANSLATE_NOOP("Journal", "What stood in its way")},
    {u"seenRunning", QT_TRANSLATE_NOOP("Journal", "Seen running")},
    {u"report", QT_TRANSLATE_NOOP("Journal", "Report")},
    {u"reason", QT_TRANSLATE_NOOP("Journal", "Reason")},
    {u"arrived", QT_TRANSLATE_NOOP("Journal", "It had arrived")},
    {u"operation", QT_TRANSLATE_NOOP("Journal", "Operation")}};

/// What stands beside a key in a table of words; the key where it has none.
template <std::size_t n>
QString wordsIn(const std::pair<QStringView, const char*> (&table)[n], const QString& key) {
    for (const auto& [known, words] : table)
        if (known == key) return QCoreApplication::translate("Journal", words);
    return displayLine(key);
}

QString valueOf(const QJsonValue& value);

/// One thing a line.
QString linesOf(const QJsonObject& object) {
    QStringList lines;
    for (auto it = object.begin(); it != object.end(); ++it)
        lines << QStringLiteral("%1: %2").arg(it.key(), valueOf(it.value()));
    return lines.join(u'\n');
}

QString valueOf(const QJsonValue& value) {
    if (value.isString()) return value.toString();
    if (value.isBool()) return value.toBool() ? Journal::tr("yes") : Journal::tr("no");
    if (value.isObject()) return linesOf(value.toObject());
    if (!value.isArray()) return jsonText(value);
    QStringList lines;
    for (const QJsonValue each : value.toArray()) lines << valueOf(each).replace(u'\n', QStringLiteral(", "));
    return lines.join(u'\n');
}

/// What is another after than before, one a line.
QStringList changesOf(const QJsonObject& before, const QJsonObject& after) {
    QStringList changes;
    for (auto it = after.begin(); it != after.end(); ++it) {
        const QJsonValue old = before.value(it.key());
        if (it.key() == u"revision" || old == it.value()) continue;
        changes << QStringLiteral("%1: %2 → %3").arg(it.key(), valueOf(old), valueOf(it.value()));
    }
    return changes;
}

bool tellsAChange(const QJsonObject& detail) {
    return detail.value(u"before").isObject() && detail.value(u"after").isObject();
}

QStringList changesOf(const QJsonObject& detail) {
    return changesOf(detail.value(u"before").toObject(), detail.value(u"after").toObject());
}

}  // namespace

QString actionWords(const QString& action) {
    return wordsIn(kActions, action);
}

QString detailWords(const JournalRow& row) {
    QStringList parts;
    const auto told = [&](QStringView key) { return displayLine(row.detail.value(key).toString()); };
    if (!told(u"version").isEmpty() && !told(u"from").isEmpty())
        parts << Journal::tr("%1 to %2").arg(told(u"from"), told(u"version"));
    for (const auto key : {u"timestamp", u"text", u"reason"})
        if (!told(key).isEmpty()) parts << told(key);
    if (tellsAChange(row.detail)) parts << displayLine(changesOf(row.detail).join(QStringLiteral(", ")));
    if (const auto accepted = row.detail.value(u"accepted").toArray().size(); accepted > 0)
        parts << Journal::tr("%n check(s) accepted with a reason", nullptr, static_cast<int>(accepted));
    return parts.join(QStringLiteral(" · "));
}

std::vector<JournalFact> factsOf(const JournalRow& row) {
    std::vector<JournalFact> facts;
    const bool change = tellsAChange(row.detail);
    if (change) facts.push_back({Journal::tr("Changed"), displayText(changesOf(row.detail).join(u'\n'))});
    for (auto it = row.detail.begin(); it != row.detail.end(); ++it) {
        if (change && (it.key() == u"before" || it.key() == u"after")) continue;
        if (const QString value = valueOf(it.value()); !value.isEmpty())
            facts.push_back({wordsIn(kLabels, it.key()), displayText(value)});
    }
    return facts;
}

QByteArray journalCsv(const std::vector<JournalRow>& rows) {
    QByteArray csv = "entry,time_utc,environment,target,action,who,workstation,detail,hash\r\n";
    for (const JournalRow& row : rows)
        csv += csvLine({QString::number(row.seq), row.at.toUTC().toString(Qt::ISODateWithMs), row.environment,
                        row.target, row.action, row.who, row.workstation,
                        QString::fromUtf8(QJsonDocument(row.detail).toJson(QJsonDocument::Compact)), row.hash});
    return csv;
}

QByteArray journalJson(const std::vector<JournalRow>& rows) {
    QJsonArray list;
    for (const JournalRow& row : rows)
        list.append(QJsonObject{{QStringLiteral("seq"), row.seq},
                                {QStringLiteral("at"), row.at.toUTC().toString(Qt::ISODateWithMs)},
                                {QStringLiteral("environment"), row.environment},
                                {QStringLiteral("target"), row.target},
                                {QStringLiteral("action"), row.action},
                                {QStringLiteral("who"), row.who},
                                {QStringLiteral("workstation"), row.workstation},
                                {QStringLiteral("detail"), row.detail},
                                {QStringLiteral("hash"), row.hash}});
    return QJsonDocument(list).toJson();
}

}  // namespace prophecy::ui
