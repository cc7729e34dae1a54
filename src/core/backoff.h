#pragma once

#include <algorithm>
#include <chrono>

namespace prophecy {

/// How long to wait after a failure: twice as long as after the one before, and never longer than the longest.
/// failures: how many there were before this one.
constexpr std::chrono::milliseconds backoff(std::chrono::milliseconds first, int failures,
                                            std::chrono::milliseconds longest) {
    constexpr int kMostDoublings = 20;
    return std::min(first * (1 << std::clamp(failures, 0, kMostDoublings)), longest);
}

}  // namespace prophecy
