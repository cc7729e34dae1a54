#include "ui/wizards/restore/review_step.h"

#include <QFormLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "services/request_preview.h"
#include "ui/dialogs/check_words.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/frame/typed_name.h"
#include "ui/wizards/restore/restore_words.h"

namespace prophecy::ui {

ReviewStep::ReviewStep(RestoreState& state)
    : RestoreStep(state),
      m_sentence(wrappedLabel({}, "title")),
      m_loss(wrappedLabel({}, "bad")),
      m_table(new QFormLayout),
      m_checks(new QVBoxLayout),
      m_name(new TypedName(state.context.scheduler)) {
    m_sentence->setObjectName(QStringLiteral("reviewSentence"));
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
    inside->addWidget(m_loss);
    inside->addLayout(cards);
    inside->addWidget(makeRequestCard());
    inside->addStretch();
    auto* scroll = makeScroll(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_name);
    connect(m_name, &TypedName::changed, this, &ReviewStep::changed);
    connect(&state, &RestoreState::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    // Another target than the one that was read and typed: begin again.
    connect(&state, &RestoreState::planReplaced, this, [this] {
        if (isVisible()) enter();
    });
}

QWidget* ReviewStep::makeRequestCard() {
    auto* card = makeCard();
    auto* layout = headCard(card, tr("Exact request"));
    m_request = makeTextBox("reviewRequest", "calm", 3);
    layout->addWidget(m_request);
    auto* curl = makeButton(tr("Show as curl…"), "reviewCurl");
    layout->addWidget(curl, 0, Qt::AlignLeft);
    connect(curl, &QPushButton::clicked, this, [this] {
        if (m_reviewed)
            (new RequestDialog(m_state.context, m_reviewed->destination, preview(), bodyOf(m_reviewed->request), this))
                ->open();
    });
    return card;
}

/// The facts are asked for again: a review is of what is, not of what was.
void ReviewStep::enter() {
    if (RestoreCheckRun* run = m_state.checks()) {
        m_reviewed = run->plan();
        run->start();
    }
    if (const Environment* destination = m_state.destination()) m_name->ask(*destination);
    show();
}

Result<RequestPreview> ReviewStep::preview() const {
    return previewRestore(m_reviewed->request, m_state.spoken(m_reviewed->destination));
}

void ReviewStep::show() {
    if (!m_reviewed || !m_state.plan()) return Q_EMIT changed();
    const RestoreWish wish = m_state.wish();
    m_sentence->setText(RestoreWords::sentence(*m_reviewed));
    m_loss->setText(RestoreWords::loss(*m_reviewed));
    showTable(wish);
    fillChecks(m_checks, wish.checks, wish.reasons, m_state.context.clock.nowUtc());
    const auto made = preview();
    const QString text = made ? made->request : Words::of(made.error());
    if (m_request->toPlainText() != text) m_request->setPlainText(text);
    m_tick.run();
    Q_EMIT changed();
}

void ReviewStep::showTable(const RestoreWish& wish) {
    const RestorePlan& plan = wish.plan;
    QStringList restored = restorableServices(m_state.spoken(plan.destination).dialect);
    for (const QString& skipped : plan.request.skipped) restored.removeAll(skipped);
    const auto safety = m_state.safetyBackup();
    const EnvironmentSession* session = m_state.context.sessions.find(plan.destination.id);
    const qint64 usual = session ? session->facts().summary.usualMs : -1;
    const std::pair<QString, QString> rows[] = {
        {tr("Backup"), displayLine(plan.request.timestamp.text())},
        {tr("Source"), plan.source.name},
        {tr("Source namespace"), displayLine(plan.request.sourceNamespace)},
        {tr("Destination"), tr("%1, %2").arg(plan.destination.name, shownAddress(plan.destination.root))},
        {tr("Restored"), restored.join(QStringLiteral(", "))},
        {tr("Kept as it is"),
         plan.request.skipped.isEmpty() ? tr("nothing") : plan.request.skipped.join(QStringLiteral(", "))},
        {tr("Safety backup"), safety && m_state.draft.wayBack.wanted
                                  ? displayLine(safety->timestamp.text())
                                  : tr("none: %1").arg(m_state.draft.wayBack.whyNot)},
        {tr("A backup usually takes"), usual < 0 ? tr("not known") : Words::duration(usual)},
        {tr("Active users there"), activeUsers()}};
    const bool fresh = m_table->rowCount() == 0;
    int i = 0;
    for (const auto& [name, value] : rows) {
        if (fresh)
            m_table->addRow(plainLabel(name, "muted"), wrappedLabel(value));
        else
            qobject_cast<QLabel*>(m_table->itemAt(i, QFormLayout::FieldRole)->widget())->setText(value);
        ++i;
    }
}

/// Who works there now loses it.
QString ReviewStep::activeUsers() const {
    RestoreCheckRun* run = m_state.checks();
    if (!run || !run->facts().destinationUsers.answer) return tr("asking…");
    const auto& users = run->facts().destinationUsers;
    return users.isKnown() && users.value().active ? QString::number(*users.value().active) : tr("not known");
}

QString ReviewStep::typedName() const {
    return m_name->text();
}

QString ReviewStep::obstacle() const {
    if (QString why = m_state.whyNoPlan(); !why.isEmpty()) return why;
    const RestoreWish wish = m_state.wish();
    const bool asReviewed = m_reviewed && wish.plan.source == m_reviewed->source &&
                            wish.plan.destination == m_reviewed->destination &&
                            wish.plan.request == m_reviewed->request;
    if (!asReviewed) return tr("What would be sent has changed. Look at it again.");
    if (QString taken = m_state.whyTaken(wish.plan.destination); !taken.isEmpty()) return taken;
    if (const auto allowed = m_state.context.restores.mayBegin(wish); !allowed) return Words::of(allowed.error());
    return m_name->obstacle();
}

}  // namespace prophecy::ui
