#pragma once

#include <QCoreApplication>

#include "domain/checks/checks.h"
#include "ui/theme/theme.h"

class QVBoxLayout;

namespace prophecy::ui {

/// Checks in words and marks, the same in every wizard.
class CheckWords {
    Q_DECLARE_TR_FUNCTIONS(prophecy::ui::CheckWords)
public:
    static QString of(CheckId id);
    static QString of(CheckState state);
    static StateLook look(CheckState state);
};

/// For a review: every check in a line, with the reason for which it was accepted.
void fillChecks(QVBoxLayout* layout, const std::vector<Check>& checks, const AcceptedReasons& accepted,
                const QDateTime& now);
void fillAfterChecks(QVBoxLayout* layout, const std::vector<AfterCheck>& checks);

}  // namespace prophecy::ui
