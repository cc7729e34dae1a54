#include "ui/wizards/restore/preparations.h"

#include <QApplication>
#include <QClipboard>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

Preparations::Preparations(RestoreProcedure& procedure)
    : m_procedure(procedure), m_copyBox(makeCopyBox()), m_keyBox(makeKeyBox()) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_keyBox);
    layout->addWidget(m_copyBox);
    hide();
    connect(&procedure, &Procedure::checksChanged, this, &Preparations::show);
}

QWidget* Preparations::makeCopyBox() {
    auto* box = makeCard();
    auto* layout = new QVBoxLayout(box);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->addWidget(plainLabel(tr("Copying the files of a local backup"), "heading"));
    layout->addWidget(wrappedLabel(tr("Fill in contexts and pods, run both, look that the files are there, and say so "
                                      "as the reason below. The folder on the volume may differ."),
                                   "muted"));
    m_commands = makeTextBox("copyCommands", "calm", 4);
    layout->addWidget(m_commands);
    auto* copy = makeButton(tr("Copy the commands"), "copyCommandsButton");
    layout->addWidget(copy, 0, Qt::AlignLeft);
    connect(copy, &QPushButton::clicked, this,
            [this] { QApplication::clipboard()->setText(m_commands->toPlainText()); });
    return box;
}

QWidget* Preparations::makeKeyBox() {
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
    connect(hold, &QPushButton::clicked, this, &Preparations::holdKey);
    connect(known, &QPushButton::clicked, this, &Preparations::holdKnownKey);
    return box;
}

void Preparations::holdKey() {
    const auto plan = m_procedure.plan();
    const auto key = parseKey(m_key->text().toUtf8());
    m_key->clear();
    if (!plan) return;
    if (!key) {
        m_keyTold = Words::of(key.error());
        return show();
    }
    m_keyTold =
        tr("Trying the key on %1, and asking the keychain, which may wait to be unlocked…").arg(plan->source.name);
    m_keeping = m_procedure.context.restores.holdNextKey(*plan, *key, this, [this](Result<KeyRing::Kept> kept) {
        m_keyTold = kept ? QString() : Words::of(kept.error());
        m_procedure.holdNextKey(kept.has_value(), kept && *kept == KeyRing::Kept::ForThisRun);
        show();
    });
    show();
}

void Preparations::holdKnownKey() {
    const Environment* source = m_procedure.source();
    if (!source) return;
    m_keeping = m_procedure.context.keys.keyOf(*source, this, [this](Result<Secret> key) {
        if (!key) {
            m_keyTold = Words::of(key.error());
            return show();
        }
        m_key->setText(QString::fromUtf8(key->reveal()));
        holdKey();
    });
}

void Preparations::show() {
    RestoreCheckRun* run = m_procedure.checkRun();
    setVisible(run && !run->plan().inPlace());
    if (!run || run->plan().inPlace()) return;
    const auto checks = run->checks();
    const auto location =
        std::find_if(checks.begin(), checks.end(), [](const Check& c) { return c.id == CheckId::Location; });
    const RestorePlan& plan = run->plan();
    m_copyBox->setVisible(location != checks.end() && location->state == CheckState::Warn);
    m_commands->setPlainText(copyCommands(plan).join(u'\n'));
    m_keyBox->setVisible(!m_procedure.holdsNextKey());
    const QString why =
        tr("The keys of %1 may be replaced by those of %2. With one at hand the console goes on watching "
           "by itself. It is kept in the system's keychain.")
            .arg(plan.destination.name, plan.source.name);
    m_keyNote->reserve(why);
    m_keyNote->setText(m_keyTold.isEmpty() ? why : m_keyTold);
}

}  // namespace prophecy::ui
