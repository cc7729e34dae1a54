#include "app/ctl/command_table.h"

#include <algorithm>

#include "app/ctl/nearest.h"

namespace prophecy::ctl {

const std::vector<CommandRow>& allCommands() {
    static const std::vector<CommandRow> all = [] {
        std::vector<CommandRow> rows;
        for (const auto& family :
             {envCommands(), backupCommands(), restoreCommands(), upgradeCommands(), operationCommands(),
              configCommands(), cronCommands(), checkCommands(), capabilityCommands(), journalCommands()})
            rows.insert(rows.end(), family.begin(), family.end());
        std::stable_partition(rows.begin(), rows.end(),
                              [](const CommandRow& row) { return !QLatin1String(row.words).contains(u' '); });
        return rows;
    }();
    return all;
}

const CommandRow* findCommand(const QStringList& words) {
    for (const CommandRow& row : allCommands()) {
        const QStringList own = QString::fromLatin1(row.words).split(u' ');
        if (words.mid(0, own.size()) == own) return &row;
    }
    return nullptr;
}

QStringList commandsOf(const QString& family) {
    QStringList commands;
    for (const CommandRow& row : allCommands())
        if (const QString words = QString::fromLatin1(row.words); words.section(u' ', 0, 0) == family)
            commands << words;
    return commands;
}

QString nearestCommand(const QStringList& words) {
    QStringList known;
    for (const CommandRow& row : allCommands()) known << QString::fromLatin1(row.words);
    const QString two = nearestOf(words.mid(0, 2).join(u' '), known);
    return two.isEmpty() ? nearestOf(words.value(0), known) : two;
}

}  // namespace prophecy::ctl
