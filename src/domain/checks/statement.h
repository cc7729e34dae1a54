#pragma once

#include <QJsonArray>
#include <QStringList>
#include <vector>

namespace prophecy {

/// One sentence in no language: words/ makes it of the code. So what rests on it holds in every language.
struct Statement {
    QString code;        ///< such as "backup-complete"; records keep it
    QStringList args{};  ///< in the order of the sentence, a server's words among them as plain text
    int count = -1;      ///< the number it speaks of; -1 for none
    bool operator==(const Statement&) const = default;
};

/// What a check rests on, said in whole sentences; more than one where several things are to be said.
using Evidence = std::vector<Statement>;

inline Statement statement(const char* code, const QStringList& args = {}, int count = -1) {
    return {QString::fromLatin1(code), args, count};
}
inline Evidence says(const char* code, const QStringList& args = {}, int count = -1) {
    return {statement(code, args, count)};
}

QJsonArray toRecord(const Evidence& evidence);
/// Empty for what is no such record.
Evidence evidenceFrom(const QJsonValue& record);

}  // namespace prophecy
