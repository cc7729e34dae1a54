#include "ui/wizards/upgrade/upgrade_result_step.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/check_words.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/frame/report_saver.h"
#include "ui/wizards/upgrade/upgrade_words.h"

namespace prophecy::ui {

UpgradeResultStep::UpgradeResultStep(UpgradeState& state)
    : UpgradeStep(state),
      m_outcome(new Pill),
      m_title(wrappedLabel({}, "title")),
      m_explain(wrappedLabel({}, "muted")),
      m_server(makeTextBox("resultServerText", "server", 4)),
      m_after(new QVBoxLayout),
      m_again(makeButton(tr("Check again"), "resultAgain")),
      m_partner(makeButton({}, "resultPartner")),
      m_wayBack(makeButton(tr("Restore the backup from before…"), "resultWayBack")),
      m_told(wrappedLabel({}, "muted")) {
    m_outcome->setObjectName(QStringLiteral("resultOutcome"));
    m_title->setObjectName(QStringLiteral("resultTitle"));
    m_explain->setObjectName(QStringLiteral("resultExplain"));
    auto* card = makeCard();
    card->setObjectName(QStringLiteral("resultAfter"));
    m_after->setContentsMargins(14, 10, 14, 10);
    m_after->setSpacing(6);
    card->setLayout(m_after);
    auto* saver = new ReportSaver(
        this, [this] { return report(); }, [this](const QString& sentence) { m_told->setText(sentence); });
    saver->setFileName([this] { return tr("upgrade-%1").arg(m_state.name()); });
    auto* actions = new QHBoxLayout;
    for (QPushButton* button : {saver->markdownButton(), saver->pdfButton(), m_again, m_wayBack, m_partner})
        actions->addWidget(button);
    actions->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_outcome);
    layout->addWidget(m_explain);
    layout->addWidget(m_server);
    layout->addWidget(plainLabel(tr("Checks afterwards"), "heading"));
    layout->addWidget(card);
    layout->addLayout(actions);
    layout->addWidget(m_told);
    layout->addStretch();
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_run) m_run->start();
    });
    connect(m_partner, &QPushButton::clicked, this, [this] {
        if (m_run && m_run->plan().partner) Q_EMIT partnerWanted(m_run->plan().partner->id);
    });
    connect(m_wayBack, &QPushButton::clicked, this, [this] {
        if (m_run) Q_EMIT restoreWanted(m_run->facts().backup);
    });
}

void UpgradeResultStep::enter() {
    const auto operation = m_state.operation();
    const Environment* environment = m_state.environment();
    if (!operation || operation->id == m_shown) return;
    m_shown = operation->id;
    m_kept = false;
    if (environment && operation->traceOf<UpgradeTrace>()) {
        UpgradeFollowUpFacts before = m_state.context.upgrades.factsBefore(operation->id);
        const GuidedUpgrade& guided = m_state.draft.guided;
        if (guided.versionSaid) before.said = guided.version;
        before.unwitnessed = guided.startedAt.isValid() && !guided.awayAt.isValid();
        m_run = std::make_unique<UpgradeFollowUp>(
            UpgradePlan{*environment, partnerOf(*environment, m_state.context.registry.all()),
                        operation->traceOf<UpgradeTrace>()->request, before.backup},
            before, m_state.context.connector, m_state.context.clock);
        connect(m_run.get(), &UpgradeFollowUp::changed, this, &UpgradeResultStep::show);
        m_run->start();
    }
    show();
}

void UpgradeResultStep::show() {
    const auto operation = m_state.operation();
    if (!operation || !operation->traceOf<UpgradeTrace>()) return;
    const UpgradeEnding ending = operation->traceOf<UpgradeTrace>()->ending;
    const bool hasBackup = m_run && !m_run->facts().backup.isEmpty();
    const bool checked = !m_run || !m_run->isWaiting();
    m_title->setText(UpgradeWords::title(*operation));
    m_outcome->set(UpgradeWords::of(ending, operation->state), UpgradeWords::look(ending, operation->state));
    const QString took =
        operation->finishedAt.isValid()
            ? (m_state.draft.guided.startedAt.isValid() ? tr("Its end was noted %1 after it was begun.")
                                                        : tr("It took %1."))
                  .arg(Words::duration(operation->startedAt.msecsTo(operation->finishedAt)))
            : QString();
    const QString explained = UpgradeWords::explain(*operation, hasBackup);
    m_explain->setText(explained.isEmpty() ? took : explained + u' ' + took);
    m_server->setVisible(ending != UpgradeEnding::Upgraded && !operation->text.isEmpty());
    m_server->setPlainText(displayText(operation->text));
    m_again->setVisible(m_run != nullptr);
    const bool offersWayBack = hasBackup && ending != UpgradeEnding::Upgraded && ending != UpgradeEnding::None;
    m_wayBack->setVisible(offersWayBack);
    const bool behind = m_run && ending == UpgradeEnding::Upgraded && m_run->plan().partner;
    m_partner->setVisible(
        behind && (!m_run->facts().partnerVersions.isKnown() || partnerIsBehind(m_run->plan(), m_run->facts())));
    if (behind) m_partner->setText(tr("Upgrade %1 in the same way…").arg(onButton(m_run->plan().partner->name)));
    if (m_run) fillAfterChecks(m_after, m_run->checks());
    if (checked && !m_kept) keepReport();
    Q_EMIT changed();
}

QString UpgradeResultStep::report() const {
    const auto operation = m_state.operation();
    auto made = operation ? m_state.context.upgrades.reportOf(*operation) : fail(ErrorKind::NotFound, QString());
    if (!made) return {};
    if (m_run) made->after = m_run->checks();
    return toMarkdown(*made);
}

void UpgradeResultStep::keepReport() {
    const auto operation = m_state.operation();
    m_kept = operation && m_state.context.upgrades.keepReport(*operation, report()).has_value();
    m_told->setText(m_kept ? tr("The report is in the journal.")
                           : tr("The report could not be written to the journal."));
}

}  // namespace prophecy::ui
