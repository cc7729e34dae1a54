#include "ui/words/finding_words.h"

#include <QCoreApplication>

#include "core/text.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

/// What is told of one finding: each function knows the codes of one subject, and says nothing of the others.
class Telling {
    Q_DECLARE_TR_FUNCTIONS(prophecy::ui::Finding)
public:
    Telling(const Finding& finding, QDateTime now, const QTimeZone& zone)
        : m_finding(finding),
          m_count(static_cast<int>(finding.count)),
          m_now(std::move(now)),
          m_zone(zone),
          m_said(displayLine(finding.text)) {}

    QString all() const {
        QString text = backups();
        if (text.isEmpty()) text = disappearances();
        if (text.isEmpty()) text = schedule();
        return text.isEmpty() ? connection() : text;
    }

private:
    QString backups() const {
        switch (m_finding.code) {
            case FindingCode::LastGood: return tr("The last good backup is %1 old.").arg(age());
            case FindingCode::NoneEverGood:
                return tr("No backup ever succeeded here. There is nothing to restore from.");
            case FindingCode::NoBackups: return tr("There are no backups. There is nothing to restore from.");
            case FindingCode::LivesFromPrimary: return livesFromPrimary();
            case FindingCode::NoOwnBackup: return tr("None of its own backups is good. %1").arg(othersListed());
            case FindingCode::OthersListed: return othersListed();
            case FindingCode::FailedSince:
                return tr("%n backup(s) failed since the last good one: %1", nullptr, m_count).arg(m_said);
            case FindingCode::FailedBefore: return failedBefore();
            case FindingCode::LocationLocal:
                return tr("Backups lie on a volume of the cluster (%1). They are lost with it.").arg(m_said);
            case FindingCode::OlderThanTarget:
                return tr("The last good backup is older than the target of %n hour(s).", nullptr, m_count);
            case FindingCode::SlowerThanUsual:
                return tr("Backups used to come every %1, and the last good one is %2 old.")
                    .arg(Words::span(m_finding.count), age());
            default: return {};
        }
    }

    QString disappearances() const {
        const QString seen = when(m_finding.time);
        switch (m_finding.code) {
            case FindingCode::Rotated:
                return tr("Retention removed %n backup(s) in the last week, as others came: %1. The last was seen to "
                          "be gone on %2.",
                          nullptr, m_count)
                    .arg(range(), seen);
            case FindingCode::Removed:
                return tr("Retention removed %n backup(s): %1. Seen on %2.", nullptr, m_count).arg(range(), seen);
            case FindingCode::Disappeared:
                return tr("%n backup(s) disappeared that this console did not delete: %1. Seen on %2.", nullptr,
                          m_count)
                    .arg(range(), seen);
            case FindingCode::Replaced:
                return tr("%n backup(s) are no longer listed since the restore of %2: %1.", nullptr, m_count)
                    .arg(range(), seen);
            case FindingCode::Deleted:
                return tr("This console deleted %n backup(s): %1. Seen on %2. Activity tells who.", nullptr, m_count)
                    .arg(range(), seen);
            default: return {};
        }
    }

    QString schedule() const {
        switch (m_finding.code) {
            case FindingCode::RegularBackupsOff:
                return tr("Regular backups are off: only what is started by hand is backed up.");
            case FindingCode::BehindSchedule:
                return m_finding.count > 0
                           ? tr("The backup planned for %1 has no good end, and the next one was due as well.")
                                 .arg(when(m_finding.time))
                           : tr("The backup planned for %1 has no good end yet.").arg(when(m_finding.time));
            case FindingCode::MissedRuns:
                return tr("%n planned backup(s) of the last week did not begin.", nullptr, m_count);
            case FindingCode::ScheduleUnread:
                return tr("Regular backups are on, but their frequency cannot be read: %1").arg(m_said);
            case FindingCode::NeverRuns:
                return tr("Regular backups are on, but the schedule never runs: %1").arg(m_said);
            case FindingCode::ClockOff:
                return m_finding.count > 0
                           ? tr("The server's clock is %1 ahead of this one; its runs and timestamps follow it.")
                                 .arg(Words::span(m_finding.count))
                           : tr("The server's clock is %1 behind this one; its runs and timestamps follow it.")
                                 .arg(Words::span(-m_finding.count));
            default: return {};
        }
    }

    QString connection() const {
        switch (m_finding.code) {
            case FindingCode::KeyExpires:
                return m_finding.count < 0
                           ? tr("The access key expired on %1.").arg(m_finding.time.date().toString(Qt::ISODate))
                           : tr("The access key expires in %n day(s).", nullptr, m_count);
            case FindingCode::Connection: {
                const auto reach = static_cast<Reach>(m_finding.count);
                const QString out = Words::wayOut(reach);
                return out.isEmpty() ? Words::of(reach) : tr("%1. %2").arg(Words::of(reach), out);
            }
            case FindingCode::Restarting:
                return tr("It does not answer: the %1 that was begun %2 restarts its services.")
                    .arg(m_said, Words::age(m_finding.time, m_now));
            case FindingCode::StandbyUnseen:
                return m_finding.time.isValid()
                           ? tr("It was last seen %n day(s) ago: whether it still starts, nobody knows.", nullptr,
                                m_count)
                           : tr("It never answered here: whether it exists, nobody knows.");
            default: return {};
        }
    }

    QString livesFromPrimary() const {
        return m_count == 0
                   ? tr("It has no backups of its own. It is filled by restoring one of its primary.")
                   : tr("None of its own %n backup(s) is good. It can be filled by restoring one of its primary.",
                        nullptr, m_count);
    }

    QString othersListed() const {
        if (!m_finding.time.isValid()) return tr("%n listed backup(s) belong to %1.", nullptr, m_count).arg(m_said);
        const QString restored = when(m_finding.time);
        return m_said.isEmpty()
                   ? tr("%n listed backup(s) are older than the restore of %1.", nullptr, m_count).arg(restored)
                   : tr("%n listed backup(s) belong to %1 or are older than the restore of %2.", nullptr, m_count)
                         .arg(m_said, restored);
    }

    QString failedBefore() const {
        const QString failed =
            tr("%n backup(s) of the last 24 hours failed, the last one on %1; a later one succeeded.", nullptr, m_count)
                .arg(when(m_finding.time));
        return m_said.isEmpty() ? failed : tr("%1 It said: %2").arg(failed, m_said);
    }

    QString when(const QDateTime& at) const { return Words::when(at, m_zone); }
    QString age() const { return Words::span(m_finding.time.secsTo(m_now)); }
    QString range() const {
        if (m_finding.from == m_finding.to) return when(m_finding.from);
        return tr("%1 to %2").arg(when(m_finding.from), when(m_finding.to));
    }

    const Finding& m_finding;
    int m_count;
    QDateTime m_now;
    QTimeZone m_zone;
    QString m_said;
};

}  // namespace

QString findingText(const Finding& finding, const QDateTime& now, const QTimeZone& zone) {
    return Telling(finding, now, zone).all();
}

}  // namespace prophecy::ui
