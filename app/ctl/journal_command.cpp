// "journal": what was done from here, and whether its record is whole.

#include <QJsonArray>
#include <QJsonObject>

#include "app/ctl/command_table.h"
#include "core/text.h"
#include "words/sentences.h"

namespace prophecy::ctl {

namespace {

QJsonObject describe(const JournalRow& row) {
    return {{QStringLiteral("seq"), row.seq},
            {QStringLiteral("at"), row.at.toString(Qt::ISODateWithMs)},
            {QStringLiteral("who"), row.who},
            {QStringLiteral("workstation"), row.workstation},
            {QStringLiteral("environment"), row.environment},
            {QStringLiteral("target"), row.target},
            {QStringLiteral("action"), row.action},
            {QStringLiteral("detail"), row.detail},
            {QStringLiteral("hash"), row.hash}};
}

QString brokenText(const JournalCheck& check) {
    if (check.firstBroken)
        return QStringLiteral("The journal was changed: entry %1 does not fit the ones before it.")
            .arg(*check.firstBroken);
    if (check.tail == JournalTail::Cut)
        return QStringLiteral("Entries are missing: the journal ends at %1, but entry %2 was written.")
            .arg(check.rows)
            .arg(check.lastKnown);
    if (check.tail == JournalTail::Rewritten)
        return QStringLiteral("The journal was written anew: entry %1 is another than was written.")
            .arg(check.lastKnown);
    return QStringLiteral("The journal has no beginning or no end of operations that are recorded: %1")
        .arg(check.unaccounted.join(QStringLiteral(", ")));
}

QString subjectOf(const QJsonObject& detail) {
    const auto told = [&](QStringView key) { return detail.value(key).toString(); };
    if (detail.contains(u"timestamp")) return told(u"timestamp");
    return told(u"version").isEmpty() ? told(u"text") : told(u"from") + QStringLiteral(" to ") + told(u"version");
}

class ShowJournal final : public Command {
public:
    using Command::Command;
    void run() override;
};

void ShowJournal::run() {
    if (!needStorage()) return;
    const Journal& journal = m_context.storage()->journal();
    if (m_options.verify) {
        const auto check = journal.verify();
        if (!check) return finish(fail(check.error()));
        if (!check->isIntact()) return finish(fail(ErrorKind::Storage, brokenText(*check)));
        const bool known = check->tail == JournalTail::Holds;
        const auto lost = m_context.storage()->lostRecord({});
        return finish(Answer{
            QJsonObject{{QStringLiteral("rows"), check->rows},
                        {QStringLiteral("intact"), true},
                        {QStringLiteral("lastKnown"), known ? QJsonValue(check->lastKnown) : QJsonValue()},
                        {QStringLiteral("lost"), lost ? QJsonValue(sentenceOf(statementOf(*lost))) : QJsonValue()}},
            QStringLiteral("Entries: %1, unbroken. %2%3")
                .arg(check->rows)
                .arg(known ? QStringLiteral("None is missing up to entry %1, which is known outside this "
                                            "file; whether later ones were cut off cannot be told.")
                                 .arg(check->lastKnown)
                           : QStringLiteral("Whether entries were cut off at the end cannot be told: "
                                            "nothing outside this file knows the last one."),
                     lost ? u'\n' + sentenceOf(statementOf(*lost)) : QString())});
    }
    const auto rows = journal.read(-1);
    if (!rows) return finish(fail(rows.error()));
    QJsonArray list;
    QStringList lines;
    const auto isAsked = [this](const JournalRow& row) {
        return m_options.environments.isEmpty() || m_options.environments.contains(row.environment);
    };
    for (const JournalRow& row : *rows) {
        if (!isAsked(row)) continue;
        list.append(describe(row));
        lines << QStringLiteral("%1  %2  %3  %4  %5")
                     .arg(row.at.toString(Qt::ISODate), row.who)
                     .arg(row.action, -20)
                     .arg(displayLine(row.environment), displayLine(subjectOf(row.detail)));
    }
    finish(Answer{list, lines.join(u'\n')});
}

}  // namespace

const std::vector<CommandRow>& journalCommands() {
    static const std::vector<CommandRow> rows{
        {"journal",
         "",
         0,
         0,
         "tells what was done from here; with --env only what was done there",
         {&kVerify},
         &make<ShowJournal>},
    };
    return rows;
}

}  // namespace prophecy::ctl
