#include "ui/wizards/upgrade/guide_step.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "words/upgrade_guide.h"

namespace prophecy::ui {

GuideStep::GuideStep(UpgradeState& state)
    : UpgradeStep(state),
      m_title(wrappedLabel({}, "title")),
      m_steps(new QVBoxLayout),
      m_told(wrappedLabel({}, "muted")) {
    m_title->setObjectName(QStringLiteral("guideTitle"));
    auto* card = makeCard();
    m_card = card;
    m_why = wrappedLabel({}, "bad");
    m_why->setObjectName(QStringLiteral("guideWhy"));
    m_steps->setContentsMargins(14, 10, 14, 12);
    m_steps->setSpacing(8);
    card->setLayout(m_steps);
    auto* openPage = makeButton(tr("Open the web app"), "guideOpen");
    auto* copy = makeButton(tr("Copy the version"), "guideCopy");
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(openPage);
    buttons->addWidget(copy);
    buttons->addWidget(m_told, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_title);
    layout->addWidget(
        wrappedLabel(tr("Tick off what you did; the times go into the journal. The console sends nothing but "
                        "reads, and then watches it go and come back."),
                     "muted"));
    layout->addWidget(m_why);
    layout->addWidget(card);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(&state, &UpgradeState::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    connect(openPage, &QPushButton::clicked, this, [this] {
        const auto link = openableLink(m_state.spoken().root.toString());
        if (!link || !QDesktopServices::openUrl(*link)) m_told->setText(tr("The browser could not be opened."));
    });
    connect(copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_state.request().version);
        m_told->setText(tr("Copied."));
    });
}

void GuideStep::enter() {
    const Environment* environment = m_state.environment();
    if (!environment) return;
    m_title->setText(tr("Upgrade %1 by hand").arg(environment->name));
    const QStringList sentences = guideSteps(*environment, m_state.request());
    if (sentences != m_shown) fill(sentences);
    if (UpgradeCheckRun* run = m_state.checks()) run->start();
    show();
}

void GuideStep::show() {
    const QString why = whyNotNow();
    m_card->setEnabled(why.isEmpty());
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    showTimes();
    Q_EMIT changed();
}

/// Why the guide may not be followed. Once begun it is, and is not argued with.
QString GuideStep::whyNotNow() const {
    const auto& done = m_state.draft.guided.stepsDone;
    if (std::any_of(done.begin(), done.end(), [](const QDateTime& at) { return at.isValid(); })) return {};
    if (QString taken = m_state.whyTaken(); !taken.isEmpty()) return taken;
    const UpgradeWish wish = m_state.wish();
    if (std::any_of(wish.checks.begin(), wish.checks.end(),
                    [](const Check& c) { return c.state == CheckState::Waiting; }))
        return tr("Looking once more…");
    const auto allowed = m_state.context.upgrades.mayBegin(wish);
    return allowed ? QString() : Words::of(allowed.error());
}

/// Another version or toggle: what was ticked off before was something else.
void GuideStep::fill(const QStringList& sentences) {
    auto& done = m_state.draft.guided.stepsDone;
    if (!m_state.draft.guided.startedAt.isValid()) done.assign(static_cast<std::size_t>(sentences.size()), QDateTime());
    m_shown = sentences;
    m_times.clear();
    clearLayout(m_steps);
    for (qsizetype i = 0; i < sentences.size(); ++i) {
        const auto index = static_cast<std::size_t>(i);
        auto* line = new QWidget;
        auto* row = new QHBoxLayout(line);
        row->setContentsMargins(0, 0, 0, 0);
        auto* tickBox = new QCheckBox;
        tickBox->setObjectName(QStringLiteral("guideStep%1").arg(i + 1));
        tickBox->setAccessibleName(sentences[i]);
        tickBox->setChecked(done[index].isValid());
        auto* time = plainLabel({}, "caption");
        m_times.push_back(time);
        row->addWidget(tickBox, 0, Qt::AlignTop);
        row->addWidget(plainLabel(QStringLiteral("%1.").arg(i + 1), "heading"), 0, Qt::AlignTop);
        row->addWidget(wrappedLabel(sentences[i]), 1);
        row->addWidget(time, 0, Qt::AlignTop);
        m_steps->addWidget(line);
        connect(tickBox, &QCheckBox::toggled, this, [this, index](bool ticked) { tick(index, ticked); });
    }
}

void GuideStep::tick(std::size_t step, bool done) {
    m_state.draft.guided.stepsDone[step] = done ? m_state.context.clock.nowUtc() : QDateTime();
    show();
}

void GuideStep::showTimes() {
    const auto& done = m_state.draft.guided.stepsDone;
    for (std::size_t i = 0; i < m_times.size() && i < done.size(); ++i)
        m_times[i]->setText(done[i].isValid() ? done[i].toLocalTime().toString(u"HH:mm:ss") : QString());
}

QString GuideStep::obstacle() const {
    if (QString why = m_state.whyNoEnvironment(); !why.isEmpty()) return why;
    if (QString why = whyNotNow(); !why.isEmpty()) return why;
    const auto& done = m_state.draft.guided.stepsDone;
    for (std::size_t i = 0; i < done.size(); ++i)
        if (!done[i].isValid()) return tr("Tick off step %1 once it is done.").arg(i + 1);
    return done.empty() ? tr("Nothing is ticked off yet.") : QString();
}

}  // namespace prophecy::ui
