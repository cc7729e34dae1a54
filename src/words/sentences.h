#pragma once

#include <span>

#include "domain/checks/statement.h"

namespace prophecy {

/// The words of one code. Every table below has its rows in evidence/; what a new action says is a table more.
struct Sentence {
    const char* code;
    const char* words;  ///< English, marked for translation in the context "Evidence"
};
extern const std::span<const Sentence> kSharedSentences;
extern const std::span<const Sentence> kScheduleSentences;
extern const std::span<const Sentence> kRestoreSentences;
extern const std::span<const Sentence> kUpgradeSentences;
extern const std::span<const Sentence> kFollowUpSentences;
std::span<const std::span<const Sentence>> allSentences();

/// Translated. A code that nobody knows here is shown as it is, with what belongs to it.
QString sentenceOf(const Statement& statement);
/// Whole sentences, one after the other.
QString sentenceOf(const Evidence& evidence);

}  // namespace prophecy
