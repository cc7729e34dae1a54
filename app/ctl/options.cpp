#include "app/ctl/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <QFileInfo>
#include <algorithm>
#include <array>

namespace prophecy::ctl {

namespace {

struct Command {
    const char* words;
    int fewestArguments;
    int mostArguments;
    const char* options;  ///< beyond the global ones, space separated
};

constexpr std::array kCommands{
    Command{"env add", 1, 1, "role protection zone namespace standby no-standby confirm"},
    Command{"env set", 1, 1, "standby no-standby no-client-cert"},
    Command{"env list", 0, 0, ""},
    Command{"env show", 1, 1, ""},
    Command{"env test", 0, 1, ""},
    Command{"env set-key", 1, 1, ""},
    Command{"env remove", 1, 1, ""},
    Command{"backup start", 0, 0, "wait accept"},
    Command{"backup list", 0, 0, "state"},
    Command{"backup latest", 0, 0, ""},
    Command{"backup status", 0, 1, ""},
    Command{"backup watch", 0, 0, ""},
    Command{"backup delete", 1, 1, "confirm accept"},
    Command{"journal", 0, 0, "verify"},
    Command{
        "restore start", 0, 0,
        "timestamp source-namespace skip to from confirm wait no-safety-backup reason accept dry-run next-key-file"},
    Command{"restore check", 0, 0, "timestamp source-namespace skip to from accept next-key-file"},
    Command{"restore status", 0, 1, ""},
    Command{"upgrade versions", 0, 0, ""},
    Command{"upgrade start", 0, 0, "version disable-rollback no-backup reason accept confirm wait dry-run"},
    Command{"upgrade status", 0, 0, ""},
    Command{"capabilities", 0, 0, "probe"},
    Command{"version", 0, 0, ""},
    Command{"operation list", 0, 0, ""},
    Command{"operation close", 0, 0, "arrived did-not-arrive reason"},
    Command{"cron check", 1, 1, ""},
    Command{"cron describe", 1, 1, "zone"},
    Command{"cron next", 1, 1, "from zone count"},
    Command{"cron prev", 1, 1, "from zone count"},
    Command{"config show", 0, 0, ""},
    Command{"config set", 0, 0, "frequency retention enable disable dry-run confirm accept"},
    Command{"config diff", 2, 2, ""},
    Command{"object-store show", 0, 0, ""},
    Command{"check", 0, 0, ""},
};

const QStringList kGlobal{QStringLiteral("json"),
                          QStringLiteral("profile"),
                          QStringLiteral("env"),
                          QStringLiteral("url"),
                          QStringLiteral("key-file"),
                          QStringLiteral("api"),
                          QStringLiteral("timestamp-zone"),
                          QStringLiteral("ca"),
                          QStringLiteral("client-cert"),
                          QStringLiteral("client-key"),
                          QStringLiteral("client-password-file"),
                          QStringLiteral("timeout"),
                          QStringLiteral("wait-limit"),
                          QStringLiteral("help"),
                          QStringLiteral("version")};

/// "--version" asks for ours, but names the wanted one where an upgrade is started.
bool startsAnUpgrade(const QStringList& words) {
    const auto at = words.indexOf(QStringLiteral("upgrade"));
    return at >= 0 && words.indexOf(QStringLiteral("start"), at) > at;
}

void declare(QCommandLineParser& parser, bool versionHasValue) {
    const auto value = [&](const char* name, const char* what) {
        parser.addOption({QString::fromLatin1(name), QString(), QString::fromLatin1(what)});
    };
    for (const char* flag : {"json", "wait", "verify", "enable", "disable", "dry-run", "no-safety-backup", "arrived",
                             "did-not-arrive", "no-backup", "probe", "standby", "no-standby", "no-client-cert"})
        parser.addOption(QCommandLineOption(QString::fromLatin1(flag)));
    parser.addOption(QCommandLineOption(QStringList{QStringLiteral("h"), QStringLiteral("help")}));
    if (versionHasValue)
        value("version", "V");
    else
        parser.addOption(QCommandLineOption(QStringLiteral("version")));
    value("disable-rollback", "true|false");
    value("profile", "DIR");
    value("env", "NAME");
    value("url", "URL");
    value("key-file", "FILE");
    value("api", "DIALECT");
    value("timestamp-zone", "IANA");
    value("ca", "FILE");
    value("client-cert", "FILE");
    value("client-key", "FILE");
    value("client-password-file", "FILE");
    value("timeout", "SECONDS");
    value("wait-limit", "SECONDS");
    value("role", "ROLE");
    value("protection", "LEVEL");
    value("zone", "IANA");
    value("namespace", "NAME");
    value("state", "STATE");
    value("confirm", "TEXT");
    value("from", "ISO");
    value("count", "N");
    value("frequency", "EXPR");
    value("retention", "N");
    value("to", "ENV");
    value("timestamp", "TIMESTAMP");
    value("source-namespace", "NAME");
    value("skip", "SERVICE");
    value("reason", "TEXT");
    value("accept", "CHECK=REASON");
    value("next-key-file", "FILE");
}

tl::unexpected<Error> usage(const QString& sentence) {
    return fail(ErrorKind::Usage, sentence);
}

const Command* commandOf(const QStringList& positional, Options& options) {
    for (const Command& command : kCommands) {
        const QStringList words = QString::fromLatin1(command.words).split(u' ');
        if (positional.mid(0, words.size()) != words) continue;
        options.command = words;
        options.arguments = positional.mid(words.size());
        return &command;
    }
    return nullptr;
}

Result<double> seconds(const QCommandLineParser& parser, const QString& name, double standard) {
    if (!parser.isSet(name)) return standard;
    bool ok = false;
    const double value = parser.value(name).toDouble(&ok);
    if (!ok || !(value > 0) || value > 1e7)
        return usage(QStringLiteral("--%1 needs a number of seconds above 0.").arg(name));
    return value;
}

Result<QByteArray> zone(const QString& name, const QString& given) {
    const QByteArray id = given.toUtf8();
    if (!isKnownZone(id))
        return usage(QStringLiteral("--%1: this system does not know the zone \"%2\".").arg(name, given));
    return id;
}

template <class Enum>
Result<void> choose(const QCommandLineParser& parser, const QString& name, std::optional<Enum> (*from)(const QString&),
                    const QString& choices, std::optional<Enum>& out) {
    if (!parser.isSet(name)) return {};
    out = from(parser.value(name));
    if (!out) return usage(QStringLiteral("--%1 is one of %2.").arg(name, choices));
    return {};
}

Result<void> wholeNumber(const QCommandLineParser& parser, const QString& name, qint64 least, qint64 most,
                         std::optional<qint64>& out) {
    if (!parser.isSet(name)) return {};
    bool ok = false;
    const qint64 value = parser.value(name).toLongLong(&ok);
    if (!ok || value < least || value > most)
        return usage(QStringLiteral("--%1 needs a whole number from %2 to %3.").arg(name).arg(least).arg(most));
    out = value;
    return {};
}

Result<QByteArray> readAll(const QString& path) {
    QFile file(path);
    const bool opened = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened) return usage(QStringLiteral("The file %1 cannot be read: %2").arg(path, file.errorString()));
    constexpr qint64 kLongestKey = 64 * 1024;
    return file.read(kLongestKey);
}

bool isCheckOf(const QString& command, CheckId id) {
    const auto among = [id](const auto& ids) { return std::find(std::begin(ids), std::end(ids), id) != std::end(ids); };
    constexpr CheckId kOfWrites[] = {CheckId::Idle, CheckId::Retention, CheckId::Record, CheckId::SameInstallation,
                                     CheckId::Direction};
    if (command == u"config" && id == CheckId::Schedule) return true;
    if (command == u"backup" || command == u"config") return among(kOfWrites);
    return (command == u"upgrade" ? among(upgradeChecks()) : among(restoreChecks())) || among(kOfWrites);
}

Result<void> readUpgradeValues(const QCommandLineParser& parser, Options& options) {
    options.noBackup = parser.isSet(QStringLiteral("no-backup"));
    options.probe = parser.isSet(QStringLiteral("probe"));
    if (!parser.isSet(QStringLiteral("disable-rollback"))) return {};
    const QString value = parser.value(QStringLiteral("disable-rollback"));
    if (value != u"true" && value != u"false")
        return usage(QStringLiteral("--disable-rollback is true or false, not \"%1\".").arg(value));
    options.disableRollback = value == u"true";
    return {};
}

Result<void> readRestoreValues(const QCommandLineParser& parser, Options& options) {
    const auto text = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    options.to = text("to");
    options.timestamp = text("timestamp");
    options.sourceNamespace = text("source-namespace");
    options.skip = parser.values(QStringLiteral("skip"));
    options.skip.removeDuplicates();
    options.noSafetyBackup = parser.isSet(QStringLiteral("no-safety-backup"));
    options.reason = text("reason");
    options.arrived = parser.isSet(QStringLiteral("arrived"));
    options.didNotArrive = parser.isSet(QStringLiteral("did-not-arrive"));
    for (const QString& pair : parser.values(QStringLiteral("accept"))) {
        const auto id = checkIdFrom(pair.section(u'=', 0, 0));
        const QString why = pair.section(u'=', 1).trimmed();
        if (!id || why.isEmpty()) return usage(QStringLiteral("--accept takes CHECK=REASON, not \"%1\".").arg(pair));
        if (!isCheckOf(options.command.first(), *id))
            return usage(QStringLiteral("There is no check \"%1\" here.").arg(kebabName(*id)));
        options.accept[*id] = {why};
    }
    if (!parser.isSet(QStringLiteral("next-key-file"))) return {};
    const auto bytes = readAll(text("next-key-file"));
    if (!bytes) return fail(bytes.error());
    const auto key = parseKey(*bytes);
    if (!key) return fail(key.error());
    options.nextKey = *key;
    return {};
}

Result<void> readClientFiles(const QCommandLineParser& parser, Options& options) {
    const auto path = [&](const char* name) {
        const QString given = parser.value(QString::fromLatin1(name));
        return given.isEmpty() ? QString() : QFileInfo(given).absoluteFilePath();
    };
    options.client = {path("client-cert"), path("client-key")};
    options.clientPasswordFile = parser.value(QStringLiteral("client-password-file"));
    options.noClientCertificate = parser.isSet(QStringLiteral("no-client-cert"));
    if (options.noClientCertificate && !options.client.file.isEmpty())
        return usage(QStringLiteral("Give --client-cert or --no-client-cert, not both."));
    const bool more = !options.client.keyFile.isEmpty() || !options.clientPasswordFile.isEmpty();
    if (options.client.file.isEmpty() && more)
        return usage(QStringLiteral("--client-key and --client-password-file go with --client-cert."));
    if (options.clientPasswordFile == u"-" && options.keyFile == u"-")
        return usage(QStringLiteral("Standard input holds either the access key or the password, not both."));
    for (const QString& file : {options.client.file, options.client.keyFile})
        if (!file.isEmpty() && !QFileInfo(file).isReadable())
            return usage(QStringLiteral("The file %1 cannot be read.").arg(file));
    return {};
}

Result<void> readValues(const QCommandLineParser& parser, Options& options) {
    const auto text = [&](const char* name) { return parser.value(QString::fromLatin1(name)); };
    options.profile = text("profile");
    options.env = text("env");
    options.url = text("url");
    options.keyFile = text("key-file");
    if (!text("ca").isEmpty()) options.ca = QFileInfo(text("ca")).absoluteFilePath();
    if (auto ok = readClientFiles(parser, options); !ok) return ok;
    options.environments = parser.values(QStringLiteral("env"));
    const bool several = options.environments.size() > 1;
    if (several && options.command != QStringList{QStringLiteral("check")})
        return usage(QStringLiteral("Give --env once; only \"check\" takes several."));
    if (several && (!options.keyFile.isEmpty() || qEnvironmentVariableIsSet("PROPHECY_KEY")))
        return usage(QStringLiteral("One key is of one environment: with several, let each use its stored key."));
    options.enable = parser.isSet(QStringLiteral("enable"));
    options.disable = parser.isSet(QStringLiteral("disable"));
    options.dryRun = parser.isSet(QStringLiteral("dry-run"));
    if (options.enable && options.disable) return usage(QStringLiteral("Give --enable or --disable, not both."));
    if (parser.isSet(QStringLiteral("frequency"))) options.frequency = text("frequency");
    options.from = text("from");
    if (auto ok = wholeNumber(parser, QStringLiteral("count"), 1, 1000, options.count); !ok) return ok;
    if (auto ok = wholeNumber(parser, QStringLiteral("retention"), 1, 1'000'000, options.retention); !ok) return ok;
    if (auto ok = readRestoreValues(parser, options); !ok) return ok;
    if (auto ok = readUpgradeValues(parser, options); !ok) return ok;
    options.confirm = text("confirm");
    options.nameSpace = text("namespace");
    const bool standby = parser.isSet(QStringLiteral("standby")),
               noStandby = parser.isSet(QStringLiteral("no-standby"));
    if (standby && noStandby) return usage(QStringLiteral("Give --standby or --no-standby, not both."));
    if (standby || noStandby) options.standby = standby;
    options.state = text("state");
    options.wait = parser.isSet(QStringLiteral("wait"));
    options.verify = parser.isSet(QStringLiteral("verify"));
    for (const char* name :
         {"env", "url", "key-file", "profile", "ca", "client-cert", "client-key", "client-password-file"})
        if (parser.isSet(QString::fromLatin1(name)) && text(name).isEmpty())
            return usage(QStringLiteral("--%1 needs a value.").arg(QString::fromLatin1(name)));
    if (!options.ca.isEmpty() && !QFileInfo(options.ca).isReadable())
        return usage(QStringLiteral("The CA file %1 cannot be read.").arg(options.ca));
    if (!options.env.isEmpty() && !options.url.isEmpty())
        return usage(QStringLiteral("Give either --env or --url, not both."));
    const QStringList states{QStringLiteral("success"), QStringLiteral("failed"), QStringLiteral("running")};
    if (!options.state.isEmpty() && !states.contains(options.state))
        return usage(QStringLiteral("--state is one of success, failed, running."));

    std::optional<Dialect> api;
    if (auto ok =
            choose<Dialect>(parser, QStringLiteral("api"), &dialectFrom, QStringLiteral("auto, platform, athena"), api);
        !ok)
        return ok;
    options.api = api.value_or(Dialect::Auto);
    if (auto ok =
            choose<Role>(parser, QStringLiteral("role"), &roleFrom, QStringLiteral("primary, dr, test"), options.role);
        !ok)
        return ok;
    if (auto ok = choose<Protection>(parser, QStringLiteral("protection"), &protectionFrom,
                                     QStringLiteral("read-only, confirm, typed"), options.protection);
        !ok)
        return ok;
    for (const char* name : {"timestamp-zone", "zone"}) {
        if (!parser.isSet(QString::fromLatin1(name))) continue;
        const auto found = zone(QString::fromLatin1(name), text(name));
        if (!found) return fail(found.error());
        options.zone = *found;
    }
    const auto timeout = seconds(parser, QStringLiteral("timeout"), 30);
    const auto limit = seconds(parser, QStringLiteral("wait-limit"), 7200);
    if (!timeout) return fail(timeout.error());
    if (!limit) return fail(limit.error());
    options.timeout = std::chrono::milliseconds(static_cast<qint64>(*timeout * 1000));
    options.waitLimit = std::chrono::seconds(static_cast<qint64>(std::max(1.0, *limit)));
    return {};
}

}  // namespace

namespace {

/// A cron expression may begin with a minus; no option has a blank in its name. What stands behind "--" is no option.
QStringList expressionsApart(const QStringList& words) {
    if (words.contains(QStringLiteral("--"))) return words;
    QStringList options, expressions;
    for (const QString& word : words) {
        const bool expression = word.startsWith(u'-') && word.section(u'=', 0, 0).contains(u' ');
        (expression ? expressions : options) << word;
    }
    if (!expressions.isEmpty()) options << QStringLiteral("--") << expressions;
    return options;
}

}  // namespace

Result<void> parseOptions(const QStringList& words, Options& options) {
    options.json = words.contains(QStringLiteral("--json"));
    QCommandLineParser parser;
    const bool upgrades = startsAnUpgrade(words);
    declare(parser, upgrades);
    const bool parsed = parser.parse(expressionsApart(words));
    options.help = parser.isSet(QStringLiteral("help"));
    options.version = !upgrades && parser.isSet(QStringLiteral("version"));
    if (upgrades) options.upgradeVersion = parser.value(QStringLiteral("version"));
    if (options.version && !options.help && !parser.positionalArguments().isEmpty())
        return usage(QStringLiteral("--version stands alone, or names the version of \"upgrade start\"."));
    if (options.help || options.version) return {};
    if (!parsed) return usage(parser.errorText());
    const QStringList positional = parser.positionalArguments();
    if (positional.isEmpty()) return usage(QStringLiteral("Say what to do; prophecyctl --help lists the commands."));
    const Command* command = commandOf(positional, options);
    if (!command)
        return usage(QStringLiteral("There is no command \"%1\"; prophecyctl --help lists them.")
                         .arg(positional.mid(0, 2).join(u' ')));
    const auto count = options.arguments.size();
    if (count < command->fewestArguments || count > command->mostArguments)
        return usage(QStringLiteral("\"%1\" takes %2, not %3.")
                         .arg(QString::fromLatin1(command->words),
                              command->mostArguments == 0   ? QStringLiteral("no argument")
                              : command->mostArguments == 1 ? QStringLiteral("one argument")
                                                            : QStringLiteral("two arguments"))
                         .arg(count));
    const QStringList own = QString::fromLatin1(command->options).split(u' ');
    for (const QString& name : parser.optionNames())
        if (!kGlobal.contains(name) && !own.contains(name))
            return usage(QStringLiteral("\"%1\" has no option --%2.").arg(QString::fromLatin1(command->words), name));
    return readValues(parser, options);
}

Result<Secret> readGivenKey(const Options& options) {
    const QByteArray variable = qgetenv("PROPHECY_KEY");
    const bool hasVariable = qEnvironmentVariableIsSet("PROPHECY_KEY");
    qunsetenv("PROPHECY_KEY");
    if (!options.keyFile.isEmpty()) {
        auto bytes = readAll(options.keyFile);
        return bytes ? parseKey(*bytes) : fail(bytes.error());
    }
    return hasVariable && !variable.isEmpty() ? parseKey(variable) : Secret();
}

Result<Secret> readClientPassword(const Options& options) {
    if (options.clientPasswordFile.isEmpty()) return Secret();
    const auto bytes = readAll(options.clientPasswordFile);
    if (!bytes) return fail(bytes.error());
    QByteArray line = bytes->left(bytes->indexOf('\n') < 0 ? bytes->size() : bytes->indexOf('\n'));
    if (line.endsWith('\r')) line.chop(1);
    return Secret(line);
}

QString usageText() {
    return QStringLiteral(
        "prophecyctl: backups, restores and upgrades of Prophecy environments from the command line.\n\n"
        "  env add NAME --url URL [--role primary|dr|test] [--protection read-only|confirm|typed]\n"
        "          [--zone IANA] [--namespace NS] [--ca FILE] [--standby] [--confirm NAME]   --standby: off on "
        "purpose\n"
        "  env set NAME [--standby|--no-standby] [--client-cert FILE|--no-client-cert]\n"
        "  env list | env show NAME | env test [NAME] | env set-key NAME | env remove NAME\n"
        "  backup start [--wait] [--accept CHECK=REASON]...\n"
        "  backup list [--state success|failed|running]\n"
        "  backup latest | backup status [TIMESTAMP] | backup watch\n"
        "  backup delete TIMESTAMP --confirm TIMESTAMP [--accept CHECK=REASON]...\n"
        "  restore start --timestamp T --source-namespace NS [--skip SERVICE]... --to ENV --confirm DESTINATION\n"
        "          [--wait] [--no-safety-backup --reason TEXT] [--accept CHECK=REASON]... [--dry-run]\n"
        "          [--next-key-file FILE]   with --url in place of --env that is the destination, --from the source\n"
        "  restore check (as start) | restore status [TIMESTAMP]\n"
        "  upgrade versions | upgrade status\n"
        "  upgrade start --version V [--disable-rollback true|false] [--no-backup --reason TEXT]\n"
        "          [--accept CHECK=REASON]... --confirm NAME [--wait] [--dry-run]\n"
        "  capabilities [--probe] | version\n"
        "  operation list | operation close --arrived|--did-not-arrive --reason TEXT\n"
        "  config show | config diff ENV_A ENV_B | object-store show\n"
        "  config set [--frequency EXPR] [--retention N] [--enable|--disable] [--dry-run]\n"
        "          [--accept CHECK=REASON]... --confirm NAME\n"
        "  check [--env NAME]...   one line for monitoring; exit 0 good, 1 attention, 2 bad, 3 unknown\n"
        "  cron check EXPR | cron describe EXPR [--zone IANA]\n"
        "  cron next EXPR | cron prev EXPR [--from ISO] [--zone IANA] [--count N]\n"
        "  journal [--verify]\n\n"
        "Where:  --env NAME, or --url URL with --key-file FILE (- reads standard input) or PROPHECY_KEY\n"
        "Also:   --json  --profile DIR  --api auto|platform|athena  --timestamp-zone IANA  --ca FILE\n"
        "        --client-cert FILE [--client-key FILE] [--client-password-file FILE]   for a gateway that wants one\n"
        "        --timeout SECONDS (a request, 30)  --wait-limit SECONDS (7200)\n\n"
        "Exit:   0 done  1 the server reports failure  2 usage  3 unreachable or not the API  4 key refused\n"
        "        5 refused by protection, confirmation or a check  6 outcome unknown  7 not offered\n"
        "        8 storage or keychain, or output that cannot be written  130 interrupted before anything was sent\n");
}

}  // namespace prophecy::ctl
