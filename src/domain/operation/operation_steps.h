#pragma once

#include <QJsonObject>

#include "domain/operation/milestone.h"
#include "domain/operation/operation.h"

namespace prophecy {
class Fields;
}

// The steps that the reducers of all kinds of operations are made of.
namespace prophecy::steps {

/// An end that was never seen running is looked at once more.
inline constexpr std::chrono::seconds kConfirmAfter{60};

inline constexpr int kFailedLooksToGiveUp = 3;  ///< then nobody waits for what should be over soon
inline constexpr std::chrono::seconds kLookInterval{2};
inline constexpr std::chrono::seconds kUnknownInterval{5};
inline constexpr std::chrono::seconds kSecondLook{3};  ///< between two looks that must come to the same

qint64 secondsSince(const QDateTime& then, const QDateTime& now);
/// A look that failed for want of a key.
void noteKeyless(Operation& operation, const Error& error, const QDateTime& now);
/// The server said something.
void noteEvidence(Operation& operation, const QDateTime& now);
/// What is read to learn more of it.
NextAction lookFor(const Operation& operation);
Reduction lookAgain(Operation operation, std::chrono::milliseconds delay);
Reduction finish(Operation operation, OperationState state, const QString& text, const QDateTime& now);
/// The server shows an end. That counts only once every look of a while came to the same, a longer one where its words
/// are not understood; it ended at the first of them.
Reduction endSeen(Operation operation, OperationState state, const QString& words, const QDateTime& now);
/// The next look after one that failed: later and later.
Reduction lookFailed(Operation operation, const LookFailed& seen);
/// What was seen once and then not again was no end.
void forgetEnd(Operation& operation);
/// The server did not show it: an Unknown one is looked for less and less often, a running one is lost after a while.
Reduction notVisible(Operation operation, const QDateTime& now);
/// How long nobody looks for one of which nobody knows whether it arrived.
std::chrono::milliseconds unknownDelay(const Operation& operation, const QDateTime& now);
/// Everything that was pending counts as done.
void completeProgress(Operation& operation);

// What a kind does that has nothing of its own to do there; see KindPolicy.
inline bool seenByItself(const Operation& operation) {
    return operation.seenRunning;
}
inline bool never(const Operation&) {
    return false;
}
inline void nothing(Operation&) {}
inline void noFields(Fields&, Operation&) {}
inline void noDetail(const Operation&, QJsonObject&) {}
inline QString happeningByName(const Operation&, Milestone milestone) {
    return kebabName(milestone);
}
/// What is said of its backup now, in a status or a list, is held against the words that it ended with.
Operation confirmByWords(Operation finished, const Observation& seen, const QDateTime& now);

}  // namespace prophecy::steps
