#pragma once

#include <QCoreApplication>

namespace prophecy {

/// The translation context of every sentence about a schedule.
struct CronText {
    Q_DECLARE_TR_FUNCTIONS(CronText)
};

}  // namespace prophecy
