#include "ui/wizards/frame/task_list.h"

#include <QCheckBox>
#include <QLabel>
#include <QVBoxLayout>

#include "core/account.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/choice_row.h"
#include "ui/words/words.h"

namespace prophecy::ui {

TaskList::TaskList(Procedure& procedure) : m_procedure(procedure), m_lines(new QVBoxLayout(this)) {
    setProperty("card", true);
    m_lines->setContentsMargins(14, 10, 14, 12);
    m_lines->setSpacing(8);
}

void TaskList::setTasks(const std::vector<HandTask>& tasks) {
    if (tasks == m_tasks) return;
    if (!m_tasks.empty() && !m_procedure.isBegun())
        for (const HandTask& task : m_tasks) m_procedure.common().done.erase(task.name);
    m_tasks = tasks;
    m_times.clear();
    clearLayout(m_lines);
    for (const HandTask& task : m_tasks) addTask(task);
    showTimes();
}

void TaskList::addTask(const HandTask& task) {
    auto* box = new QCheckBox;
    box->setObjectName(QStringLiteral("task-") + task.name);
    box->setAccessibleName(task.sentence);
    box->setChecked(m_procedure.common().done.contains(task.name));
    auto* line = new ChoiceRow(box);
    auto* time = plainLabel({}, "caption");
    m_times.push_back(time);
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(box, 0, Qt::AlignTop);
    row->addWidget(plainLabel(QStringLiteral("%1.").arg(m_times.size()), "heading"), 0, Qt::AlignTop);
    row->addWidget(wrappedLabel(task.sentence), 1);
    row->addWidget(time, 0, Qt::AlignTop);
    m_lines->addWidget(line);
    connect(box, &QCheckBox::toggled, this, [this, name = task.name](bool done) { tick(name, done); });
}

void TaskList::tick(const QString& name, bool done) {
    if (done)
        m_procedure.common().done[name] = {accountName(), m_procedure.context.clock.nowUtc()};
    else
        m_procedure.common().done.erase(name);
    showTimes();
    Q_EMIT changed();
}

void TaskList::showTimes() {
    const auto& done = m_procedure.common().done;
    for (std::size_t i = 0; i < m_tasks.size(); ++i) {
        const auto it = done.find(m_tasks[i].name);
        if (it == done.end()) {
            m_times[i]->clear();
            continue;
        }
        const QString at = Words::when(it->second.at, m_procedure.zone());
        m_times[i]->setText(it->second.who.isEmpty() ? at : tr("%1, %2").arg(it->second.who, at));
    }
}

QString TaskList::obstacle() const {
    const auto& done = m_procedure.common().done;
    for (std::size_t i = 0; i < m_tasks.size(); ++i)
        if (!done.contains(m_tasks[i].name)) return tr("Tick off step %1 once it is done.").arg(i + 1);
    return m_tasks.empty() ? tr("Nothing is ticked off yet.") : QString();
}

TaskStep::TaskStep(Procedure& procedure, const QString& title, const std::vector<HandTask>& tasks)
    : m_tasks(new TaskList(procedure)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(wrappedLabel(title, "title"));
    layout->addWidget(m_tasks);
    layout->addStretch();
    m_tasks->setTasks(tasks);
    connect(m_tasks, &TaskList::changed, this, &WizardStep::changed);
    connect(m_tasks, &TaskList::changed, this, &WizardStep::saveWanted);
}

}  // namespace prophecy::ui
