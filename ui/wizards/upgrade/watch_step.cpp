#include "ui/wizards/upgrade/watch_step.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/upgrade/phase_list.h"
#include "ui/words/words.h"

namespace prophecy::ui {

WatchStep::WatchStep(UpgradeProcedure& procedure)
    : UpgradeStep(procedure),
      m_phases(new PhaseList),
      m_look(wrappedLabel({}, "muted")),
      m_question(wrappedLabel({})),
      m_version(new QLineEdit),
      m_compare(wrappedLabel({})),
      m_how(new QComboBox) {
    m_look->setObjectName(QStringLiteral("watchLook"));
    m_version->setObjectName(QStringLiteral("watchVersion"));
    m_version->setAccessibleName(tr("Version that the web app shows"));
    m_version->setMaximumWidth(220);
    m_compare->setObjectName(QStringLiteral("watchCompare"));
    m_how->setObjectName(QStringLiteral("watchHow"));
    m_how->setAccessibleName(tr("How it ended"));
    m_how->addItem(tr("Choose how it ended"));
    m_how->addItem(tr("It failed and was rolled back"), static_cast<int>(UpgradeEnding::RolledBack));
    m_how->addItem(tr("It failed and stays where it failed, or never came back"),
                   static_cast<int>(UpgradeEnding::StayedFailed));
    m_how->addItem(tr("It came up with this other version"), static_cast<int>(UpgradeEnding::OtherVersion));
    m_how->setMaximumWidth(320);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("Watching it go and come back"), "title"));
    layout->addWidget(m_phases);
    layout->addWidget(m_look);
    layout->addWidget(m_question);
    layout->addWidget(m_version);
    layout->addWidget(m_compare);
    layout->addWidget(m_how);
    layout->addStretch();
    connect(m_version, &QLineEdit::textChanged, this, &WatchStep::show);
    connect(m_how, &QComboBox::currentIndexChanged, this, &WatchStep::show);
}

void WatchStep::enter() {
    const Environment* environment = m_procedure.environment();
    if (!environment || m_watch || !m_procedure.draft.guided.startedAt.isValid()) return show();
    m_watch = std::make_unique<GuidedWatch>(*environment, m_procedure.draft.guided, m_procedure.context.connector,
                                            m_procedure.context.scheduler, m_procedure.context.clock);
    connect(m_watch.get(), &GuidedWatch::changed, this, [this] {
        const GuidedUpgrade before = std::exchange(m_procedure.draft.guided, m_watch->guided());
        if (before != m_procedure.draft.guided) Q_EMIT saveWanted();
        show();
    });
    m_watch->start();
    show();
}

/// Nothing is looked at any more that could make it unfinished again.
Result<void> WatchStep::leave() {
    if (auto noted = m_procedure.endByHand(outcome()); !noted) return noted;
    m_watch.reset();
    m_tick.run(false);
    return {};
}

bool WatchStep::readsVersion() const {
    return m_watch && m_watch->tellsVersion().value_or(false);
}

QString WatchStep::version() const {
    return readsVersion() ? m_procedure.draft.guided.version : m_version->text().trimmed();
}

GuidedUpgrade WatchStep::outcome() const {
    GuidedUpgrade guided = m_procedure.draft.guided;
    guided.version = version();
    guided.versionSaid = !readsVersion();
    guided.endedAt = m_procedure.context.clock.nowUtc();
    guided.ending = sameVersion(guided.version, m_procedure.draft.version)
                        ? UpgradeEnding::Upgraded
                        : static_cast<UpgradeEnding>(m_how->currentData().toInt());
    return guided;
}

QString WatchStep::lookText() const {
    const QString name = m_procedure.name();
    if (m_watch->trouble()) return tr("%1 cannot be asked: %2").arg(name, Words::of(*m_watch->trouble()));
    const QString at = Words::clock(m_watch->lookedAt(), m_procedure.zone());
    return m_watch->answers() ? tr("%1 answers. Looked at %2.").arg(name, at)
                              : tr("%1 does not answer. Looked at %2.").arg(name, at);
}

void WatchStep::show() {
    const auto operation = m_procedure.operation();
    const QDateTime now = m_procedure.context.clock.nowUtc();
    if (operation) m_phases->show(*operation, true, now, m_procedure.zone());
    const bool looked = m_watch && m_watch->lookedAt().isValid();
    const QString name = m_procedure.name();
    m_look->setText(looked ? lookText() : tr("Looking…"));
    const bool asks = looked && m_watch->answers() && !readsVersion();
    m_question->setVisible(asks);
    m_version->setVisible(asks);
    m_question->setText(
        tr("%1 does not tell its version through the API. Once the web app is back: which version does it "
           "show?")
            .arg(name));
    const auto parsed = parseVersion(version());
    const bool wanted = parsed && sameVersion(version(), m_procedure.draft.version);
    m_compare->setVisible(!version().isEmpty());
    m_compare->setText(!parsed  ? tr("\"%1\" is no version.").arg(displayLine(version()))
                       : wanted ? tr("%1 is what was wanted.").arg(parsed->text())
                                : tr("%1 is not what was wanted: %2.").arg(parsed->text(), m_procedure.draft.version));
    const bool away = looked && !m_watch->answers() && !m_watch->trouble();
    m_how->setVisible(away || (parsed && !wanted));
    m_tick.run(isVisible());
    Q_EMIT changed();
}

QString WatchStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    const bool gaveUp = m_how->currentData().toInt() == static_cast<int>(UpgradeEnding::StayedFailed);
    if (!m_watch || (!m_watch->answers() && !gaveUp)) return tr("It does not answer yet.");
    if (!m_watch->answers()) return {};
    const auto parsed = parseVersion(version());
    if (!parsed) return tr("Enter the version that the web app shows.");
    if (sameVersion(version(), m_procedure.draft.version) || m_how->currentIndex() > 0) return {};
    return tr("Say how it ended, once it has.");
}

}  // namespace prophecy::ui
