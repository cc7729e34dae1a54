#include "ui/pages/schedule/schedule_form.h"

#include <QCheckBox>
#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "domain/cron/week.h"
#include "ui/cron/cron_builder.h"
#include "ui/cron/cron_preview.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

QString moment(const QDateTime& at) {
    return QLocale().toString(at, QStringLiteral("ddd d MMM HH:mm"));
}

QString lagSentence(const QString& gap, int exceededHours, bool hasDr) {
    QString sentence = gap;
    if (exceededHours > 0)
        sentence += u' ' + ScheduleForm::tr("That is more than the target of %n hour(s).", nullptr, exceededHours);
    return hasDr ? sentence + u' ' + ScheduleForm::tr("A DR site that is restored from them lags by as much.")
                 : sentence;
}

}  // namespace

ScheduleForm::ScheduleForm()
    : m_takesBackups(new QCheckBox(tr("Take regular backups"))), m_gap(new SteadyLabel), m_builder(new CronBuilder) {
    m_takesBackups->setObjectName(QStringLiteral("scheduleEnabled"));
    m_gap->setObjectName(QStringLiteral("scheduleGap"));
    constexpr int kLongTarget = 1000;
    m_gap->reserve(lagSentence(
        tr("At worst, %1 of work are lost: from %2 to %3.")
            .arg(Words::span(99'999), QStringLiteral("Wed 22 Nov 00:00"), QStringLiteral("Wed 22 Nov 00:00")),
        kLongTarget, true));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_takesBackups);
    layout->addWidget(m_gap);
    layout->addWidget(m_builder);
    layout->addStretch();
    const auto tell = [this] {
        if (!m_loading) Q_EMIT edited();
    };
    connect(m_takesBackups, &QCheckBox::toggled, this, tell);
    connect(m_builder, &CronBuilder::changed, this, tell);
}

void ScheduleForm::load(bool takesBackups, const QString& frequency) {
    const QScopedValueRollback loading(m_loading, true);
    m_takesBackups->setChecked(takesBackups);
    m_builder->load(frequency);
}

void ScheduleForm::setClock(const QTimeZone& zone, const QDateTime& now) {
    m_builder->setClock(zone, now);
}

bool ScheduleForm::takesBackups() const {
    return m_takesBackups->isChecked();
}

QString ScheduleForm::frequency() const {
    return m_builder->value();
}

const std::optional<CronExpression>& ScheduleForm::expression() const {
    return m_builder->expression();
}

QWidget* ScheduleForm::preview() {
    return m_builder->preview();
}

void ScheduleForm::showGap(const QDate& today, int targetHours, bool hasDr) {
    m_gap->setText(gapText(today, targetHours, hasDr));
    m_builder->preview()->setIdle(!takesBackups());
}

QString ScheduleForm::gapText(const QDate& today, int targetHours, bool hasDr) {
    if (!takesBackups()) return tr("Off: only what is started by hand is backed up, and nothing old is removed.");
    const auto gap = expression() ? longestGapOf(*expression(), today) : std::nullopt;
    if (!gap) return {};
    const bool tooLong = targetHours > 0 && gap->seconds > targetHours * 3600LL;
    setKind(m_gap, tooLong ? "bad" : "");
    const QString span = Words::span(gap->seconds);
    const QString lost =
        gap->begin.isValid()
            ? tr("At worst, %1 of work are lost: from %2 to %3.").arg(span, moment(gap->begin), moment(gap->end))
            : tr("At worst, %1 of work are lost.").arg(span);
    return lagSentence(lost, tooLong ? targetHours : 0, hasDr);
}

}  // namespace prophecy::ui
