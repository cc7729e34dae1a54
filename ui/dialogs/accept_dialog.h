#pragma once

#include <QDialog>

#include "domain/checks/checks.h"

class QCheckBox;
class QLineEdit;
class QPushButton;

namespace prophecy::ui {

/// Something stands in the way of an action and can be accepted: its evidence in a red box, and what it takes to go on.
/// What is lost is acknowledged with a tick; the rest wants a reason, which goes into the journal.
class AcceptDialog final : public QDialog {
    Q_OBJECT
public:
    /// action: "Back up all the same".
    AcceptDialog(const Environment& environment, const QString& title, const Check& objection, const QString& action,
                 QWidget* parent);

Q_SIGNALS:
    void objectionAccepted(prophecy::CheckId id, const prophecy::AcceptedReason& reason);

private:
    void review();

    QCheckBox* m_known = nullptr;
    QLineEdit* m_reason = nullptr;
    QPushButton* m_run;
};

}  // namespace prophecy::ui
