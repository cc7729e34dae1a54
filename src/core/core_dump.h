#pragma once

namespace prophecy {

/// A crash must not write the keys in memory to a file. Called once, first thing in a program.
void forbidCoreDumps();

}  // namespace prophecy
