#include "ui/wizards/checks_step.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/restore_words.h"

namespace prophecy::ui {

using namespace std::chrono_literals;

ChecksStep::ChecksStep(RestoreState& state)
    : RestoreStep(state), m_summary(wrappedLabel({}, "muted")), m_copyBox(makeCopyBox()), m_keyBox(makeKeyBox()) {
    auto* card = makeCard();
    auto* rows = new QVBoxLayout(card);
    rows->setContentsMargins(14, 8, 14, 8);
    rows->setSpacing(6);
    for (const CheckId id : kAllChecks) addRow(rows, id);
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->setSpacing(10);
    inside->addWidget(card);
    inside->addWidget(m_copyBox);
    inside->addWidget(m_keyBox);
    inside->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setWidget(content);
    auto* all = makeButton(tr("Check all again"), "checkAll");
    auto* head = new QHBoxLayout;
    head->addWidget(plainLabel(tr("Checks"), "title"));
    head->addStretch();
    head->addWidget(all);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addLayout(head);
    layout->addWidget(m_summary);
    layout->addWidget(scroll, 1);
    connect(all, &QPushButton::clicked, this, [this] {
        if (m_run) m_run->start();
    });
}

void ChecksStep::addRow(QVBoxLayout* layout, CheckId id) {
    const QString name = kebabName(id);
    Row row{new Pill, wrappedLabel({}, "muted"), plainLabel({}, "caption"), new QLineEdit};
    row.state->setObjectName(QStringLiteral("checkState-") + name);
    row.evidence->setObjectName(QStringLiteral("checkEvidence-") + name);
    row.reason->setObjectName(QStringLiteral("checkReason-") + name);
    row.reason->setPlaceholderText(tr("Why do you accept this? The reason goes into the journal."));
    row.reason->setAccessibleName(tr("Reason for %1").arg(RestoreWords::of(id)));
    auto* repeat = makeButton(tr("Again"), qPrintable(QStringLiteral("checkAgain-") + name));
    repeat->setProperty("small", true);
    repeat->setAccessibleName(tr("Check again: %1").arg(RestoreWords::of(id)));
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(plainLabel(RestoreWords::of(id), "heading"));
    text->addWidget(row.evidence);
    text->addWidget(row.reason);
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    auto* stateBox = new QVBoxLayout;
    stateBox->addWidget(row.state);
    stateBox->addStretch();
    auto* stateCell = new QWidget;
    stateCell->setFixedWidth(104);
    stateBox->setContentsMargins(0, 0, 0, 0);
    stateCell->setLayout(stateBox);
    line->addWidget(stateCell);
    line->addLayout(text, 1);
    line->addWidget(row.age, 0, Qt::AlignTop);
    line->addWidget(repeat, 0, Qt::AlignTop);
    if (!m_rows.empty()) layout->addWidget(makeRule());
    layout->addLayout(line);
    connect(repeat, &QPushButton::clicked, this, [this, id] {
        if (m_run) m_run->repeat(id);
    });
    connect(row.reason, &QLineEdit::textEdited, this, [this, id](const QString& reason) {
        if (reason.trimmed().isEmpty())
            m_state.draft.reasons.erase(id);
        else
            m_state.draft.reasons[id] = reason.trimmed();
        Q_EMIT changed();
    });
    m_rows[id] = row;
}

QWidget* ChecksStep::makeCopyBox() {
    auto* box = makeCard();
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->addWidget(plainLabel(tr("Copying the files of a local backup"), "heading"));
    layout->addWidget(wrappedLabel(tr("Fill in contexts and pods, run both, look that the files are there, and say so "
                                      "as the reason above. The folder on the volume may differ."),
                                   "muted"));
    m_commands = makeTextBox("copyCommands", "calm", 4);
    layout->addWidget(m_commands);
    auto* copy = makeButton(tr("Copy the commands"), "copyCommandsButton");
    layout->addWidget(copy, 0, Qt::AlignLeft);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_commands->toPlainText()); });
    return box;
}

QWidget* ChecksStep::makeKeyBox() {
    auto* box = makeCard();
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->addWidget(plainLabel(tr("A key of the source, held ready"), "heading"));
    m_keyNote = wrappedLabel({}, "muted");
    layout->addWidget(m_keyNote);
    m_key = new QLineEdit;
    m_key->setObjectName(QStringLiteral("nextKey"));
    m_key->setAccessibleName(tr("Access key of the source"));
    m_key->setEchoMode(QLineEdit::Password);
    auto* hold = makeButton(tr("Hold it ready"), "holdNextKey");
    auto* known = makeButton(tr("Use the console's key of the source"), "holdKnownKey");
    auto* row = new QHBoxLayout;
    row->addWidget(m_key, 1);
    row->addWidget(hold);
    row->addWidget(known);
    layout->addLayout(row);
    connect(hold, &QPushButton::clicked, this, &ChecksStep::holdKey);
    connect(known, &QPushButton::clicked, this, [this] {
        const Environment* source = m_state.source();
        if (!source) return;
        m_keeping = m_state.context.keys.keyOf(*source, this, [this](Result<Secret> key) {
            if (!key) return m_keyNote->setText(Words::of(key.error()));
            m_key->setText(QString::fromUtf8(key->reveal()));
            holdKey();
        });
    });
    return box;
}

void ChecksStep::holdKey() {
    const Environment* destination = m_state.destination();
    const auto key = parseKey(m_key->text().toUtf8());
    m_key->clear();
    if (!destination) return;
    if (!key) return m_keyNote->setText(Words::of(key.error()));
    m_keeping = m_state.context.keys.setNextKey(*destination, *key, this, [this](Result<KeyRing::Kept>) {});
    m_state.holdsNextKey = true;
    if (m_run) m_run->setNextKeyHeld(true);
}

void ChecksStep::enter() {
    RestoreCheckRun* run = m_state.checks();
    if (run && run != m_run) connect(run, &RestoreCheckRun::changed, this, &ChecksStep::show);
    m_run = run;
    for (auto& [id, row] : m_rows) {
        const auto reason = m_state.draft.reasons.find(id);
        row.reason->setText(reason == m_state.draft.reasons.end() ? QString() : reason->second);
    }
    show();
}

void ChecksStep::show() {
    if (m_run != m_state.checks() || !m_run) return;
    const auto checks = m_run->checks();
    for (const Check& check : checks) showRow(check);
    const auto count = [&](CheckState state) {
        return static_cast<int>(
            std::count_if(checks.begin(), checks.end(), [&](const Check& c) { return c.state == state; }));
    };
    m_summary->setText(count(CheckState::Fail) > 0   ? tr("What fails must be mended before a restore.")
                       : count(CheckState::Warn) > 0 ? tr("A warning needs a reason before you can go on.")
                                                     : tr("Nothing is sent by these checks but reads."));
    const auto location =
        std::find_if(checks.begin(), checks.end(), [](const Check& c) { return c.id == CheckId::Location; });
    const bool elsewhere = !m_run->plan().inPlace();
    m_copyBox->setVisible(elsewhere && location->state == CheckState::Warn);
    m_commands->setPlainText(copyCommands(m_run->plan()).join(u'\n'));
    m_keyBox->setVisible(elsewhere && !m_state.holdsNextKey);
    m_keyNote->setText(
        tr("The keys of %1 may be replaced by those of %2. With one at hand the console goes on watching "
           "by itself. It is kept in the system's keychain.")
            .arg(m_run->plan().destination.name, m_run->plan().source.name));
    if (isVisible()) m_tick = m_state.context.scheduler.after(1s, [this] { show(); });
    Q_EMIT changed();
}

void ChecksStep::showRow(const Check& check) {
    const Row& row = m_rows.at(check.id);
    row.state->set(RestoreWords::of(check.state), RestoreWords::look(check.state));
    if (row.evidence->text() != check.evidence) row.evidence->setText(check.evidence);
    row.age->setText(check.at.isValid() ? Words::age(check.at, m_state.context.clock.nowUtc()) : QString());
    row.reason->setVisible(check.needsReason());
}

QString ChecksStep::obstacle() const {
    if (const QString why = m_state.whyNoPlan(); !why.isEmpty()) return why;
    if (!m_run) return tr("The checks have not run.");
    const auto checks = m_run->checks();
    if (const auto allowed = mayRestore(checks, m_state.draft.reasons); !allowed) {
        const auto id = checkIdFrom(allowed.error().detail.value(u"check").toString());
        const auto check = std::find_if(checks.begin(), checks.end(), [&](const Check& c) { return id == c.id; });
        if (check == checks.end()) return Words::of(allowed.error());
        if (check->state == CheckState::Fail) return check->evidence;
        if (check->state == CheckState::Waiting) return tr("Some checks are not answered yet.");
        return tr("Give a reason for: %1").arg(RestoreWords::of(check->id));
    }
    return {};
}

}  // namespace prophecy::ui
