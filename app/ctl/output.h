#pragma once

#include <QJsonArray>
#include <QString>

#include "core/result.h"
#include "domain/backup/backup.h"
#include "domain/checks/checks.h"
#include "domain/cron/expression.h"

namespace prophecy::ctl {

/// What a command has to say: the document's data, and the same for a person.
struct Answer {
    QJsonValue data;
    QString text;
    int exitCode = 0;  ///< other than 0 for a verdict that is not good
    bool operator==(const Answer&) const = default;
};

/// Prints to standard output, and returns 0; where that cannot be written says so and returns the code for it.
int printText(const QString& text);
/// Prints to standard output (an error without --json to standard error) and returns the exit code.
int print(const Result<Answer>& answer, bool json);

/// The exit code of a record, a key or an output that cannot be written or read.
inline constexpr int kNotWritten = 8;
/// The exit code of an answer that leaves open whether something runs.
inline constexpr int kUnclear = 6;
int exitCodeOf(const Error& error);

/// What is wrong with an expression, and where.
Error toError(const CronError& cron);

/// The form of a backup that scripts rely on.
QJsonObject toJson(const Backup& backup, const QTimeZone& zone);
/// Words that name no backup and are none that are known: never a failed backup, whose text would be its error.
bool isUnclear(const BackupAnswer& answer, const BackupTimestamp& asked);
/// Words that are not known to mean that nothing runs.
QString unclearText(const QString& status);
/// One line of a table.
QString toLine(const Backup& backup);

QJsonArray checksJson(const std::vector<Check>& checks, const AcceptedReasons& accepted);
QString checkLines(const std::vector<Check>& checks);
/// What was found afterwards; a line for each is appended.
QJsonArray afterJson(const std::vector<AfterCheck>& checks, QStringList& lines);

/// Progress on standard error: a bar on a terminal, a line for each change elsewhere.
class ProgressLine {
public:
    ProgressLine();
    ~ProgressLine();
    void show(const Progress& progress);
    void say(const QString& sentence);

private:
    bool m_terminal;
    bool m_open = false;
    QString m_last;
};

}  // namespace prophecy::ctl
