#pragma once

#include <vector>

#include "ui/wizards/restore/restore_procedure.h"

class QButtonGroup;
class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

/// Step 3: for each service a positive choice, to restore it or to keep what the destination has.
class ServicesStep final : public RestoreStep {
    Q_OBJECT
public:
    explicit ServicesStep(RestoreProcedure& procedure);
    void enter() override;
    QString obstacle() const override;

private:
    void addService(const QString& service);
    void showConsequence();

    QVBoxLayout* m_rows;
    QLabel* m_warning;
};

}  // namespace prophecy::ui
