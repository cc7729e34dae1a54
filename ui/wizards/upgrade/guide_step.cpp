#include "ui/wizards/upgrade/guide_step.h"

#include <QApplication>
#include <QClipboard>
#include <QDesktopServices>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/wizards/frame/task_list.h"
#include "ui/words/words.h"
#include "words/upgrade_guide.h"

namespace prophecy::ui {

GuideStep::GuideStep(UpgradeProcedure& procedure)
    : UpgradeStep(procedure),
      m_title(wrappedLabel({}, "title")),
      m_tasks(new TaskList(procedure)),
      m_told(wrappedLabel({}, "muted")) {
    m_title->setObjectName(QStringLiteral("guideTitle"));
    m_why = wrappedLabel({}, "bad");
    m_why->setObjectName(QStringLiteral("guideWhy"));
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
    layout->addWidget(m_tasks);
    layout->addLayout(buttons);
    layout->addStretch();
    connect(&procedure, &Procedure::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    connect(m_tasks, &TaskList::changed, this, [this] {
        m_ticked = true;
        show();
    });
    connect(m_tasks, &TaskList::changed, this, &WizardStep::saveWanted);
    connect(openPage, &QPushButton::clicked, this, [this] {
        const auto link = openableLink(m_procedure.spoken().root.toString());
        if (!link || !QDesktopServices::openUrl(*link)) m_told->setText(tr("The browser could not be opened."));
    });
    connect(copy, &QPushButton::clicked, this, [this] {
        QApplication::clipboard()->setText(m_procedure.request().version);
        m_told->setText(tr("Copied."));
    });
}

void GuideStep::enter() {
    const Environment* environment = m_procedure.environment();
    if (!environment) return;
    m_title->setText(tr("Upgrade %1 by hand").arg(environment->name));
    const QStringList sentences = guideSteps(*environment, m_procedure.request());
    std::vector<HandTask> tasks;
    for (const QString& sentence : sentences) tasks.push_back({guideTask(tasks.size()), sentence});
    m_tasks->setTasks(tasks);
    if (UpgradeCheckRun* run = m_procedure.checkRun()) run->start();
    show();
}

void GuideStep::show() {
    const QString why = whyNotNow();
    m_tasks->setEnabled(why.isEmpty());
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    Q_EMIT changed();
}

/// Why the guide may not be followed. Once begun it is, and is not argued with.
QString GuideStep::whyNotNow() const {
    if (m_ticked || m_tasks->obstacle().isEmpty()) return {};
    if (QString taken = m_procedure.whyTaken(); !taken.isEmpty()) return taken;
    UpgradeCheckRun* run = m_procedure.checkRun();
    if (!run || run->isWaiting()) return tr("Looking once more…");
    const auto allowed = m_procedure.mayBeginByHand();
    return allowed ? QString() : Words::of(allowed.error());
}

QString GuideStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    if (QString why = whyNotNow(); !why.isEmpty()) return why;
    return m_tasks->obstacle();
}

}  // namespace prophecy::ui
