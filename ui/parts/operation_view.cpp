#include "ui/parts/operation_view.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "services/key_trial.h"
#include "ui/parts/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

OperationView::OperationView(UiContext context, OperationId id)
    : m_context(context),
      m_id(std::move(id)),
      m_state(new Pill),
      m_facts(wrappedLabel({})),
      m_chips(new ComponentChips),
      m_connection(wrappedLabel({}, "muted")),
      m_text(makeTextBox("operationText", "calm", 4)),
      m_note(wrappedLabel(tr("There is no way to cancel it: the API has none. This window can be closed; the "
                             "operation goes on and stays in the bar at the bottom."),
                          "caption")) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_chips->setRows(2);
    m_connection->setObjectName(QStringLiteral("operationConnection"));
    m_keyRow = makeKeyRow();
    m_settle = makeSettle();
    for (QWidget* widget :
         std::initializer_list<QWidget*>{m_state, m_facts, m_chips, m_connection, m_keyRow, m_text, m_settle})
        layout->addWidget(widget);
    layout->addStretch();
    layout->addWidget(m_note);
    connect(&m_context.tracker, &OperationTracker::changed, this, &OperationView::refresh);
    refresh();
}

QWidget* OperationView::makeKeyRow() {
    auto* box = new QFrame;
    box->setProperty("notice", true);
    auto* layout = new QVBoxLayout(box);
    m_keyNote = wrappedLabel({});
    m_keyNote->setObjectName(QStringLiteral("operationKeyNote"));
    layout->addWidget(m_keyNote);
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("operationKey"));
    m_key->setAccessibleName(tr("Access key"));
    m_key->setEchoMode(QLineEdit::Password);
    auto* use = makeButton(tr("Sign in again"), "operationUseKey");
    auto* row = new QHBoxLayout;
    row->addWidget(m_key, 1);
    row->addWidget(use);
    layout->addLayout(row);
    connect(use, &QPushButton::clicked, this, &OperationView::useKey);
    connect(m_key, &QLineEdit::returnPressed, this, &OperationView::useKey);
    return box;
}

QWidget* OperationView::makeSettle() {
    auto* settle = new QWidget;
    m_settleNote = wrappedLabel({}, "muted");
    m_reason = new QLineEdit;
    m_reason->setObjectName(QStringLiteral("settleReason"));
    m_reason->setPlaceholderText(tr("Why do you think so? The reason goes into the journal."));
    m_reason->setAccessibleName(tr("Reason"));
    m_arrived = makeButton(tr("It arrived"), "settleArrived");
    m_didNotArrive = makeButton(tr("It did not arrive"), "settleDidNotArrive");
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_arrived);
    choices->addWidget(m_didNotArrive);
    choices->addStretch();
    auto* layout = new QVBoxLayout(settle);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_settleNote);
    layout->addWidget(m_reason);
    layout->addLayout(choices);
    connect(m_arrived, &QPushButton::clicked, this, [this] { close(true); });
    connect(m_didNotArrive, &QPushButton::clicked, this, [this] { close(false); });
    connect(m_reason, &QLineEdit::textChanged, this, &OperationView::refresh);
    return settle;
}

std::optional<Operation> OperationView::operation() const {
    const auto all = m_context.tracker.operations();
    const auto it = std::find_if(all.begin(), all.end(), [this](const Operation& o) { return o.id == m_id; });
    if (it != all.end()) return *it;
    const auto stored = m_context.storage.operations().find(m_id);
    return stored && *stored ? std::optional((*stored)->operation) : std::nullopt;
}

void OperationView::refresh() {
    const auto now = operation();
    if (!now) return;
    m_state->set(Words::headline(*now, m_context.kindWords), operationLook(*now));
    showFacts(*now);
    showConnection(*now);
    showSettle(*now);
    m_note->setVisible(!isFinished(now->state));
    if (const QString said = displayText(now->text); m_text->toPlainText() != said) m_text->setPlainText(said);
    m_text->setVisible(!now->text.isEmpty() && now->state != OperationState::Succeeded);
    m_tick.run(!isFinished(now->state));
}

void OperationView::showFacts(const Operation& operation) {
    const QDateTime end = operation.finishedAt.isValid() ? operation.finishedAt : m_context.clock.nowUtc();
    const QString started = Words::when(operation.startedAt, m_context.registry.zoneAt(operation.target));
    const QString took = Words::duration(operation.tookMs >= 0 ? operation.tookMs : operation.startedAt.msecsTo(end));
    QStringList facts;
    if (!operation.timestamp.isEmpty()) facts << tr("Backup %1").arg(displayLine(operation.timestamp.text()));
    facts << wordsFor(operation.kind, m_context.kindWords).facts(operation);
    if (operation.neverSeenRunning)
        facts << tr("It was never seen running: two looks some seconds apart showed this end.");
    facts << (operation.finishedAt.isValid() ? tr("Started %1, took %2").arg(started, took)
                                             : tr("Started %1, running for %2").arg(started, took));
    m_facts->setText(facts.join(u'\n'));
    m_chips->show(operation.progress);
    m_chips->setVisible(operation.progress.total() > 0);
}

void OperationView::showConnection(const Operation& operation) {
    const QString seen = Words::age(operation.seenAt, m_context.clock.nowUtc());
    const KindWords words = wordsFor(operation.kind, m_context.kindWords);
    const bool keyTrouble = operation.trouble && concernsKey(*operation.trouble);
    const QString keyNote =
        m_keyForThisRun ? u' ' + tr("No keychain took the key: it is kept for this run only.") : QString();
    const QString ownNote = operation.trouble ? words.awayNote(operation, seen) : QString();
    m_connection->setText(!operation.trouble   ? tr("Last seen %1.").arg(seen) + keyNote
                          : !ownNote.isEmpty() ? ownNote
                                               : tr("Right now %1; last seen %2. The operation itself may go on.")
                                                     .arg(Words::trouble(*operation.trouble), seen));
    m_connection->setVisible(!isFinished(operation.state));
    const bool known = m_context.registry.findByTarget(operation.target);
    m_keyRow->setVisible(keyTrouble && known && !isFinished(operation.state));
    const QString whose = words.keyNote(operation);
    m_keyNote->setText(!m_keyTold.isEmpty() ? m_keyTold
                       : !whose.isEmpty()   ? whose
                                            : tr("The key is refused: sign in again with a valid one."));
}

QString OperationView::settleText(bool mayClose) const {
    if (m_closing.isActive()) return tr("Looking once more…");
    if (!m_closeTrouble.isEmpty()) return m_closeTrouble;
    if (mayClose) return tr("There is still no evidence. If you know how it ended, say so; nothing is sent by it.");
    return tr(
        "Nobody can tell yet whether the request arrived. The console looks for evidence and does not "
        "send it again. After 15 minutes you can close it yourself.");
}

void OperationView::showSettle(const Operation& operation) {
    const bool mayClose = mayBeClosedByAdmin(operation, m_context.clock.nowUtc());
    m_settle->setVisible(operation.state == OperationState::Unknown || mayClose);
    m_settleNote->setText(settleText(mayClose));
    m_reason->setVisible(mayClose);
    for (QPushButton* button : {m_arrived, m_didNotArrive}) {
        button->setVisible(mayClose);
        button->setEnabled(!m_reason->text().trimmed().isEmpty() && !m_closing.isActive());
    }
}

void OperationView::useKey() {
    const auto now = operation();
    const Environment* environment = now ? m_context.registry.findByTarget(now->target) : nullptr;
    if (!environment) return;
    const auto key = parseKey(m_key->text().toUtf8());
    m_key->clear();
    m_keyTold = key ? tr("Trying the key on %1…").arg(environment->name) : Words::of(key.error());
    refresh();
    if (!key) return;
    m_keeping = tryKey(m_context.connector, *environment, *key, this,
                       [this, here = *environment, key = *key](const Result<void>& tried) {
                           if (tried) return keepKey(here, key);
                           m_keyTold = tr("That key is refused as well, and was not kept. Enter another.");
                           refresh();
                       });
}

void OperationView::keepKey(const Environment& environment, const Secret& key) {
    m_keyTold = tr("The key is taken. Asking the keychain to keep it, which may wait to be unlocked…");
    refresh();
    m_keeping = m_context.keys.setKey(environment, key, this, [this](const Result<KeyRing::Kept>& kept) {
        m_keyForThisRun = !kept || *kept == KeyRing::Kept::ForThisRun;
        m_keyTold = tr("The key is taken; looking again…");
        refresh();
    });
    (void)m_context.storage.journal().append({environment.name, environment.root, QStringLiteral("key-set"), {}});
}

void OperationView::close(bool arrived) {
    m_settleNote->setText(tr("Looking once more…"));
    m_closing =
        m_context.tracker.closeUnknown(m_id, arrived, m_reason->text(), this, [this](const Result<Operation>& closed) {
            m_closeTrouble = closed ? QString() : Words::of(closed.error());
            refresh();
        });
}

}  // namespace prophecy::ui
