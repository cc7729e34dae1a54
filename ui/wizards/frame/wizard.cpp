#include "ui/wizards/frame/wizard.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMessageBox>
#include <QPushButton>
#include <QShortcut>

#include "ui/dialogs/accept_dialog.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/review_step.h"
#include "ui/wizards/frame/run_step.h"
#include "ui/words/words.h"
#include "words/refusal.h"

namespace prophecy::ui {

static QStringList titlesOf(Procedure& procedure) {
    QStringList titles;
    for (const Stage& stage : procedure.stages()) titles << stage.title;
    return titles;
}

Wizard::Wizard(std::unique_ptr<Procedure> procedure)
    : WizardFrame(procedure->kind() + QStringLiteral("Wizard"), titlesOf(*procedure)),
      m_procedure(std::move(procedure)),
      m_note(plainLabel({}, "muted")),
      m_pill(new Pill) {
    band()->extras()->addStretch();
    band()->extras()->addWidget(m_note);
    band()->extras()->addWidget(m_pill);
    arrange();
    connect(m_procedure.get(), &Procedure::checksChanged, this, [this] {
        arrange();
        refresh();
    });
    connect(&m_procedure->context.tracker, &OperationTracker::changed, this, &Wizard::follow);
    const EnvironmentRegistry& registry = m_procedure->context.registry;
    connect(&registry, &EnvironmentRegistry::removed, this, [this] { refresh(); });
    connect(&registry, &EnvironmentRegistry::changed, this, [this] { refresh(); });
    connect(new QShortcut(Qt::Key_Escape, this), &QShortcut::activated, this, [this] {
        if (!m_procedure->isBegun()) cancel();
    });
    go(whereItStands());
}

/// Its steps look at the procedure until they are gone.
Wizard::~Wizard() {
    for (const auto& [id, step] : m_made) delete step;
}

/// What stands at a place may change until it is sent.
void Wizard::arrange() {
    if (isSending()) return;
    m_stages = m_procedure->stages();
    for (int i = 0; i <= last(); ++i) {
        const Stage& stage = m_stages[static_cast<std::size_t>(i)];
        WizardStep*& step = m_made[stage.id];
        if (!step) step = stage.make();
        setStep(i, step, stage.title);
    }
}

/// The last stage that cannot be undone any more, with the one in which it runs; -1 before.
int Wizard::pointOfNoReturn() const {
    std::size_t passed = m_procedure->begun();
    for (int i = 0; i <= last() && passed > 0; ++i)
        if (m_stages[static_cast<std::size_t>(i)].irreversible && --passed == 0) return std::min(i + 1, last());
    return -1;
}

int Wizard::nextPointOfNoReturn(int after) const {
    for (int i = after + 1; i < last(); ++i)
        if (m_stages[static_cast<std::size_t>(i)].irreversible) return i;
    return last();
}

bool Wizard::isOver() const {
    const auto operation = m_procedure->operation();
    return operation && isFinished(operation->state) && step() == last();
}

/// Where a draft goes on: what runs is looked at, what ended is left behind, and a review is never the first that one
/// sees, since its facts have to be asked for.
int Wizard::whereItStands() const {
    const int locked = pointOfNoReturn();
    const auto operation = m_procedure->operation();
    const int from = locked < 0 || !operation       ? 0
                     : isFinished(operation->state) ? std::min(locked + 1, last())
                                                    : locked;
    if (locked >= 0 && operation && !isFinished(operation->state)) return from;
    int to = std::max(from, m_procedure->common().step);
    for (int i = from; i <= to && i <= last(); ++i)
        if (m_stages[static_cast<std::size_t>(i)].irreversible) return std::max(from, i - 1);
    return std::min(to, last());
}

void Wizard::go(int step) {
    if (!m_stages[static_cast<std::size_t>(step)].irreversible && !stepAt(step)->leavesByItself()) m_lastError.clear();
    WizardFrame::go(step);
}

void Wizard::next() {
    if (const auto* review = qobject_cast<ReviewStep*>(current())) return act(*review);
    if (step() == last()) return (void)close();
    const bool wasBegun = m_procedure->isBegun();
    const auto left = current()->leave();
    m_lastError = left ? QString() : Words::of(left.error());
    if (!left) return refresh();
    m_procedure->common().step = std::max(m_procedure->common().step, step() + 1);
    save();
    if (m_procedure->isBegun() != wasBegun) Q_EMIT begun();
    go(step() + 1);
}

/// The one place in the window that begins something irreversible. It is kept before anything is sent, so that a
/// console that dies in the middle finds it again.
void Wizard::act(const ReviewStep& review) {
    Consent consent{true, review.typedName(), false, false};
    consent.accepted = m_accepted;
    m_lastError.clear();
    const int stage = step();
    ProcedureDraft& draft = m_procedure->common();
    draft.operations.push_back(newOperationId());
    draft.step = stage + 1;
    if (!isSaved()) {
        draft.operations.pop_back();
        draft.step = stage;
        m_lastError = tr("Not begun, since it cannot be kept: %1").arg(m_unsaved);
        return refresh();
    }
    m_beginning = m_procedure->begin(draft.operations.back(), consent, this,
                                     [this, stage](const Result<Operation>& operation) { began(stage, operation); });
    if (auto* run = qobject_cast<RunStep*>(stepAt(stage + 1))) run->tell(tr("Looking once more, then sending…"));
    go(stage + 1);
}

void Wizard::began(int stage, const Result<Operation>& operation) {
    const auto now = m_procedure->operation();
    if (!now) {
        m_procedure->common().operations.pop_back();
        m_procedure->common().step = stage;
        save();
    }
    if (!operation) {
        m_lastError = tr("Not begun: %1").arg(Words::of(operation.error()));
        if (const QString how = now ? m_procedure->insteadOf(operation.error()) : QString(); !how.isEmpty())
            return goOnOtherwise(stage, how);
    }
    go(!now ? stage : std::min(isFinished(now->state) ? stage + 2 : stage + 1, last()));
    if (operation || now) return;
    if (const auto objection = objectionIn(operation.error())) ask(*objection);
}

/// What was sent is no call of that server: nothing was begun.
void Wizard::goOnOtherwise(int stage, const QString& how) {
    m_procedure->common().operations.pop_back();
    m_procedure->common().step = stage;
    save();
    arrange();
    m_lastError = how;
    go(stage);
}

/// What stands in the way is accepted here; to go on is for the admin to say again.
void Wizard::ask(const Check& objection) {
    const Environment* environment = m_procedure->target();
    if (!environment) return;
    auto* dialog = new AcceptDialog(*environment, environment->name, objection, tr("Accept"), this);
    connect(dialog, &AcceptDialog::objectionAccepted, this,
            [this](CheckId id, const AcceptedReason& reason) { m_accepted[id] = reason; });
    dialog->open();
}

void Wizard::follow(const Operation& operation) {
    if (operation.id != m_procedure->common().operation()) return;
    if (operation.state == OperationState::Submitting) Q_EMIT begun();
    if (isSending()) return;
    if (isFinished(operation.state) && current()->leavesByItself()) go(std::min(step() + 1, last()));
}

QString Wizard::savedText() const {
    if (!m_unsaved.isEmpty()) return m_unsaved;
    if (m_procedure->isBegun()) return tr("Recorded in the journal");
    const QDateTime& at = m_procedure->common().savedAt;
    const QString saved =
        at.isValid() ? tr("Draft saved %1").arg(Words::clock(at, QTimeZone::utc())) : tr("Not saved yet");
    return tr("%1 · nothing irreversible has been sent yet").arg(saved);
}

WizardFrame::Foot Wizard::foot() const {
    const bool begun = m_procedure->isBegun();
    const bool review = qobject_cast<ReviewStep*>(current());
    const QString own = current()->nextText();
    Foot shown;
    shown.next = !own.isEmpty() ? own : step() == last() ? tr("Done") : tr("Next");
    shown.nextShown = !current()->leavesByItself() || isOver();
    shown.dangerous = review;
    shown.locked = pointOfNoReturn();
    shown.reached = std::min(m_procedure->common().step, nextPointOfNoReturn(shown.locked));
    shown.backShown = step() - 1 > shown.locked;
    shown.cancelShown = !begun;
    shown.close = step() == last() ? QString() : begun ? tr("Close") : tr("Save and close");
    shown.obstacle = current()->obstacle();
    shown.told = m_lastError;
    shown.saved = savedText();
    return shown;
}

void Wizard::refreshBand() {
    const Environment* target = m_procedure->target();
    const QString title = m_procedure->title();
    if (target)
        band()->show(*target, title);
    else
        band()->showNobody(title);
    setWindowTitle(tr("%1 – Prophecy Console").arg(title));
    m_note->setText(m_procedure->bandNote());
    m_pill->setQuiet(m_procedure->bandPill());
    m_pill->setVisible(!m_procedure->bandPill().isEmpty());
}

bool Wizard::isSaved() {
    ProcedureDraft& draft = m_procedure->common();
    draft.savedAt = m_procedure->context.clock.nowUtc();
    const auto saved = m_procedure->context.storage.drafts().save(draft.id, m_procedure->kind(), m_procedure->record());
    m_unsaved = saved ? QString() : Words::of(saved.error());
    return saved.has_value();
}

void Wizard::saveAndClose() {
    m_leaving = Leaving::Keep;
    close();
}

void Wizard::discardAndClose() {
    if (isSending() || m_procedure->isBegun()) return;
    m_leaving = Leaving::Discard;
    close();
}

void Wizard::askBeforeClosing() {
    auto* question = new QMessageBox(QMessageBox::Question, m_procedure->title(),
                                     tr("Nothing irreversible has been sent. Keep what you chose here as a draft?"),
                                     QMessageBox::NoButton, this);
    question->setObjectName(QStringLiteral("wizardCloseQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    const auto add = [&](const QString& text, QMessageBox::ButtonRole role, const char* name) {
        QPushButton* button = question->addButton(text, role);
        button->setObjectName(QString::fromLatin1(name));
        return button;
    };
    QPushButton* keep = add(tr("Keep the draft"), QMessageBox::AcceptRole, "closeKeep");
    QPushButton* discard = add(tr("Discard it"), QMessageBox::DestructiveRole, "closeDiscard");
    question->setEscapeButton(add(tr("Go back to it"), QMessageBox::RejectRole, "closeStay"));
    question->setDefaultButton(keep);
    connect(keep, &QPushButton::clicked, this, &Wizard::saveAndClose);
    connect(discard, &QPushButton::clicked, this, &Wizard::discardAndClose);
    question->open();
}

/// What is over is in the journal with its report, and a draft in which nothing was chosen is not worth keeping.
void Wizard::closeEvent(QCloseEvent* event) {
    const Leaving leaving = std::exchange(m_leaving, Leaving::Ask);
    if (isSending()) return event->ignore();  // what is being sent cannot be left alone yet
    const bool begun = m_procedure->isBegun();
    const bool worth = begun || m_procedure->isWorthKeeping() || m_procedure->common().savedAt.isValid();
    if (worth && !begun && leaving == Leaving::Ask) {
        event->ignore();
        return askBeforeClosing();
    }
    const bool over = isOver() && current()->mayBeForgotten();
    if (over || !worth || (leaving == Leaving::Discard && !begun)) {
        (void)m_procedure->context.storage.drafts().remove(m_procedure->common().id);
    } else if (!isSaved() && !begun) {
        event->ignore();
        return refresh();
    }
    Q_EMIT closed();
    QWidget::closeEvent(event);
}

}  // namespace prophecy::ui
