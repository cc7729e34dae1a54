#include "domain/row_patch.h"

#include <QSet>
#include <algorithm>

namespace prophecy {

namespace {

constexpr std::size_t kMostRuns = 64;

std::vector<RowRun> runsOfMissing(const std::vector<QString>& in, const QSet<QString>& present) {
    std::vector<RowRun> runs;
    for (std::size_t i = 0; i < in.size(); ++i) {
        if (present.contains(in[i])) continue;
        const int at = static_cast<int>(i);
        if (!runs.empty() && runs.back().first + runs.back().count == at)
            ++runs.back().count;
        else
            runs.push_back({at, 1});
    }
    return runs;
}

QSet<QString> toSet(const std::vector<QString>& keys) {
    return QSet<QString>(keys.begin(), keys.end());
}

std::vector<QString> kept(const std::vector<QString>& keys, const QSet<QString>& present) {
    std::vector<QString> result;
    std::copy_if(keys.begin(), keys.end(), std::back_inserter(result),
                 [&](const QString& key) { return present.contains(key); });
    return result;
}

}  // namespace

RowPatch patchBetween(const std::vector<QString>& before, const std::vector<QString>& after) {
    if (before == after) return {};
    const QSet<QString> old = toSet(before), fresh = toSet(after);
    RowPatch patch;
    patch.removed = runsOfMissing(before, fresh);
    patch.inserted = runsOfMissing(after, old);
    std::reverse(patch.removed.begin(), patch.removed.end());
    const bool moved = kept(before, fresh) != kept(after, old);
    if (moved || patch.removed.size() + patch.inserted.size() > kMostRuns) return {true, {}, {}};
    return patch;
}

}  // namespace prophecy
