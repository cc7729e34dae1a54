#include "words/sentences.h"

#include <QCoreApplication>
#include <array>

namespace prophecy {

namespace {

/// All at once, so that a "%1" in what a server said stays what it is.
QString filled(const QString& text, const QStringList& args) {
    switch (args.size()) {
        case 0: return text;
        case 1: return text.arg(args[0]);
        case 2: return text.arg(args[0], args[1]);
        case 3: return text.arg(args[0], args[1], args[2]);
        default: return text.arg(args[0], args[1], args[2], args[3]);
    }
}

}  // namespace

std::span<const std::span<const Sentence>> allSentences() {
    static const std::array all{kSharedSentences, kScheduleSentences, kRestoreSentences, kUpgradeSentences,
                                kFollowUpSentences};
    return all;
}

QString sentenceOf(const Statement& statement) {
    for (const auto& table : allSentences())
        for (const Sentence& sentence : table)
            if (statement.code == QLatin1String(sentence.code))
                return filled(QCoreApplication::translate("Evidence", sentence.words, nullptr, statement.count),
                              statement.args);
    return (QStringList{statement.code} + statement.args).join(u' ');
}

QString sentenceOf(const Evidence& evidence) {
    QStringList sentences;
    for (const Statement& said : evidence) sentences << sentenceOf(said);
    return sentences.join(u' ');
}

}  // namespace prophecy
