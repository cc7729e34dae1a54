#include "ui/dialogs/operation_dialog.h"

#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "ui/dialogs/component_chips.h"
#include "ui/dialogs/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"

namespace prophecy::ui {

using namespace std::chrono_literals;

OperationDialog::OperationDialog(UiContext context, const OperationId& id, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_id(id),
      m_state(new Pill),
      m_facts(wrappedLabel({})),
      m_connection(wrappedLabel({}, "muted")),
      m_chips(new ComponentChips),
      m_text(makeTextBox("operationText", "calm", 4)),
      m_settle(new QWidget),
      m_settleNote(wrappedLabel({}, "muted")),
      m_reason(new QLineEdit),
      m_arrived(makeButton(tr("It arrived"), "settleArrived")),
      m_didNotArrive(makeButton(tr("It did not arrive"), "settleDidNotArrive")) {
    setObjectName(QStringLiteral("operationDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    resize(640, 400);
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    outer->addWidget(band);
    for (const Operation& operation : m_context.tracker.operations()) {
        if (operation.id != id) continue;
        const Environment* stored = m_context.registry.findByTarget(operation.target);
        Environment shown = stored ? *stored : Environment();
        shown.name = operation.environmentName;
        shown.root = operation.target;
        band->show(shown, tr("%1 of %2").arg(Words::of(operation.kind), operation.environmentName));
        setWindowTitle(tr("%1 of %2").arg(Words::of(operation.kind), operation.environmentName));
    }
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(12);
    outer->addLayout(layout);
    m_chips->setRows(2);
    layout->addWidget(m_state);
    layout->addWidget(m_facts);
    layout->addWidget(m_chips);
    layout->addWidget(m_connection);
    layout->addWidget(m_text);

    auto* settleLayout = new QVBoxLayout(m_settle);
    settleLayout->setContentsMargins(0, 0, 0, 0);
    m_reason->setObjectName(QStringLiteral("settleReason"));
    m_reason->setPlaceholderText(tr("Why do you think so? The reason goes into the journal."));
    m_reason->setAccessibleName(tr("Reason"));
    auto* choices = new QHBoxLayout;
    choices->addWidget(m_arrived);
    choices->addWidget(m_didNotArrive);
    choices->addStretch();
    settleLayout->addWidget(m_settleNote);
    settleLayout->addWidget(m_reason);
    settleLayout->addLayout(choices);
    layout->addWidget(m_settle);
    layout->addStretch();
    m_note = wrappedLabel(tr("There is no way to cancel it: the API has none. This window can be closed; the "
                             "operation goes on and stays in the bar at the bottom."),
                          "caption");
    layout->addWidget(m_note);
    auto* closeButton = makeButton(tr("Close"), "operationClose");
    layout->addWidget(closeButton, 0, Qt::AlignRight);
    connect(closeButton, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_arrived, &QPushButton::clicked, this, [this] { close(true); });
    connect(m_didNotArrive, &QPushButton::clicked, this, [this] { close(false); });
    connect(m_reason, &QLineEdit::textChanged, this, &OperationDialog::refresh);
    connect(&m_context.tracker, &OperationTracker::changed, this, &OperationDialog::refresh);
    refresh();
}

void OperationDialog::refresh() {
    const auto all = m_context.tracker.operations();
    const auto it = std::find_if(all.begin(), all.end(), [this](const Operation& o) { return o.id == m_id; });
    if (it == all.end()) return;
    const Operation& operation = *it;
    const QDateTime now = m_context.clock.nowUtc();
    m_state->set(Words::headline(operation), operationLook(operation));
    const QDateTime end = operation.finishedAt.isValid() ? operation.finishedAt : now;
    QStringList facts;
    if (!operation.timestamp.isEmpty()) facts << tr("Backup %1").arg(displayLine(operation.timestamp.text()));
    facts << tr("Started %1, running for %2")
                 .arg(operation.startedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"),
                      Words::duration(operation.startedAt.msecsTo(end)));
    if (operation.finishedAt.isValid())
        facts.last() = tr("Started %1, took %2")
                           .arg(operation.startedAt.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"),
                                Words::duration(operation.startedAt.msecsTo(end)));
    m_facts->setText(facts.join(u'\n'));
    m_chips->show(operation.progress);
    m_chips->setVisible(operation.progress.total() > 0);
    const QString seen = Words::age(operation.seenAt, now);
    m_connection->setText(operation.trouble ? tr("Right now %1; last seen %2. The operation itself may go on.")
                                                  .arg(Words::trouble(*operation.trouble), seen)
                                            : tr("Last seen %1.").arg(seen));
    m_connection->setVisible(!isFinished(operation.state));
    if (const QString said = displayText(operation.text); m_text->toPlainText() != said) m_text->setPlainText(said);
    m_note->setVisible(!isFinished(operation.state));
    m_text->setVisible(!operation.text.isEmpty() && operation.state != OperationState::Succeeded);

    const bool mayClose = mayBeClosedByAdmin(operation, now);
    const bool unknown = operation.state == OperationState::Unknown || mayClose;
    m_settle->setVisible(unknown);
    m_settleNote->setText(
        mayClose ? tr("There is still no evidence. If you know how it ended, say so; nothing is sent by it.")
                 : tr("Nobody can tell yet whether the request arrived. The console looks for evidence and does not "
                      "send it again. After 15 minutes you can close it yourself."));
    m_reason->setVisible(mayClose);
    for (QPushButton* button : {m_arrived, m_didNotArrive}) {
        button->setVisible(mayClose);
        button->setEnabled(!m_reason->text().trimmed().isEmpty());
    }
    if (!isFinished(operation.state)) m_tick = m_context.scheduler.after(1s, [this] { refresh(); });
}

void OperationDialog::close(bool arrived) {
    if (const auto closed = m_context.tracker.closeUnknown(m_id, arrived, m_reason->text()); !closed)
        m_settleNote->setText(Words::of(closed.error()));
}

}  // namespace prophecy::ui
