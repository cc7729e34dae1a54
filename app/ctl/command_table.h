#pragma once

#include "app/ctl/option_table.h"

namespace prophecy::ctl {

class Runner;

/// One command: parser, usage and help are made of it.
struct CommandRow {
    const char* words;      ///< "backup start"
    const char* arguments;  ///< as help shows them
    int fewestArguments;
    int mostArguments;
    const char* summary;
    OptionRows options;  ///< beyond those that every command takes
    void (Runner::*run)();
};

const std::vector<CommandRow>& allCommands();
/// The one with which the words begin; nullptr for none.
const CommandRow* findCommand(const QStringList& words);
/// The commands that begin with this word.
QStringList commandsOf(const QString& family);
/// A command that these words may have meant; empty where none is near.
QString nearestCommand(const QStringList& words);

}  // namespace prophecy::ctl
