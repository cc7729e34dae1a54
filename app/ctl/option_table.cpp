#include "app/ctl/option_table.h"

#include <QFile>
#include <QFileInfo>
#include <algorithm>

#include "domain/checks/checks.h"

namespace prophecy::ctl {

namespace {

using Given = const QStringList&;

tl::unexpected<Error> usage(const QString& sentence) {
    return fail(ErrorKind::Usage, sentence);
}

tl::unexpected<Error> wants(const OptionRow& row, const QString& what) {
    return usage(QStringLiteral("--%1 %2.").arg(QString::fromLatin1(row.name), what));
}

template <bool Options::*kMember>
Result<void> flag(const OptionRow&, Given, Options& options) {
    options.*kMember = true;
    return {};
}

template <QString Options::*kMember>
Result<void> text(const OptionRow&, Given given, Options& options) {
    options.*kMember = given.last();
    return {};
}

/// For a name or a file, of which an empty one means nothing.
template <QString Options::*kMember>
Result<void> name(const OptionRow& row, Given given, Options& options) {
    if (given.last().isEmpty()) return wants(row, QStringLiteral("needs a value"));
    options.*kMember = given.last();
    return {};
}

Result<QString> readableFile(const OptionRow& row, Given given) {
    if (given.last().isEmpty()) return wants(row, QStringLiteral("needs a value"));
    const QString path = QFileInfo(given.last()).absoluteFilePath();
    if (!QFileInfo(path).isReadable()) return usage(QStringLiteral("The file %1 cannot be read.").arg(path));
    return path;
}

template <std::chrono::milliseconds Options::*kMember>
Result<void> seconds(const OptionRow& row, Given given, Options& options) {
    bool ok = false;
    const double value = given.last().toDouble(&ok);
    if (!ok || !(value > 0) || value > 1e7) return wants(row, QStringLiteral("needs a number of seconds above 0"));
    options.*kMember = std::chrono::milliseconds(static_cast<qint64>(value * 1000));
    return {};
}

template <std::optional<qint64> Options::*kMember, qint64 kMost>
Result<void> wholeNumber(const OptionRow& row, Given given, Options& options) {
    bool ok = false;
    const qint64 value = given.last().toLongLong(&ok);
    if (!ok || value < 1 || value > kMost)
        return wants(row, QStringLiteral("needs a whole number from 1 to %1").arg(kMost));
    options.*kMember = value;
    return {};
}

/// One of the names that the row calls its value.
template <class Enum, std::optional<Enum> Options::*kMember, std::optional<Enum> (*kFrom)(const QString&)>
Result<void> choice(const OptionRow& row, Given given, Options& options) {
    options.*kMember = kFrom(given.last());
    if (options.*kMember) return {};
    return wants(
        row, QStringLiteral("is one of %1").arg(QString::fromLatin1(row.value).replace(u'|', QStringLiteral(", "))));
}

Result<void> zone(const OptionRow& row, Given given, Options& options) {
    const QByteArray id = given.last().toUtf8();
    if (!isKnownZone(id))
        return usage(QStringLiteral("--%1: this system does not know the zone \"%2\".")
                         .arg(QString::fromLatin1(row.name), given.last()));
    options.zone = id;
    return {};
}

bool isCheckOf(const QString& command, CheckId id) {
    const auto among = [id](const auto& ids) { return std::find(std::begin(ids), std::end(ids), id) != std::end(ids); };
    constexpr CheckId kOfWrites[] = {CheckId::Idle, CheckId::Retention, CheckId::Record, CheckId::SameInstallation,
                                     CheckId::Direction};
    if (command == u"config" && id == CheckId::Schedule) return true;
    if (command == u"backup" || command == u"config") return among(kOfWrites);
    return (command == u"upgrade" ? among(upgradeChecks()) : among(restoreChecks())) || among(kOfWrites);
}

QStringList checksOf(const QString& command) {
    QStringList names;
    for (int id = 0; id <= static_cast<int>(CheckId::Record); ++id)
        if (isCheckOf(command, static_cast<CheckId>(id))) names << kebabName(static_cast<CheckId>(id));
    return names;
}

Result<void> accept(const OptionRow&, Given given, Options& options) {
    for (const QString& pair : given) {
        const auto id = checkIdFrom(pair.section(u'=', 0, 0));
        const QString why = pair.section(u'=', 1).trimmed();
        if (why.isEmpty()) return usage(QStringLiteral("--accept takes CHECK=REASON, not \"%1\".").arg(pair));
        if (!id || !isCheckOf(options.command.first(), *id))
            return usage(
                QStringLiteral("There is no check \"%1\" here. Those there are: %2")
                    .arg(pair.section(u'=', 0, 0), checksOf(options.command.first()).join(QStringLiteral(", "))));
        options.accept[*id] = {why};
    }
    return {};
}

Result<void> nextKey(const OptionRow&, Given given, Options& options) {
    const auto bytes = readKeyFile(given.last());
    const auto key = bytes ? parseKey(*bytes) : fail(bytes.error());
    if (!key) return fail(key.error());
    options.nextKey = *key;
    return {};
}

Result<void> disableRollback(const OptionRow& row, Given given, Options& options) {
    if (given.last() != u"true" && given.last() != u"false")
        return wants(row, QStringLiteral("is true or false, not \"%1\"").arg(given.last()));
    options.disableRollback = given.last() == u"true";
    return {};
}

const OptionRow kJson{"json", nullptr, "answers with one JSON document", &flag<&Options::json>};
const OptionRow kProfile{"profile", "DIR", "where environments and records lie", &name<&Options::profile>};
const OptionRow kEnv{"env", "NAME", "a stored environment", [](const OptionRow& row, Given given, Options& options) {
                         options.environments = given;
                         return name<&Options::env>(row, given, options);
                     }};
const OptionRow kUrl{"url", "URL", "an installation, stored or not", &name<&Options::url>};
const OptionRow kKeyFile{"key-file", "FILE", "its access key; - reads standard input; otherwise PROPHECY_KEY",
                         &name<&Options::keyFile>};
const OptionRow kKeys{"keys", "DIR",
                      "a folder with one key file per environment, named like it; otherwise "
                      "CREDENTIALS_DIRECTORY",
                      [](const OptionRow& row, Given given, Options& options) -> Result<void> {
                          if (auto named = name<&Options::keys>(row, given, options); !named) return named;
                          if (QFileInfo(options.keys).isDir()) return {};
                          return usage(QStringLiteral("There is no folder %1.").arg(options.keys));
                      }};
const OptionRow kApi{"api", "auto|platform|athena", "the form of its API",
                     &choice<Dialect, &Options::api, &dialectFrom>};
const OptionRow kTimestampZone{"timestamp-zone", "IANA", "the zone in which it writes its timestamps", &zone};
const OptionRow kCa{"ca", "FILE", "authorities that are trusted, too",
                    [](const OptionRow& row, Given given, Options& options) -> Result<void> {
                        const auto path = readableFile(row, given);
                        if (!path) return fail(path.error());
                        options.ca = *path;
                        return {};
                    }};
const OptionRow kClientCert{"client-cert", "FILE", "the client certificate that a gateway wants",
                            [](const OptionRow& row, Given given, Options& options) -> Result<void> {
                                const auto path = readableFile(row, given);
                                if (!path) return fail(path.error());
                                options.client.file = *path;
                                return {};
                            }};
const OptionRow kClientKey{"client-key", "FILE", "the key of that certificate, where it lies apart",
                           [](const OptionRow& row, Given given, Options& options) -> Result<void> {
                               const auto path = readableFile(row, given);
                               if (!path) return fail(path.error());
                               options.client.keyFile = *path;
                               return {};
                           }};
const OptionRow kClientPasswordFile{"client-password-file", "FILE", "the password of that key; - reads standard input",
                                    &name<&Options::clientPasswordFile>};
const OptionRow kTimeout{"timeout", "SECONDS", "how long a request may take (30)", &seconds<&Options::timeout>};
const OptionRow kWaitLimit{"wait-limit", "SECONDS", "how long an end is waited for (7200)",
                           [](const OptionRow& row, Given given, Options& options) {
                               auto read = seconds<&Options::waitLimit>(row, given, options);
                               options.waitLimit =
                                   std::max<std::chrono::milliseconds>(options.waitLimit, std::chrono::seconds(1));
                               return read;
                           }};
const OptionRow kHelp{"help", nullptr, "tells this", &flag<&Options::help>};
const OptionRow kVersion{"version", nullptr, "alone: tells the version of this program", &flag<&Options::version>};

}  // namespace

const OptionRow kAccept{"accept", "CHECK=REASON", "goes on although this check warns; may be given again", &accept};
const OptionRow kArrived{"arrived", nullptr, "the request arrived and is over", &flag<&Options::arrived>};
const OptionRow kConfirm{"confirm", "TEXT", "what is acted on, to the letter", &text<&Options::confirm>};
const OptionRow kCount{"count", "N", "how many", &wholeNumber<&Options::count, 1000>};
const OptionRow kDidNotArrive{"did-not-arrive", nullptr, "the request never arrived", &flag<&Options::didNotArrive>};
const OptionRow kDisable{"disable", nullptr, "switches regular backups off", &flag<&Options::disable>};
const OptionRow kDisableRollback{"disable-rollback", "true|false", "whether a failed upgrade stays where it failed",
                                 &disableRollback};
const OptionRow kDryRun{"dry-run", nullptr, "makes the checks, shows the request, sends nothing that changes anything",
                        &flag<&Options::dryRun>};
const OptionRow kEnable{"enable", nullptr, "switches regular backups on", &flag<&Options::enable>};
const OptionRow kFrequency{"frequency", "EXPR", "the cron expression of regular backups",
                           [](const OptionRow&, Given given, Options& options) -> Result<void> {
                               options.frequency = given.last();
                               return {};
                           }};
const OptionRow kFromEnvironment{"from", "ENV", "the source, where --url names the destination", &text<&Options::from>};
const OptionRow kFromTime{"from", "ISO", "the time to count from, in place of now", &text<&Options::from>};
const OptionRow kNamespace{"namespace", "NAME", "its Kubernetes namespace",
                           [](const OptionRow&, Given given, Options& options) -> Result<void> {
                               options.nameSpace = given.last();
                               return {};
                           }};
const OptionRow kNextKeyFile{"next-key-file", "FILE", "a key of the source, for when the restore replaces the keys",
                             &nextKey};
const OptionRow kNoBackup{"no-backup", nullptr, "goes without a backup before it", &flag<&Options::noBackup>};
const OptionRow kNoClientCert{"no-client-cert", nullptr, "shows no client certificate any more",
                              &flag<&Options::noClientCertificate>};
const OptionRow kNoSafetyBackup{"no-safety-backup", nullptr, "goes without a backup of the destination before it",
                                &flag<&Options::noSafetyBackup>};
const OptionRow kNoStandby{"no-standby", nullptr, "it is meant to be reachable", &flag<&Options::noStandby>};
const OptionRow kProbe{"probe", nullptr, "asks anew what it offers", &flag<&Options::probe>};
const OptionRow kProtection{"protection", "read-only|confirm|typed", "what it takes to change something there",
                            &choice<Protection, &Options::protection, &protectionFrom>};
const OptionRow kReason{"reason", "TEXT", "why; goes into the journal", &text<&Options::reason>};
const OptionRow kRetention{"retention", "N", "how many backups are kept", &wholeNumber<&Options::retention, 1'000'000>};
const OptionRow kRole{"role", "primary|dr|test", "what it is", &choice<Role, &Options::role, &roleFrom>};
const OptionRow kSkip{"skip", "SERVICE", "leaves this service as it is; may be given again",
                      [](const OptionRow&, Given given, Options& options) -> Result<void> {
                          options.skip = given;
                          options.skip.removeDuplicates();
                          return {};
                      }};
const OptionRow kSourceNamespace{"source-namespace", "NAME",
                                 "the Kubernetes namespace that the backup was taken in; needed",
                                 &text<&Options::sourceNamespace>};
const OptionRow kStandby{"standby", nullptr, "it is off on purpose", &flag<&Options::standby>};
const OptionRow kState{"state", "success|failed|running", "only those in this state",
                       [](const OptionRow& row, Given given, Options& options) -> Result<void> {
                           const QString states = QString::fromLatin1(row.value);
                           if (!given.last().isEmpty() && !states.split(u'|').contains(given.last()))
                               return wants(row, QStringLiteral("is one of success, failed, running"));
                           options.state = given.last();
                           return {};
                       }};
const OptionRow kTimestamp{"timestamp", "TIMESTAMP", "the backup; needed", &text<&Options::timestamp>};
const OptionRow kTo{"to", "ENV", "the destination, a stored environment or its address", &text<&Options::to>};
const OptionRow kVerify{"verify", nullptr, "tells whether the journal is unbroken", &flag<&Options::verify>};
const OptionRow kWait{"wait", nullptr, "waits for the end", &flag<&Options::wait>};
const OptionRow kWantedVersion{"version", "V", "the version to go to; needed", &text<&Options::upgradeVersion>};
const OptionRow kZone{"zone", "IANA", "the zone in which schedules and timestamps are meant", &zone};

const OptionRows& commonOptions() {
    static const OptionRows rows{&kEnv,     &kUrl,           &kKeyFile, &kKeys,       &kJson,      &kProfile,
                                 &kApi,     &kTimestampZone, &kCa,      &kClientCert, &kClientKey, &kClientPasswordFile,
                                 &kTimeout, &kWaitLimit,     &kHelp,    &kVersion};
    return rows;
}

Result<void> checkTogether(const Options& options) {
    const bool several = options.environments.size() > 1;
    if (several && options.command != QStringList{QStringLiteral("check")})
        return usage(QStringLiteral("Give --env once; only \"check\" takes several."));
    const bool oneKey = !options.keyFile.isEmpty() || !qEnvironmentVariableIsEmpty("PROPHECY_KEY");
    const bool ofTwo = options.command == QStringList{QStringLiteral("config"), QStringLiteral("diff")};
    if (oneKey && (several || ofTwo))
        return usage(QStringLiteral(
            "One key is of one environment: with several, let each use its own, stored or from --keys."));
    if (options.enable && options.disable) return usage(QStringLiteral("Give --enable or --disable, not both."));
    if (options.standby && options.noStandby) return usage(QStringLiteral("Give --standby or --no-standby, not both."));
    if (!options.env.isEmpty() && !options.url.isEmpty())
        return usage(QStringLiteral("Give either --env or --url, not both."));
    if (options.noClientCertificate && !options.client.file.isEmpty())
        return usage(QStringLiteral("Give --client-cert or --no-client-cert, not both."));
    const bool more = !options.client.keyFile.isEmpty() || !options.clientPasswordFile.isEmpty();
    if (options.client.file.isEmpty() && more)
        return usage(QStringLiteral("--client-key and --client-password-file go with --client-cert."));
    if (options.clientPasswordFile == u"-" && options.keyFile == u"-")
        return usage(QStringLiteral("Standard input holds either the access key or the password, not both."));
    return {};
}

}  // namespace prophecy::ctl
