#pragma once

#include <QFrame>
#include <functional>
#include <map>
#include <span>

#include "domain/checks/checks.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace prophecy::ui {

class Pill;

/// Every check as it comes, with its evidence and age; a reason where one is due. Once all are answered, those in which
/// something is left to do stand first.
class ChecksCard final : public QFrame {
    Q_OBJECT
public:
    using ReasonOf = std::function<QString(const Check&)>;

    explicit ChecksCard(std::span<const CheckId> ids);
    void show(const std::vector<Check>& checks, const ReasonOf& reasonOf, const QDateTime& now);

    /// The first field in which a reason is missing; nullptr for none.
    QWidget* firstMissingReason() const;

    /// What is shown above the checks.
    static QString summaryOf(const std::vector<Check>& checks);
    /// What stands in the way, for the foot; empty when nothing does.
    static QString obstacleIn(std::span<const CheckId> needed, const std::vector<Check>& checks,
                              const AcceptedReasons& accepted);

Q_SIGNALS:
    void repeatWanted(prophecy::CheckId id);
    void reasonEdited(prophecy::CheckId id, const QString& reason);

private:
    struct Row {
        QWidget* line;
        QFrame* rule;  ///< above it; not on the first
        Pill* state;
        QLabel* evidence;
        QLabel* age;
        QLineEdit* reason;
        QPushButton* repeat;
    };
    void addRow(CheckId id);
    void arrange(const std::vector<Check>& checks, const ReasonOf& reasonOf);

    QVBoxLayout* m_layout;
    std::span<const CheckId> m_ids;
    std::map<CheckId, Row> m_rows;
    std::vector<CheckId> m_order;  ///< from top to bottom
};

}  // namespace prophecy::ui
