#include "ui/wizards/upgrade/upgrade_review_step.h"

#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/check_words.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/frame/typed_name.h"
#include "ui/wizards/upgrade/upgrade_words.h"

namespace prophecy::ui {

UpgradeReviewStep::UpgradeReviewStep(UpgradeState& state)
    : UpgradeStep(state),
      m_sentence(wrappedLabel({}, "title")),
      m_maintenance(wrappedLabel({})),
      m_rollback(wrappedLabel({}, "muted")),
      m_table(new QFormLayout),
      m_checks(new QVBoxLayout),
      m_name(new TypedName(state.context.scheduler)) {
    m_sentence->setObjectName(QStringLiteral("reviewSentence"));
    m_maintenance->setObjectName(QStringLiteral("reviewMaintenance"));
    auto* warning = new QFrame;
    warning->setProperty("notice", true);
    auto* warningLayout = new QVBoxLayout(warning);
    warningLayout->addWidget(m_maintenance);
    auto* what = makeCard();
    auto* whatLayout = headCard(what, tr("What happens"));
    m_table->setHorizontalSpacing(16);
    m_table->setVerticalSpacing(5);
    whatLayout->addLayout(m_table);
    whatLayout->addStretch();
    auto* checks = makeCard();
    auto* checksLayout = headCard(checks, tr("Checks"));
    m_checks->setSpacing(4);
    checksLayout->addLayout(m_checks);
    checksLayout->addStretch();
    auto* cards = new QHBoxLayout;
    cards->setSpacing(14);
    cards->addWidget(what, 1);
    cards->addWidget(checks, 1);
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->setSpacing(12);
    inside->addWidget(m_sentence);
    inside->addWidget(warning);
    inside->addWidget(m_rollback);
    inside->addLayout(cards);
    inside->addWidget(makeRequestCard());
    inside->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeScroll(content), 1);
    layout->addWidget(m_name);
    connect(m_name, &TypedName::changed, this, &UpgradeReviewStep::changed);
    connect(&state, &UpgradeState::checksChanged, this, [this] {
        if (isVisible()) show();
    });
}

QWidget* UpgradeReviewStep::makeRequestCard() {
    auto* card = makeCard();
    auto* layout = headCard(card, tr("Exact request"));
    m_request = makeTextBox("reviewRequest", "calm", 3);
    layout->addWidget(m_request);
    auto* curl = makeButton(tr("Show as curl…"), "reviewCurl");
    layout->addWidget(curl, 0, Qt::AlignLeft);
    connect(curl, &QPushButton::clicked, this, [this] {
        if (m_reviewed)
            (new RequestDialog(m_state.context, m_reviewed->environment, preview(), bodyOf(m_reviewed->request), this))
                ->open();
    });
    return card;
}

/// The facts are asked for again: a review is of what is, not of what was.
void UpgradeReviewStep::enter() {
    const UpgradeWish wish = m_state.wish();
    m_reviewed = wish.plan;
    m_reviewedFrom = wish.from;
    if (UpgradeCheckRun* run = m_state.checks()) run->start();
    if (const Environment* environment = m_state.environment()) m_name->ask(*environment);
    show();
}

Result<RequestPreview> UpgradeReviewStep::preview() const {
    return previewUpgrade(m_reviewed->request, m_state.spoken());
}

void UpgradeReviewStep::show() {
    if (!m_reviewed || !m_state.environment()) return Q_EMIT changed();
    const UpgradeWish wish = m_state.wish();
    const QString& name = m_reviewed->environment.name;
    m_sentence->setText(
        tr("%1 goes from %2 to %3").arg(name, displayLine(m_reviewedFrom), displayLine(m_reviewed->request.version)));
    UpgradeCheckRun* run = m_state.checks();
    const bool counted = run && run->facts().users.isKnown() && run->facts().users.value().active;
    m_maintenance->setText(tr("Its services restart, and nobody can work on %1 meanwhile.").arg(name) + u' ' +
                           (counted ? tr("%n user(s) are active now. Tell them first.", nullptr,
                                         static_cast<int>(*run->facts().users.value().active))
                                    : tr("How many users are active now is not told. Tell them first.")));
    m_rollback->setText(UpgradeWords::rollback(m_reviewed->request.disableRollback) + u' ' +
                        (!wish.wayBack.wanted ? tr("There is no fresh backup to go back to.")
                                              : tr("The backup from before is the way back.")) +
                        u' ' + tr("It cannot be cancelled once it runs."));
    setKind(m_rollback, wish.wayBack.wanted ? "muted" : "bad");
    showTable(wish);
    fillChecks(m_checks, wish.checks, wish.reasons, m_state.context.clock.nowUtc());
    const auto made = preview();
    const QString text = made ? made->request : Words::of(made.error());
    if (m_request->toPlainText() != text) m_request->setPlainText(text);
    m_tick.run();
    Q_EMIT changed();
}

void UpgradeReviewStep::showTable(const UpgradeWish& wish) {
    const QString backup = wish.wayBack.wanted             ? displayLine(m_reviewed->backup.text())
                           : wish.wayBack.whyNot.isEmpty() ? tr("none")
                                                           : tr("none: %1").arg(wish.wayBack.whyNot);
    const std::pair<QString, QString> rows[] = {
        {tr("Environment"), tr("%1, %2").arg(m_reviewed->environment.name, shownAddress(m_reviewed->environment.root))},
        {tr("From"), displayLine(m_reviewedFrom)},
        {tr("To"), displayLine(m_reviewed->request.version)},
        {tr("Disable Rollback"), m_reviewed->request.disableRollback ? tr("on") : tr("off")},
        {tr("Backup before"), backup},
        {tr("Other site"), m_reviewed->partner ? m_reviewed->partner->name : tr("none in this console")}};
    const bool fresh = m_table->rowCount() == 0;
    int i = 0;
    for (const auto& [label, value] : rows) {
        if (fresh)
            m_table->addRow(plainLabel(label, "muted"), wrappedLabel(value));
        else
            qobject_cast<QLabel*>(m_table->itemAt(i, QFormLayout::FieldRole)->widget())->setText(value);
        ++i;
    }
}

QString UpgradeReviewStep::typedName() const {
    return m_name->text();
}

QString UpgradeReviewStep::obstacle() const {
    if (QString why = m_state.whyNoEnvironment(); !why.isEmpty()) return why;
    const UpgradeWish wish = m_state.wish();
    // While a fact is asked for again, the version and the backup of the review still stand.
    const bool asking = std::any_of(wish.checks.begin(), wish.checks.end(),
                                    [](const Check& check) { return check.state == CheckState::Waiting; });
    if (asking) return tr("Some checks are not answered yet.");
    if (!m_reviewed || wish.plan != *m_reviewed || wish.from != m_reviewedFrom)
        return tr("What would be sent has changed. Go back and look at it again.");
    if (QString taken = m_state.whyTaken(); !taken.isEmpty()) return taken;
    if (const auto allowed = m_state.context.upgrades.mayBegin(wish); !allowed) return Words::of(allowed.error());
    return m_name->obstacle();
}

}  // namespace prophecy::ui
