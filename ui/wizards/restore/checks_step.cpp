#include "ui/wizards/restore/checks_step.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "ui/wizards/frame/checks_card.h"

namespace prophecy::ui {

ChecksStep::ChecksStep(RestoreState& state)
    : RestoreStep(state),
      m_card(new ChecksCard(restoreChecks())),
      m_summary(wrappedLabel({}, "muted")),
      m_copyBox(makeCopyBox()),
      m_keyBox(makeKeyBox()) {
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->setSpacing(10);
    inside->addWidget(m_keyBox);
    inside->addWidget(m_copyBox);
    inside->addWidget(m_card);
    inside->addStretch();
    auto* scroll = makeScroll(content);
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
        if (RestoreCheckRun* run = m_state.checks()) run->start();
    });
    connect(m_card, &ChecksCard::repeatWanted, this, [this](CheckId id) {
        if (RestoreCheckRun* run = m_state.checks()) run->repeat(id);
    });
    connect(m_card, &ChecksCard::reasonEdited, this, [this](CheckId id, const QString& reason) {
        RestoreCheckRun* run = m_state.checks();
        if (!run) return;
        for (const Check& check : run->checks())
            if (check.id == id) m_state.accept(check, reason);
        Q_EMIT changed();
    });
    connect(&state, &RestoreState::checksChanged, this, &ChecksStep::show);
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
    m_keyNote = new SteadyLabel("muted");
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
            if (!key) {
                m_keyTrouble = Words::of(key.error());
                return show();
            }
            m_key->setText(QString::fromUtf8(key->reveal()));
            holdKey();
        });
    });
    return box;
}

void ChecksStep::holdKey() {
    const auto plan = m_state.plan();
    const auto key = parseKey(m_key->text().toUtf8());
    m_key->clear();
    if (!plan) return;
    if (!key) {
        m_keyTrouble = Words::of(key.error());
        return show();
    }
    m_keyTrouble =
        tr("Trying the key on %1, and asking the keychain, which may wait to be unlocked…").arg(plan->source.name);
    m_keeping = m_state.context.restores.holdNextKey(*plan, *key, this, [this](Result<KeyRing::Kept> kept) {
        m_keyTrouble = kept ? QString() : Words::of(kept.error());
        m_state.holdsNextKey = kept.has_value();
        m_state.nextKeyForThisRun = kept && *kept == KeyRing::Kept::ForThisRun;
        if (RestoreCheckRun* run = m_state.checks()) run->setNextKey(m_state.holdsNextKey, m_state.nextKeyForThisRun);
        show();
    });
    show();
}

void ChecksStep::enter() {
    RestoreCheckRun* run = m_state.checks();
    if (!run) return;
    m_card->fillReasons(run->checks(), [this](const Check& check) { return m_state.reasonFor(check); });
    show();
}

void ChecksStep::show() {
    RestoreCheckRun* run = m_state.checks();
    m_tick.run(run && isVisible());
    if (!run || !isVisible()) return Q_EMIT changed();
    const auto checks = run->checks();
    m_card->show(
        checks, [this](const Check& check) { return m_state.reasonFor(check); }, m_state.context.clock.nowUtc());
    m_summary->setText(ChecksCard::summaryOf(checks));
    const auto location =
        std::find_if(checks.begin(), checks.end(), [](const Check& c) { return c.id == CheckId::Location; });
    const RestorePlan& plan = run->plan();
    m_copyBox->setVisible(!plan.inPlace() && location->state == CheckState::Warn);
    m_commands->setPlainText(copyCommands(plan).join(u'\n'));
    m_keyBox->setVisible(!plan.inPlace() && !m_state.holdsNextKey);
    const QString why =
        tr("The keys of %1 may be replaced by those of %2. With one at hand the console goes on watching "
           "by itself. It is kept in the system's keychain.")
            .arg(plan.destination.name, plan.source.name);
    m_keyNote->reserve(why);
    m_keyNote->setText(m_keyTrouble.isEmpty() ? why : m_keyTrouble);
    Q_EMIT changed();
}

QString ChecksStep::obstacle() const {
    if (QString why = m_state.whyNoPlan(); !why.isEmpty()) return why;
    const RestoreWish wish = m_state.wish();
    return ChecksCard::obstacleIn(restoreChecks(), wish.checks, wish.reasons);
}

}  // namespace prophecy::ui
