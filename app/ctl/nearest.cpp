#include "app/ctl/nearest.h"

#include <algorithm>
#include <limits>
#include <vector>

namespace prophecy::ctl {

namespace {

/// Levenshtein's, in which two letters that changed places count as one slip.
int distance(const QString& a, const QString& b) {
    const auto width = static_cast<std::size_t>(b.size()) + 1;
    std::vector<std::vector<int>> cost(static_cast<std::size_t>(a.size()) + 1, std::vector<int>(width));
    for (std::size_t i = 0; i < cost.size(); ++i) cost[i][0] = static_cast<int>(i);
    for (std::size_t j = 0; j < width; ++j) cost[0][j] = static_cast<int>(j);
    for (std::size_t i = 1; i < cost.size(); ++i)
        for (std::size_t j = 1; j < width; ++j) {
            const auto at = [](const QString& text, std::size_t k) { return text[static_cast<qsizetype>(k) - 1]; };
            const int swap = at(a, i) == at(b, j) ? 0 : 1;
            cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + swap});
            if (i > 1 && j > 1 && at(a, i) == at(b, j - 1) && at(a, i - 1) == at(b, j))
                cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
        }
    return cost.back().back();
}

int mostSlips(const QString& word) {
    return std::max(1, static_cast<int>(word.size()) / 3);
}

/// Each word by itself: "restore list" is no slip of "restore start".
bool isNear(const QString& typed, const QString& known) {
    const QStringList a = typed.split(u' '), b = known.split(u' ');
    if (a.size() != b.size()) return distance(typed, known) <= mostSlips(typed);
    for (qsizetype i = 0; i < a.size(); ++i)
        if (distance(a[i], b[i]) > mostSlips(a[i])) return false;
    return true;
}

}  // namespace

QString nearestOf(const QString& typed, const QStringList& known) {
    constexpr qsizetype kLongest = 64;
    if (typed.size() > kLongest) return {};
    QString nearest;
    int least = std::numeric_limits<int>::max();
    for (const QString& word : known) {
        const int slips = distance(typed, word);
        if (slips >= least || !isNear(typed, word)) continue;
        least = slips;
        nearest = word;
    }
    return nearest;
}

}  // namespace prophecy::ctl
