#include "ui/pages/schedule/target_card.h"

#include <QScopedValueRollback>
#include <QVBoxLayout>

#include "domain/backup/deadline.h"
#include "ui/pages/schedule/sentence_row.h"

namespace prophecy::ui {

namespace {

QString zoneText(const Environment& environment, const std::optional<ZoneFit>& fit) {
    QString text = TargetCard::tr("Server time zone: %1.").arg(QString::fromLatin1(environment.zone));
    if (!isKnownZone(environment.zone)) text += u' ' + TargetCard::tr("This system does not know it; UTC is used.");
    if (fit && fit->matched > 0)
        text += u' ' + TargetCard::tr("The last %1 of %n backup(s) seen here fit %2.", nullptr, fit->total)
                           .arg(fit->matched)
                           .arg(QString::fromLatin1(fit->zone));
    return text;
}

}  // namespace

TargetCard::TargetCard(EnvironmentRegistry& registry)
    : m_registry(registry), m_zone(wrappedLabel({}, "muted")), m_useZone(makeButton({}, "scheduleUseZone")) {
    constexpr int kLongestTarget = 24 * 90;
    m_target =
        makeNumber("scheduleTarget", tr("Oldest acceptable age of the last good backup, in hours"), 0, kLongestTarget);
    m_target->setSpecialValueText(tr("no target"));
    m_target->setSuffix(tr(" h"));
    m_zone->setObjectName(QStringLiteral("scheduleZone"));
    setProperty("card", true);
    auto* layout = headCard(this, tr("Target and zone"));
    layout->addLayout(makeSentence(tr("Lose at most"), m_target, tr("of work")));
    layout->addWidget(m_zone);
    layout->addWidget(m_useZone, 0, Qt::AlignLeft);
    connect(m_target, &QSpinBox::editingFinished, this, &TargetCard::saveTarget);
    connect(m_target, &QSpinBox::valueChanged, this, [this] {
        if (!m_loading) Q_EMIT targetChanged();
    });
    connect(m_useZone, &QPushButton::clicked, this,
            [this] { change([this](Environment& environment) { environment.zone = m_fitting; }); });
}

void TargetCard::load(const Environment* environment) {
    const QScopedValueRollback loading(m_loading, true);
    m_shown = environment ? environment->id : EnvironmentId();
    m_target->setValue(environment ? environment->targetAgeHours : 0);
}

int TargetCard::targetHours() const {
    return m_target->value();
}

/// A zone is offered only where watched backups disagree with the one that was entered.
void TargetCard::show(const Environment& environment, const std::vector<WatchedStart>& watched) {
    const auto fit = fitZone(watched, {environment.zone, "UTC", QTimeZone::systemTimeZoneId()});
    const bool disagrees = fit && fit->zone != environment.zone && fit->matched * 2 > fit->total;
    m_zone->setText(zoneText(environment, fit));
    m_useZone->setVisible(disagrees);
    if (!disagrees) return;
    m_fitting = fit->zone;
    m_useZone->setText(tr("Use %1").arg(QString::fromLatin1(fit->zone)));
}

void TargetCard::saveTarget() {
    const Environment* environment = m_registry.find(m_shown);
    if (!environment || environment->targetAgeHours == m_target->value()) return;
    change([this](Environment& changed) { changed.targetAgeHours = m_target->value(); });
}

void TargetCard::change(const std::function<void(Environment&)>& edit) {
    const Environment* stored = m_registry.find(m_shown);
    if (!stored) return;
    Environment environment = *stored;
    edit(environment);
    if (const auto saved = m_registry.update(environment, {}); !saved) Q_EMIT refused(saved.error());
}

}  // namespace prophecy::ui
