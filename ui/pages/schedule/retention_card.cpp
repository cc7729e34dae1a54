#include "ui/pages/schedule/retention_card.h"

#include <QScopedValueRollback>
#include <QSpinBox>
#include <QVBoxLayout>

#include "core/background.h"
#include "core/text.h"
#include "ui/pages/schedule/sentence_row.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

constexpr int kForecastDays = 14, kFewGood = 2;

/// Which of today's backups go, and when; for the tooltip, since there can be many.
QString departuresText(const RetentionForecast& forecast, const QTimeZone& zone) {
    constexpr std::size_t kMostShown = 20;
    QStringList lines;
    for (const auto& departure : forecast.departures) {
        if (lines.size() == kMostShown) {
            lines << RetentionCard::tr("and %n more", nullptr,
                                       static_cast<int>(forecast.departures.size() - kMostShown));
            break;
        }
        lines << RetentionCard::tr("%1 goes on %2", "backup, time")
                     .arg(displayLine(departure.timestamp.text()), Words::when(departure.at, zone));
    }
    return lines.join(u'\n');
}

QString departuresSentence(const RetentionForecast& forecast, const QTimeZone& zone) {
    const int gone = static_cast<int>(forecast.departures.size());
    if (gone == 0) return RetentionCard::tr("In %n day(s) none of today's backups is removed.", nullptr, kForecastDays);
    const auto& first = forecast.departures.front();
    return RetentionCard::tr("%n of today's backup(s) will be removed in two weeks, the first %1 on %2.", nullptr, gone)
        .arg(displayLine(first.timestamp.text()), Words::when(first.at, zone));
}

}  // namespace

RetentionCard::RetentionCard(const Clock& clock)
    : m_clock(clock),
      m_count(makeNumber("scheduleRetention", tr("Backups to keep"), 0, 1'000'000)),
      m_extra(makeNumber("scheduleExtra", tr("Further backups a week"), 0, 200)),
      m_forecast(wrappedLabel({}, "muted")) {
    m_count->setSpecialValueText(tr("not readable"));
    m_forecast->setObjectName(QStringLiteral("retentionForecast"));
    setProperty("card", true);
    auto* layout = headCard(this, tr("What is kept"));
    layout->addLayout(makeSentence(tr("Keep the last"), m_count, tr("backups")));
    layout->addLayout(makeSentence(tr("By hand and at restarts"), m_extra, tr("a week")));
    layout->addWidget(m_forecast);
    connect(m_count, &QSpinBox::valueChanged, this, [this] {
        if (m_loading) return;
        m_touched = true;
        Q_EMIT edited();
    });
    connect(m_extra, &QSpinBox::valueChanged, this, [this] {
        if (!m_loading) Q_EMIT paceChanged();
    });
}

void RetentionCard::load(const BackupConfig& config) {
    const QScopedValueRollback loading(m_loading, true);
    const qint64 count = config.retentionCount().value_or(0);
    m_count->setValue(count >= 1 && count <= m_count->maximum() ? static_cast<int>(count) : 0);
    m_touched = false;
}

void RetentionCard::setCount(qint64 count) {
    m_count->setValue(static_cast<int>(count));
}

std::optional<qint64> RetentionCard::changed(const BackupConfig& base) const {
    const bool other = m_touched && m_count->value() > 0 && base.retentionCount() != m_count->value();
    return other ? std::optional<qint64>(m_count->value()) : std::nullopt;
}

void RetentionCard::forget() {
    const QScopedValueRollback loading(m_loading, true);
    m_foreseeing.drop();
    m_forecast->clear();
    m_extra->setValue(0);
}

void RetentionCard::say(const QString& text, const char* kind) {
    setKind(m_forecast, kind);
    m_forecast->setText(text);
}

void RetentionCard::foresee(const EnvironmentSession& session, const std::optional<CronExpression>& expression,
                            bool takesBackups) {
    if (!expression) return say(tr("Nothing can be foreseen without a schedule."), "muted");
    if (m_count->value() == 0)
        return say(tr("How many are kept cannot be read from the configuration, so nothing can be foreseen."), "bad");
    if (!takesBackups) return say(tr("While regular backups are off, nothing is removed."), "muted");
    const bool isFailing = session.facts().summary.failuresSince > 0;
    m_foreseeing = runInBackground<RetentionForecast>(
        QThreadPool::globalInstance(), this,
        [rows = session.facts().rows, cron = *expression, zone = session.environment().timeZone(),
         keep = m_count->value(), extra = m_extra->value(), now = m_clock.nowUtc()]() -> Result<RetentionForecast> {
            CronSchedule schedule(cron, zone);
            return forecastRetention(*rows, schedule, keep, extra, now, kForecastDays);
        },
        [this, isFailing, zone = session.environment().timeZone()](const Result<RetentionForecast>& forecast) {
            show(*forecast, zone, isFailing);
        });
}

void RetentionCard::show(const RetentionForecast& forecast, const QTimeZone& zone, bool isFailing) {
    QStringList lines;
    if (forecast.reachSeconds > 0)
        lines << tr("That reaches %1 back at this pace.").arg(Words::span(forecast.reachSeconds));
    lines << departuresSentence(forecast, zone);
    if (forecast.oldestGood.isValid())
        lines << tr("Then the oldest good restore point is %1 old.")
                     .arg(Words::span(forecast.oldestGood.secsTo(m_clock.nowUtc().addDays(kForecastDays))));
    if (isFailing)
        lines << tr("Should the next ones fail as the last did, %n good restore point(s) of today remain.", nullptr,
                    forecast.keptGoodOfNow);
    const bool few = forecast.keptGood < kFewGood || (isFailing && forecast.keptGoodOfNow < kFewGood);
    if (few) lines << tr("Fewer than two good restore points remain.");
    m_forecast->setToolTip(plainTip(departuresText(forecast, zone)));
    say(lines.join(u'\n'), few ? "bad" : "muted");
}

}  // namespace prophecy::ui
