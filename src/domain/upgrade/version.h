#pragma once

#include <QString>
#include <array>
#include <compare>

#include "core/result.h"

namespace prophecy {

/// A version of Prophecy: four numbers, perhaps marked EM for Extended Maintenance. The mark says how long a version is
/// supported, not which one it is, so that versions compare by their numbers alone (docs/api.md, trap 23).
struct Version {
    std::array<int, 4> numbers{};
    bool extendedMaintenance = false;

    /// The two numbers in front: versions of one line follow each other without an EM release in between.
    std::array<int, 2> line() const { return {numbers[0], numbers[1]}; }
    QString lineText() const;
    /// "3.4.1.0 EM"
    QString text() const;

    friend std::weak_ordering operator<=>(const Version& a, const Version& b) { return a.numbers <=> b.numbers; }
    friend bool operator==(const Version& a, const Version& b) { return a.numbers == b.numbers; }
};

/// Blanks around it are allowed. Kind Usage for anything else, with the position of the first wrong character, counted
/// from 1, in the detail "position".
Result<Version> parseVersion(const QString& text);

/// Whether both name the same version; words that are no versions are compared as they stand.
bool sameVersion(const QString& a, const QString& b);

}  // namespace prophecy
