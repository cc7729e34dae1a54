#include "app/ctl/help.h"

#include <algorithm>

#include "app/ctl/command_table.h"

namespace prophecy::ctl {

namespace {

QString synopsisOf(const CommandRow& row) {
    return QStringList{QString::fromLatin1(row.words), QString::fromLatin1(row.arguments)}.join(u' ').trimmed();
}

QString synopsisOf(const OptionRow& row) {
    return row.value ? QStringLiteral("--%1 %2").arg(QString::fromLatin1(row.name), QString::fromLatin1(row.value))
                     : QStringLiteral("--") + QString::fromLatin1(row.name);
}

/// What does not fit beside the first column begins on a line of its own.
QString line(const QString& synopsis, const char* words, int width) {
    const QString text = QString::fromLatin1(words);
    if (synopsis.size() <= width) return QStringLiteral("  %1  %2\n").arg(synopsis, -width).arg(text);
    return QStringLiteral("  %1\n  %2  %3\n").arg(synopsis).arg(QString(), -width).arg(text);
}

QString linesOf(const OptionRows& rows) {
    constexpr int kWidth = 30;
    QString lines;
    for (const OptionRow* row : rows) lines += line(synopsisOf(*row), row->help, kWidth);
    return lines;
}

QString linesOf(const std::vector<const CommandRow*>& rows) {
    constexpr int kWidth = 30;
    QString lines, family;
    for (const CommandRow* row : rows) {
        const QString words = QString::fromLatin1(row->words);
        const QString now = words.contains(u' ') ? words.section(u' ', 0, 0) : QString();
        if (!lines.isEmpty() && now != family) lines += u'\n';
        family = now;
        lines += line(synopsisOf(*row), row->summary, kWidth);
    }
    return lines;
}

QString commonText() {
    return QStringLiteral("\nWhere, and how (for every command):\n") + linesOf(commonOptions());
}

QString helpOf(const CommandRow& row) {
    QString text = QStringLiteral("prophecyctl %1: %2\n\nUsage: prophecyctl %3%4\n")
                       .arg(QString::fromLatin1(row.words), QString::fromLatin1(row.summary), synopsisOf(row),
                            row.options.empty() ? QString() : QStringLiteral(" [OPTIONS]"));
    if (!row.options.empty()) text += QStringLiteral("\nIts options:\n") + linesOf(row.options);
    return text + commonText();
}

}  // namespace

QString usageText() {
    std::vector<const CommandRow*> all;
    for (const CommandRow& row : allCommands()) all.push_back(&row);
    return QStringLiteral(
               "prophecyctl: backups, restores and upgrades of Prophecy environments from the command line.\n\n"
               "Commands (\"prophecyctl help COMMAND\" tells the options of one):\n") +
           linesOf(all) + commonText() +
           QStringLiteral(
               "\nExit:  0 done  1 the server reports failure  2 usage  3 unreachable or not the API  4 key refused\n"
               "       5 refused by protection, confirmation or a check  6 outcome unknown  7 not offered\n"
               "       8 storage or keychain, or output that cannot be written  130 interrupted before anything was "
               "sent\n");
}

QString helpAbout(const QStringList& words) {
    if (const CommandRow* row = findCommand(words)) return helpOf(*row);
    std::vector<const CommandRow*> family;
    for (const QString& command : commandsOf(words.value(0))) family.push_back(findCommand(command.split(u' ')));
    if (family.empty() || words.size() > 1) return {};
    return QStringLiteral("prophecyctl %1:\n\n").arg(words.first()) + linesOf(family) +
           QStringLiteral("\n\"prophecyctl help %1\" tells the options of the first; the others likewise.\n")
               .arg(QString::fromLatin1(family.front()->words));
}

}  // namespace prophecy::ctl
