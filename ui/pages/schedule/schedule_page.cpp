#include "ui/pages/schedule/schedule_page.h"

#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "ui/dialogs/config_dialog.h"
#include "ui/dialogs/json_dialog.h"
#include "ui/pages/schedule/retention_card.h"
#include "ui/pages/schedule/schedule_form.h"
#include "ui/pages/schedule/store_card.h"
#include "ui/pages/schedule/target_card.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kRightWidth = 330;
}  // namespace

SchedulePage::SchedulePage(UiContext context)
    : Page(context),
      m_stack(new QStackedLayout),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_emptyTitle(plainLabel({}, "title")),
      m_emptyText(wrappedLabel({}, "muted")),
      m_problem(wrappedLabel({}, "bad")),
      m_form(new ScheduleForm),
      m_retention(new RetentionCard(context.clock)),
      m_target(new TargetCard(context.registry)),
      m_store(new StoreCard(context.registry, context.sessions)),
      m_unknown(wrappedLabel({}, "caption")) {
    setObjectName(QStringLiteral("schedulePage"));
    auto* content = new QWidget;
    m_columns->setSpacing(16);
    m_columns->addWidget(m_form, 1);
    m_columns->addWidget(makeRight(), 0, Qt::AlignTop | Qt::AlignLeft);
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 12, 20, 16);
    layout->setSpacing(10);
    layout->addLayout(m_columns);
    auto* full = new QWidget;
    auto* fullLayout = new QVBoxLayout(full);
    fullLayout->setContentsMargins(0, 0, 0, 0);
    fullLayout->setSpacing(0);
    fullLayout->addWidget(makeHead());
    fullLayout->addWidget(makeScroll(content), 1);
    fullLayout->addWidget(makeFoot());
    m_stack->addWidget(full);
    m_stack->addWidget(makeEmpty());
    setLayout(m_stack);
    connect(m_form, &ScheduleForm::edited, this, &SchedulePage::edited);
    connect(m_retention, &RetentionCard::edited, this, &SchedulePage::edited);
    connect(m_retention, &RetentionCard::paceChanged, this, &SchedulePage::showConsequences);
    connect(m_target, &TargetCard::targetChanged, this, &SchedulePage::showConsequences);
    connect(m_target, &TargetCard::refused, this, [this](const Error& error) { showProblem(Words::of(error)); });
}

QWidget* SchedulePage::makeHead() {
    auto* head = new QWidget;
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(20, 12, 20, 0);
    m_state = new Pill;
    m_state->setObjectName(QStringLiteral("scheduleState"));
    m_age = plainLabel({}, "caption");
    m_undo = makeButton(tr("Undo last change…"), "scheduleUndo");
    m_revert = makeButton(tr("Discard"), "scheduleRevert");
    m_save = makeButton(tr("Review and save…"), "scheduleSave", "main");
    auto* json = makeButton(tr("Edit as JSON…"), "scheduleJson");
    auto* row = new QHBoxLayout;
    row->addWidget(m_state);
    row->addWidget(m_age);
    row->addStretch();
    for (QPushButton* button : {m_undo, json, m_revert, m_save}) row->addWidget(button);
    layout->addLayout(row);
    connect(m_undo, &QPushButton::clicked, this, &SchedulePage::undo);
    connect(json, &QPushButton::clicked, this, &SchedulePage::editJson);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        if (session() && session()->facts().config) load(*session()->facts().config);
    });
    connect(m_save, &QPushButton::clicked, this, [this] { review(*m_base, wanted()); });
    return head;
}

/// What comes and goes stands below, where it moves nothing that is clicked.
QWidget* SchedulePage::makeFoot() {
    auto* foot = new QWidget;
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(20, 0, 20, 0);
    m_problem->setObjectName(QStringLiteral("scheduleProblem"));
    layout->addWidget(m_problem);
    m_moved = new QFrame;
    m_moved->setProperty("notice", true);
    m_moved->setObjectName(QStringLiteral("scheduleMoved"));
    auto* moved = new QHBoxLayout(m_moved);
    moved->addWidget(wrappedLabel(tr("The server's schedule changed while you were editing. Saving will show both.")),
                     1);
    layout->addWidget(m_moved);
    m_moved->hide();
    return foot;
}

QWidget* SchedulePage::makeRight() {
    auto* right = new QWidget;
    right->setFixedWidth(kRightWidth);
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    for (QWidget* part : std::initializer_list<QWidget*>{m_form->preview(), m_retention, m_target, m_store, m_unknown})
        layout->addWidget(part);
    layout->addStretch();
    return right;
}

QWidget* SchedulePage::makeEmpty() {
    auto* empty = new QWidget;
    auto* layout = new QVBoxLayout(empty);
    layout->setContentsMargins(40, 20, 40, 20);
    m_emptyTitle->setObjectName(QStringLiteral("scheduleEmpty"));
    layout->addStretch();
    for (QLabel* label : {m_emptyTitle, m_emptyText}) {
        label->setAlignment(Qt::AlignCenter);
        layout->addWidget(label);
    }
    layout->addStretch();
    return empty;
}

/// Below each other where there is no room for both.
void SchedulePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    constexpr int kMargins = 72;  // of the page, between the columns, and the scroll bar
    const bool roomForBoth = width() >= m_form->minimumSizeHint().width() + kRightWidth + kMargins;
    m_columns->setDirection(roomForBoth ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

std::set<EnvironmentId> SchedulePage::unsaved() const {
    std::set<EnvironmentId> unsaved;
    for (const auto& [id, edit] : m_edits) unsaved.insert(id);
    if (session() && isDirty()) unsaved.insert(session()->environment().id);
    return unsaved;
}

void SchedulePage::tellUnsaved() {
    if (std::exchange(m_told, unsaved()) != m_told) Q_EMIT unsavedChanged();
}

void SchedulePage::sessionLeaving() {
    if (isDirty()) m_edits[session()->environment().id] = {*m_base, wanted()};
}

/// What was edited before another environment was looked at.
void SchedulePage::takeUp(const Edit& edit) {
    load(edit.base);
    m_form->load(edit.wanted.enabled(), edit.wanted.frequency());
    if (edit.wanted.retentionCount() != edit.base.retentionCount())
        m_retention->setCount(edit.wanted.retentionCount().value_or(0));
    edited();
}

void SchedulePage::sessionChanged() {
    m_base.reset();
    m_retention->forget();
    m_target->load(session() ? &session()->environment() : nullptr);
}

void SchedulePage::rowsChanged() {
    if (isVisible()) showConsequences();
}

void SchedulePage::load(const BackupConfig& config) {
    m_base = config;
    m_form->load(config.enabled(), config.frequency());
    m_retention->load(config);
    showOthers(config);
    showState();
    showConsequences();
}

/// What the form does not edit.
void SchedulePage::showOthers(const BackupConfig& config) {
    static const QStringList edited{QStringLiteral("backupFrequency"), QStringLiteral("backupRetentionCount"),
                                    QStringLiteral("enableRegularBackups")};
    QStringList others;
    const QJsonObject shown = maskSecrets(config.raw).toObject();
    for (auto it = shown.begin(); it != shown.end(); ++it)
        if (!edited.contains(it.key())) others << displayLine(it.key() + QStringLiteral(": ") + jsonText(it.value()));
    m_unknown->setVisible(!others.isEmpty());
    m_unknown->setText(tr("Also in it, and kept as it is: %1").arg(others.join(QStringLiteral(", "))));
}

/// Only what differs is set, so that a value of another type stays as it is while nobody touches it.
BackupConfig SchedulePage::wanted() const {
    ConfigChange change;
    if (m_form->frequency() != m_base->frequency()) change.frequency = m_form->frequency();
    if (m_form->takesBackups() != m_base->enabled()) change.enabled = m_form->takesBackups();
    change.retention = m_retention->changed(*m_base);
    return withChange(*m_base, change);
}

bool SchedulePage::isDirty() const {
    return m_base && wanted().raw != m_base->raw;
}

void SchedulePage::edited() {
    if (!m_base) return;
    showState();
    showConsequences();
}

void SchedulePage::tick() {
    if (session() && session()->facts().config) showAge();
}

void SchedulePage::showAge() {
    m_age->setText(tr("read %1").arg(Words::age(session()->facts().configAt, m_context.clock.nowUtc())));
}

void SchedulePage::refresh() {
    if (!session()) return;
    const SessionFacts& facts = session()->facts();
    m_stack->setCurrentIndex(facts.config ? 0 : 1);
    if (!facts.config) return showEmpty();
    m_form->setClock(session()->environment().timeZone(), m_context.clock.nowUtc());
    if (const auto kept = m_edits.find(session()->environment().id); !m_base && kept != m_edits.end()) {
        takeUp(kept->second);
        m_edits.erase(kept);
    }
    if (!m_base || (!isDirty() && m_base->raw != facts.config->raw)) load(*facts.config);
    showState();
    m_store->show(*session());
    m_target->show(session()->environment(), facts.summary.watched);
}

void SchedulePage::showEmpty() {
    const SessionFacts& facts = session()->facts();
    if (facts.error) {
        m_emptyTitle->setText(tr("The schedule could not be read"));
        return m_emptyText->setText(Words::of(*facts.error));
    }
    const bool answered = facts.answeredAt.isValid();
    m_emptyTitle->setText(answered ? tr("This environment does not show its schedule") : tr("Reading the schedule…"));
    m_emptyText->setText(answered ? tr("It offers no call to read it. In the web app it stands under Settings, Admin, "
                                       "Config, backupConfig.")
                                  : QString());
}

void SchedulePage::showProblem(const QString& problem) {
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(problem);
}

void SchedulePage::showState() {
    const SessionFacts& facts = session()->facts();
    const BackupConfig& onServer = facts.config ? *facts.config : *m_base;
    m_state->set(onServer.enabled() ? tr("Regular backups on") : tr("Regular backups off"),
                 theme::look(onServer.enabled() ? Level::Good : Level::Attention));
    showAge();
    const bool dirty = isDirty();
    const auto valid = checkChange(*m_base, wanted());
    const bool readOnly = session()->environment().protection == Protection::ReadOnly;
    if (dirty && readOnly)
        showProblem(tr("It cannot be saved: this environment is read-only in this console."));
    else
        showProblem(valid || !m_form->expression() ? QString() : Words::of(valid.error()));
    m_revert->setEnabled(dirty);
    m_save->setEnabled(dirty && valid && !readOnly);
    m_moved->setVisible(dirty && facts.config && facts.config->raw != m_base->raw);
    const auto undo =
        facts.config ? m_context.configWriter.undoOf(session()->environment().root, *facts.config) : std::nullopt;
    m_undo->setVisible(undo.has_value());
    m_undo->setEnabled(undo && !dirty && !readOnly && facts.config &&
                       withChange(*facts.config, *undo).raw != facts.config->raw);
    tellUnsaved();
}

void SchedulePage::showConsequences() {
    if (!m_base || !session()) return;
    const auto& all = m_context.registry.all();
    const bool hasDr = std::any_of(all.begin(), all.end(), [](const Environment& e) { return e.role == Role::Dr; });
    m_form->showGap(m_context.clock.nowUtc().date(), m_target->targetHours(), hasDr);
    m_retention->foresee(*session(), m_form->expression(), m_form->takesBackups());
}

void SchedulePage::review(const BackupConfig& seen, const BackupConfig& config) {
    auto* dialog = new ConfigDialog(m_context, session()->environment(), seen, config, this);
    connect(dialog, &ConfigDialog::settled, this, [this, shown = session()](const BackupConfig& onServer) {
        if (shown == session()) load(onServer);
    });
    const auto& now = session()->facts().config;
    if (now && now->raw != seen.raw) dialog->alreadyChanged(*now);
    dialog->open();
}

void SchedulePage::undo() {
    const auto change = m_base ? m_context.configWriter.undoOf(session()->environment().root, *m_base) : std::nullopt;
    if (change) review(*m_base, withChange(*m_base, *change));
}

void SchedulePage::editJson() {
    if (!m_base) return;
    const QJsonObject whole = wanted().raw;
    auto* dialog = new JsonDialog(session()->environment(), maskSecrets(whole).toObject(), this);
    // What was seen is what stood there when the editor opened, whatever polls bring meanwhile.
    connect(dialog, &JsonDialog::entered, this,
            [this, shown = session(), whole, seen = *m_base](const QJsonObject& object) {
                if (shown == session()) review(seen, BackupConfig{withSecretsOf(object, whole), seen.exactNumbers});
            });
    dialog->open();
}

}  // namespace prophecy::ui
