#pragma once

#include <QStringList>
#include <chrono>

#include "core/secret.h"
#include "domain/restore/restore_checks.h"
#include "domain/upgrade/upgrade_checks.h"

namespace prophecy::ctl {

/// The command line, checked: every option belongs to its command and has a value of the right form.
struct Options {
    QStringList command;  ///< "backup start"
    QStringList arguments;
    QString said;  ///< help, or the version: to be printed in place of doing anything

    bool json = false;
    bool help = false;
    bool version = false;
    bool wait = false;
    bool verify = false;
    bool noClientCertificate = false;
    bool enable = false;
    bool disable = false;
    bool dryRun = false;
    bool noSafetyBackup = false;
    bool arrived = false;
    bool didNotArrive = false;
    bool disableRollback = true;
    bool noBackup = false;
    bool probe = false;
    bool standby = false;    ///< off on purpose
    bool noStandby = false;  ///< no more
    QString profile;
    QString env;
    QStringList environments;  ///< every --env; env holds the last
    QString url;
    QString keyFile;
    QString keys;  ///< the folder with a key file for each environment
    QString ca;
    ClientCertificate client;
    QString clientPasswordFile;
    std::optional<QString> frequency;
    std::optional<qint64> retention;
    std::optional<qint64> count;
    QString from;
    QString to;
    QString timestamp;
    QString sourceNamespace;
    QStringList skip;
    AcceptedReasons accept;  ///< why a check that needs a reason is accepted
    QString reason;
    QString upgradeVersion;
    Secret nextKey;  ///< to go on with once a restore replaced the keys
    QString confirm;
    QString state;
    std::optional<Dialect> api;
    std::optional<QByteArray> zone;
    std::optional<Role> role;
    std::optional<Protection> protection;
    std::optional<QString> nameSpace;
    std::chrono::milliseconds timeout{30'000};
    std::chrono::milliseconds waitLimit{7'200'000};
};

/// Kind Usage with a sentence. json is set in the output even when the rest is refused, so that the error has the right
/// form.
Result<void> parseOptions(const QStringList& words, Options& options);

/// What lies in a file with a key or a password; "-" is standard input.
Result<QByteArray> readKeyFile(const QString& path);

/// The key from --key-file or PROPHECY_KEY, which is removed from the environment; empty when neither is given.
Result<Secret> readGivenKey(const Options& options);

/// The first line of --client-password-file; empty when none is given.
Result<Secret> readClientPassword(const Options& options);

}  // namespace prophecy::ctl
