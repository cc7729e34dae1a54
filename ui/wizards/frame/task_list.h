#pragma once

#include <QFrame>

#include "ui/wizards/frame/procedure.h"

class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

/// What somebody does or waits for outside of the console.
struct HandTask {
    QString name;  ///< in the draft
    QString sentence;
    bool operator==(const HandTask&) const = default;
};

/// Tasks and waits, ticked off with who said so and when. It is kept in the draft, and lasts for days.
class TaskList final : public QFrame {
    Q_OBJECT
public:
    explicit TaskList(Procedure& procedure);
    /// Other ones than before: what was ticked off before was something else, unless they are the first.
    void setTasks(const std::vector<HandTask>& tasks);
    /// Why one cannot go on; empty once all are ticked off.
    QString obstacle() const;

Q_SIGNALS:
    void changed();

private:
    void addTask(const HandTask& task);
    void tick(const QString& name, bool done);
    void showTimes();

    Procedure& m_procedure;
    QVBoxLayout* m_lines;
    std::vector<HandTask> m_tasks;
    std::vector<QLabel*> m_times;
};

/// A step of nothing but tasks.
class TaskStep final : public WizardStep {
    Q_OBJECT
public:
    TaskStep(Procedure& procedure, const QString& title, const std::vector<HandTask>& tasks);
    void enter() override {}
    QString obstacle() const override { return m_tasks->obstacle(); }

private:
    TaskList* m_tasks;
};

}  // namespace prophecy::ui
