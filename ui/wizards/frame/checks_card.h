#pragma once

#include <QFrame>
#include <functional>
#include <map>
#include <span>

#include "domain/checks.h"

class QLabel;
class QLineEdit;
class QVBoxLayout;

namespace prophecy::ui {

class Pill;

/// Every check as it comes, with its evidence and age; a reason where one is due.
class ChecksCard final : public QFrame {
    Q_OBJECT
public:
    using ReasonOf = std::function<QString(const Check&)>;

    explicit ChecksCard(std::span<const CheckId> ids);
    /// What was accepted before is put into the fields.
    void fillReasons(const std::vector<Check>& checks, const ReasonOf& reasonOf);
    void show(const std::vector<Check>& checks, const ReasonOf& reasonOf, const QDateTime& now);

    /// What is shown above the checks.
    static QString summaryOf(const std::vector<Check>& checks);
    /// What stands in the way, for the foot; empty when nothing does.
    static QString obstacleIn(const std::vector<CheckId>& needed, const std::vector<Check>& checks,
                              const AcceptedReasons& accepted);

Q_SIGNALS:
    void repeatWanted(prophecy::CheckId id);
    void reasonEdited(prophecy::CheckId id, const QString& reason);

private:
    struct Row {
        Pill* state;
        QLabel* evidence;
        QLabel* age;
        QLineEdit* reason;
    };
    void addRow(QVBoxLayout* layout, CheckId id);

    std::map<CheckId, Row> m_rows;
};

}  // namespace prophecy::ui
