#pragma once

#include <QString>
#include <vector>

namespace prophecy {

/// A run of rows: first and count.
struct RowRun {
    int first = 0;
    int count = 0;
    bool operator==(const RowRun&) const = default;
};

/// How a table gets from one list of keyed rows to the next: first remove the runs (positions in the old list, last
/// one first), then insert (positions in the new list, first one first), then announce what changed in place.
/// Reset when that would be longer than a reset, or when rows changed places.
struct RowPatch {
    bool reset = false;
    std::vector<RowRun> removed;
    std::vector<RowRun> inserted;
    bool operator==(const RowPatch&) const = default;
};

/// Keys are unique within each list. Pure.
RowPatch patchBetween(const std::vector<QString>& before, const std::vector<QString>& after);

}  // namespace prophecy
