#pragma once

#include <QTest>

// Spins the event loop until it holds. The limit is for machines that are busy with other things; it is no measure.
#define EVENTUALLY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, 60'000)
#define EVENTUALLY_EQ(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, 60'000)
