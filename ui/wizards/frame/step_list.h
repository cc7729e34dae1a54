#pragma once

#include <QFrame>
#include <vector>

class QPushButton;

namespace prophecy::ui {

/// The steps of a wizard at its side: done, current and ahead, by number, word and mark.
class StepList final : public QFrame {
    Q_OBJECT
public:
    explicit StepList(const QStringList& titles);
    void setTitle(int step, const QString& title) { m_titles[step] = title; }
    /// Steps after locked and up to reached can be gone to.
    void show(int current, int reached, int locked);

Q_SIGNALS:
    void wanted(int step);

private:
    QStringList m_titles;
    std::vector<QPushButton*> m_buttons;
};

}  // namespace prophecy::ui
