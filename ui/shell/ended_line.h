#pragma once

#include <QWidget>
#include <vector>

#include "domain/operation/operation.h"
#include "ui/words/kind_words.h"

class QLabel;
class QPushButton;

namespace prophecy::ui {

class Pill;

/// Several operations that ended, in one line: how, and the newest of them.
class EndedLine final : public QWidget {
    Q_OBJECT
public:
    explicit EndedLine(KindWordsTable words);
    /// Newest first, at least one.
    void show(const std::vector<Operation>& ended, const QDateTime& now);
    /// Whether each of them is wanted in a line of its own.
    bool isUnfolded() const;

Q_SIGNALS:
    void unfolded();
    void allPutAway();

private:
    KindWordsTable m_words;
    Pill* m_worst;
    QLabel* m_newest;
    QPushButton* m_unfold;
};

}  // namespace prophecy::ui
