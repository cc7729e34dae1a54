#include <QJsonArray>
#include <QJsonObject>

#include "app/ctl/command_table.h"
#include "domain/cron/describe.h"
#include "domain/cron/warnings.h"

// The "cron" commands; they need no environment.

namespace prophecy::ctl {

namespace {

constexpr qint64 kUsualCount = 10;

QString inZone(qint64 at, const QTimeZone& zone) {
    const QDateTime utc = QDateTime::fromSecsSinceEpoch(at, Qt::UTC);
    const int offset = zone.offsetFromUtc(utc);
    const QDateTime wall = utc.addSecs(offset);
    const int minutes = std::abs(offset) / 60;
    return wall.toString(u"yyyy-MM-dd'T'HH:mm:ss") + QStringLiteral("%1%2:%3")
                                                         .arg(QLatin1Char(offset < 0 ? '-' : '+'))
                                                         .arg(minutes / 60, 2, 10, QLatin1Char('0'))
                                                         .arg(minutes % 60, 2, 10, QLatin1Char('0'));
}

/// Whole seconds; downwards for what comes after, upwards for what comes before.
Result<qint64> startOf(const QString& iso, const QTimeZone& zone, const QDateTime& now, bool forward) {
    QDateTime from = now;
    if (!iso.isEmpty()) {
        from = QDateTime::fromString(iso, Qt::ISODateWithMs);
        if (!from.isValid())
            return fail(ErrorKind::Usage, QStringLiteral("--from needs a time like 2026-11-22T09:00:00Z."));
        if (from.timeSpec() == Qt::LocalTime) from = QDateTime(from.date(), from.time(), zone);
    }
    const qint64 ms = from.toMSecsSinceEpoch();
    const qint64 floor = ms >= 0 ? ms / 1000 : -((-ms + 999) / 1000);
    return forward || floor * 1000 == ms ? floor : floor + 1;
}

class CronCheck final : public Command {
public:
    using Command::Command;
    void run() override;
};

void CronCheck::run() {
    const auto expression = parseCron(m_options.arguments.first());
    if (!expression) return finish(fail(toError(expression.error())));
    finish(Answer{QJsonObject{{QStringLiteral("canonical"), canonicalText(*expression)}},
                  QStringLiteral("%1 is valid.").arg(m_options.arguments.first())});
}

class CronDescribe final : public Command {
public:
    using Command::Command;
    void run() override;
};

void CronDescribe::run() {
    const auto expression = parseCron(m_options.arguments.first());
    if (!expression) return finish(fail(toError(expression.error())));
    CronSchedule schedule(*expression, QTimeZone(m_options.zone.value_or("UTC")));
    const QString text = describeCron(*expression);
    QJsonArray warnings;
    QStringList lines{text};
    for (const CronWarning& warning : warningsOf(schedule, m_context.clock.nowUtc().toSecsSinceEpoch())) {
        warnings.append(QJsonObject{{QStringLiteral("code"), kebabName(warning.code)},
                                    {QStringLiteral("message"), warning.message}});
        lines << QStringLiteral("Note: ") + warning.message;
    }
    finish(
        Answer{QJsonObject{{QStringLiteral("text"), text}, {QStringLiteral("warnings"), warnings}}, lines.join(u'\n')});
}

class CronRuns : public Command {
protected:
    using Command::Command;
    void sayRuns(bool forward);
};

void CronRuns::sayRuns(bool forward) {
    const auto expression = parseCron(m_options.arguments.first());
    if (!expression) return finish(fail(toError(expression.error())));
    if (!forward && expression->everySeconds)
        return finish(fail(ErrorKind::Usage, QStringLiteral("\"@every\" counts from the start of the server, so "
                                                            "nobody can tell when it ran before.")));
    const QTimeZone zone(m_options.zone.value_or("UTC"));
    const auto from = startOf(m_options.from, zone, m_context.clock.nowUtc(), forward);
    if (!from) return finish(fail(from.error()));
    CronSchedule schedule(*expression, zone);
    const qint64 count = m_options.count.value_or(kUsualCount);
    QJsonArray runs;
    QStringList lines;
    std::optional<qint64> at = *from;
    while (runs.size() < count && (at = forward ? schedule.next(*at) : schedule.previous(*at))) {
        runs.append(inZone(*at, zone));
        lines << inZone(*at, zone);
    }
    const bool exhausted = runs.size() < count;
    if (lines.isEmpty()) lines << QStringLiteral("never");
    finish(Answer{QJsonObject{{forward ? QStringLiteral("next") : QStringLiteral("prev"), runs},
                              {QStringLiteral("exhausted"), exhausted}},
                  lines.join(u'\n')});
}

class CronNext final : public CronRuns {
public:
    using CronRuns::CronRuns;
    void run() override { sayRuns(true); }
};

class CronPrevious final : public CronRuns {
public:
    using CronRuns::CronRuns;
    void run() override { sayRuns(false); }
};

}  // namespace

const std::vector<CommandRow>& cronCommands() {
    static const std::vector<CommandRow> rows{
        {"cron check", "EXPR", 1, 1, "tells whether the server would take an expression", {}, &make<CronCheck>},
        {"cron describe", "EXPR", 1, 1, "says an expression in words", {&kZone}, &make<CronDescribe>},
        {"cron next", "EXPR", 1, 1, "tells the next runs", {&kFromTime, &kZone, &kCount}, &make<CronNext>},
        {"cron prev", "EXPR", 1, 1, "tells the runs before", {&kFromTime, &kZone, &kCount}, &make<CronPrevious>},
    };
    return rows;
}

}  // namespace prophecy::ctl
