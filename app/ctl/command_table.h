#pragma once

#include "app/ctl/command.h"
#include "app/ctl/option_table.h"

namespace prophecy::ctl {

/// One command: parser, usage and help are made of it, and the command itself.
struct CommandRow {
    const char* words;      ///< "backup start"
    const char* arguments;  ///< as help shows them
    int fewestArguments;
    int mostArguments;
    const char* summary;
    OptionRows options;  ///< beyond those that every command takes
    std::unique_ptr<Command> (*make)(Given given);
};

// Each family in its own file.
const std::vector<CommandRow>& envCommands();
const std::vector<CommandRow>& backupCommands();
const std::vector<CommandRow>& restoreCommands();
const std::vector<CommandRow>& upgradeCommands();
const std::vector<CommandRow>& operationCommands();
const std::vector<CommandRow>& configCommands();
const std::vector<CommandRow>& cronCommands();
const std::vector<CommandRow>& checkCommands();
const std::vector<CommandRow>& capabilityCommands();
const std::vector<CommandRow>& journalCommands();

/// Those of one word first.
const std::vector<CommandRow>& allCommands();
/// The one with which the words begin; nullptr for none.
const CommandRow* findCommand(const QStringList& words);
/// The commands that begin with this word.
QStringList commandsOf(const QString& family);
/// A command that these words may have meant; empty where none is near.
QString nearestCommand(const QStringList& words);

}  // namespace prophecy::ctl
