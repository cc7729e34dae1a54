#pragma once

#include <QString>
#include <array>

namespace prophecy {

/// What can happen to an operation of any kind, as the journal has it.
enum class Milestone { Start, NotSent, Succeeded, Failed, Lost, Closed, Reopened, TakenOver };
inline constexpr std::array kMilestones{Milestone::Start,    Milestone::NotSent,  Milestone::Succeeded,
                                        Milestone::Failed,   Milestone::Lost,     Milestone::Closed,
                                        Milestone::Reopened, Milestone::TakenOver};
QString kebabName(Milestone milestone);

}  // namespace prophecy
