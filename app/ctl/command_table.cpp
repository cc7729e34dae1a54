#include "app/ctl/command_table.h"

#include "app/ctl/nearest.h"
#include "app/ctl/runner.h"

namespace prophecy::ctl {

const std::vector<CommandRow>& allCommands() {
    return Runner::commands();
}

const std::vector<CommandRow>& Runner::commands() {
    static const OptionRows restoreOptions{&kTimestamp, &kSourceNamespace, &kTo,         &kFromEnvironment,
                                           &kSkip,      &kAccept,          &kNextKeyFile};
    static const OptionRows restoreStart = [] {
        OptionRows rows = restoreOptions;
        rows.insert(rows.end(), {&kConfirm, &kNoSafetyBackup, &kReason, &kWait, &kDryRun});
        return rows;
    }();
    static const std::vector<CommandRow> rows{
        {"check",
         "",
         0,
         0,
         "one line for monitoring; takes several --env; exit 0 good, 1 attention, 2 bad, 3 unknown",
         {},
         &Runner::check},
        {"capabilities", "", 0, 0, "tells what an environment offers", {&kProbe}, &Runner::capabilities},
        {"version", "", 0, 0, "tells the version of an environment", {}, &Runner::version},
        {"journal", "", 0, 0, "tells what was done from here", {&kVerify}, &Runner::journal},
        {"env add",
         "NAME",
         1,
         1,
         "stores an environment, with its key in the keychain",
         {&kRole, &kProtection, &kZone, &kNamespace, &kStandby, &kNoStandby, &kConfirm},
         &Runner::envAdd},
        {"env set",
         "NAME",
         1,
         1,
         "changes a stored environment",
         {&kRole, &kProtection, &kZone, &kNamespace, &kStandby, &kNoStandby, &kNoClientCert, &kConfirm},
         &Runner::envSet},
        {"env list", "", 0, 0, "lists the stored environments", {}, &Runner::envList},
        {"env show", "NAME", 1, 1, "tells what is stored of an environment", {}, &Runner::envShow},
        {"env test",
         "[NAME]",
         0,
         1,
         "looks whether it answers, takes the key, and what it offers",
         {},
         &Runner::envTest},
        {"env set-key", "NAME", 1, 1, "stores another key in the keychain", {}, &Runner::envSetKey},
        {"env remove", "NAME", 1, 1, "forgets an environment and its key; its journal stays", {}, &Runner::envRemove},
        {"backup start", "", 0, 0, "takes a backup", {&kWait, &kAccept}, &Runner::backupStart},
        {"backup list", "", 0, 0, "lists the backups", {&kState}, &Runner::backupList},
        {"backup latest", "", 0, 0, "tells the newest backup", {}, &Runner::backupLatest},
        {"backup status", "[TIMESTAMP]", 0, 1, "tells how a backup stands, or what runs", {}, &Runner::backupStatus},
        {"backup watch", "", 0, 0, "follows what runs to its end", {}, &Runner::backupWatch},
        {"backup delete",
         "TIMESTAMP",
         1,
         1,
         "deletes a backup, which cannot be undone",
         {&kConfirm, &kAccept},
         &Runner::backupDelete},
        {"restore start", "", 0, 0, "overwrites an environment with a backup", restoreStart, &Runner::restoreStart},
        {"restore check", "", 0, 0, "makes the checks of such a restore, and sends nothing", restoreOptions,
         &Runner::restoreCheck},
        {"restore status", "[TIMESTAMP]", 0, 1, "tells how a restore stands", {}, &Runner::restoreStatus},
        {"upgrade versions", "", 0, 0, "tells the version that runs and those on offer", {}, &Runner::upgradeVersions},
        {"upgrade start",
         "",
         0,
         0,
         "upgrades an environment",
         {&kWantedVersion, &kDisableRollback, &kNoBackup, &kReason, &kAccept, &kConfirm, &kWait, &kDryRun},
         &Runner::upgradeStart},
        {"upgrade status", "", 0, 0, "tells how an upgrade stands", {}, &Runner::upgradeStatus},

        {"operation list", "", 0, 0, "lists what this profile began", {}, &Runner::operationList},
        {"operation close",
         "",
         0,
         0,
         "ends one whose outcome only the admin can tell",
         {&kArrived, &kDidNotArrive, &kReason},
         &Runner::operationClose},
        {"config show", "", 0, 0, "tells the schedule and retention", {}, &Runner::configShow},
        {"config set",
         "",
         0,
         0,
         "changes schedule or retention",
         {&kFrequency, &kRetention, &kEnable, &kDisable, &kConfirm, &kAccept, &kDryRun},
         &Runner::configSet},
        {"config diff", "ENV_A ENV_B", 2, 2, "compares the configuration of two environments", {}, &Runner::configDiff},
        {"object-store show", "", 0, 0, "tells where backups are written", {}, &Runner::objectStoreShow},

        {"cron check", "EXPR", 1, 1, "tells whether the server would take an expression", {}, &Runner::cronCheck},
        {"cron describe", "EXPR", 1, 1, "says an expression in words", {&kZone}, &Runner::cronDescribe},
        {"cron next", "EXPR", 1, 1, "tells the next runs", {&kFromTime, &kZone, &kCount}, &Runner::cronNext},
        {"cron prev", "EXPR", 1, 1, "tells the runs before", {&kFromTime, &kZone, &kCount}, &Runner::cronPrevious},

    };
    return rows;
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
