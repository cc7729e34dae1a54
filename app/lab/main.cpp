#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QStandardPaths>
#include <cstdio>
#include <thread>

#include "core/clock.h"
#include "core/scheduler.h"
#include "lab/lab.h"

using namespace prophecy;
using namespace prophecy::lab;

namespace {

constexpr int kUsage = 2;
constexpr int kFailed = 1;

struct Wanted {
    LabOptions options;
    bool pair = false;
};

void declare(QCommandLineParser& parser) {
    const auto option = [&](const char* name, const char* help, const char* value, const char* standard = "") {
        parser.addOption({QString::fromLatin1(name), QString::fromLatin1(help), QString::fromLatin1(value),
                          QString::fromLatin1(standard)});
    };
    option("port", "Port on the loopback address; 0 takes any. The DR site of a pair takes the next one.", "N", "0");
    option("state", "Folder of the environment's state.", "DIR");
    option("namespace", "Control-plane namespace.", "NAME", "app");
    option("version", "Version that runs.", "A.B.C.D", "3.4.1.0");
    option("location-type", "local, s3, azure-blob-storage or gcp-cloud-storage.", "TYPE", "s3");
    option("store", "Folder that backups are copied to.", "DIR");
    option("seed-backups", "Past backups in a new state.", "N", "0");
    option("speed", "Components a second.", "X", "1");
    option("api", "platform, athena or both.", "WHICH", "both");
    option("envelope", "data or bare.", "FORM", "data");
    option("timestamp-in", "body, query or either.", "PLACE", "either");
    option("undocumented", "on or off: whether calls without public documentation are answered.", "on|off", "on");
    option("restore-keys", "keep or source: whose keys are valid after a restore.", "WHOSE", "keep");
    option("restore-restart", "Seconds of gateway pages in the middle of a restore.", "SECONDS", "0");
    option("versions", "Versions on offer, separated by commas.", "LIST", "");
    option("tls-cert", "PEM certificate; serves https.", "FILE");
    option("tls-key", "PEM key of the certificate.", "FILE");
    option("guests", "PEM certificates; only a client that shows one of them is answered.", "FILE");
    option("fault",
           "NAME[=ARG][@PATH][*COUNT]: latency slow drop-before-accept drop-after-accept truncated-json "
           "error-500 html-502 rate-limit expired-key fail-backup fail-restore fail-upgrade hang-upgrade "
           "other-version text page refuse-body interim late-error words early-success. May be repeated.",
           "FAULT");
    parser.addOption({QStringLiteral("until-eof"),
                      QStringLiteral("Ends when standard input does, as it does with the program that started it.")});
    parser.addOption({QStringLiteral("dark"), QStringLiteral("A cluster without internet: no versions are on offer.")});
    parser.addOption({QStringLiteral("pair"), QStringLiteral("Starts a primary and a DR site that share a store.")});
}

template <class Enum>
bool choose(const QString& text, std::initializer_list<std::pair<const char*, Enum>> choices, Enum& out) {
    for (const auto& [name, value] : choices)
        if (text == QLatin1String(name)) return out = value, true;
    return false;
}

/// Empty when the options make sense, otherwise what does not.
QString read(const QCommandLineParser& parser, Wanted& wanted) {
    LabOptions& o = wanted.options;
    bool portOk = false, seedsOk = false, speedOk = false;
    o.port = parser.value(QStringLiteral("port")).toUShort(&portOk);
    o.seedBackups = parser.value(QStringLiteral("seed-backups")).toInt(&seedsOk);
    o.speed = parser.value(QStringLiteral("speed")).toDouble(&speedOk);
    o.stateDir = parser.value(QStringLiteral("state"));
    if (o.stateDir.isEmpty()) o.stateDir = QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation);
    o.storeDir = parser.value(QStringLiteral("store"));
    o.nameSpace = parser.value(QStringLiteral("namespace"));
    o.version = parser.value(QStringLiteral("version"));
    o.locationType = parser.value(QStringLiteral("location-type"));
    o.tlsCertificate = parser.value(QStringLiteral("tls-cert"));
    o.tlsKey = parser.value(QStringLiteral("tls-key"));
    o.guests = parser.value(QStringLiteral("guests"));
    o.faults = parser.values(QStringLiteral("fault"));
    o.dark = parser.isSet(QStringLiteral("dark"));
    if (parser.isSet(QStringLiteral("versions"))) {
        o.offer.clear();
        for (const QString& version : parser.value(QStringLiteral("versions")).split(u',', Qt::SkipEmptyParts))
            o.offer << version.trimmed();
    }
    wanted.pair = parser.isSet(QStringLiteral("pair"));
    const QStringList types{QStringLiteral("local"), QStringLiteral("s3"), QStringLiteral("azure-blob-storage"),
                            QStringLiteral("gcp-cloud-storage")};
    if (!portOk) return QStringLiteral("--port is no port number.");
    if (!seedsOk || o.seedBackups < 0) return QStringLiteral("--seed-backups is no count.");
    if (!speedOk || o.speed <= 0) return QStringLiteral("--speed must be above 0.");
    if (!types.contains(o.locationType))
        return QStringLiteral("--location-type is one of %1.").arg(types.join(QStringLiteral(", ")));
    if (o.nameSpace.isEmpty() || o.nameSpace.contains(u'/')) return QStringLiteral("--namespace is no name.");
    if (o.tlsCertificate.isEmpty() != o.tlsKey.isEmpty())
        return QStringLiteral("--tls-cert and --tls-key go together.");
    if (!o.guests.isEmpty() && o.tlsCertificate.isEmpty()) return QStringLiteral("--guests goes with --tls-cert.");
    using O = LabOptions;
    if (!choose(parser.value(QStringLiteral("api")),
                {{"platform", O::Api::Platform}, {"athena", O::Api::Athena}, {"both", O::Api::Both}}, o.api))
        return QStringLiteral("--api is platform, athena or both.");
    if (!choose(parser.value(QStringLiteral("envelope")), {{"data", O::Envelope::Data}, {"bare", O::Envelope::Bare}},
                o.envelope))
        return QStringLiteral("--envelope is data or bare.");
    if (!choose(parser.value(QStringLiteral("timestamp-in")),
                {{"body", O::TimestampIn::Body}, {"query", O::TimestampIn::Query}, {"either", O::TimestampIn::Either}},
                o.timestampIn))
        return QStringLiteral("--timestamp-in is body, query or either.");
    bool restartOk = false;
    o.restoreRestartSeconds = parser.value(QStringLiteral("restore-restart")).toInt(&restartOk);
    if (!restartOk || o.restoreRestartSeconds < 0) return QStringLiteral("--restore-restart is no number of seconds.");
    if (!choose(parser.value(QStringLiteral("restore-keys")), {{"keep", false}, {"source", true}},
                o.restoreReplacesKeys))
        return QStringLiteral("--restore-keys is keep or source.");
    if (!choose(parser.value(QStringLiteral("undocumented")), {{"on", true}, {"off", false}}, o.undocumented))
        return QStringLiteral("--undocumented is on or off.");
    return {};
}

LabOptions drOf(const LabOptions& primary) {
    LabOptions dr = primary;
    dr.stateDir = primary.stateDir + QStringLiteral("/../dr");
    dr.nameSpace = primary.nameSpace + QStringLiteral("-dr");
    dr.seedBackups = 0;
    if (primary.port != 0) dr.port = static_cast<quint16>(primary.port + 1);
    return dr;
}

/// Watches standard input from a thread of its own, since Windows has no notifier for it.
void endWithStandardInput() {
    std::thread([] {
        while (std::getchar() != EOF) {
        }
        QMetaObject::invokeMethod(QCoreApplication::instance(), &QCoreApplication::quit, Qt::QueuedConnection);
    }).detach();
}

int complain(const QString& text, int code) {
    std::fprintf(stderr, "prophecy-lab: %s\n", qPrintable(text));
    return code;
}

}  // namespace

int main(int argc, char** argv) {
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("prophecy-lab"));
    QCommandLineParser parser;
    parser.setApplicationDescription(
        QStringLiteral("A practice environment that behaves as Prophecy's management service does."));
    parser.addPositionalArgument(QStringLiteral("command"), QStringLiteral("serve"));
    const QCommandLineOption help = parser.addHelpOption();
    declare(parser);
    if (!parser.parse(app.arguments())) return complain(parser.errorText(), kUsage);
    if (parser.isSet(help)) parser.showHelp();
    if (parser.positionalArguments() != QStringList{QStringLiteral("serve")})
        return complain(QStringLiteral("the one command is: serve"), kUsage);
    Wanted wanted;
    if (const QString wrong = read(parser, wanted); !wrong.isEmpty()) return complain(wrong, kUsage);

    const SystemClock clock;
    QtScheduler scheduler;
    LabOptions primaryOptions = wanted.options;
    if (wanted.pair) {
        if (primaryOptions.locationType != u"local" && primaryOptions.storeDir.isEmpty())
            primaryOptions.storeDir = primaryOptions.stateDir + QStringLiteral("/store");
        primaryOptions.stateDir += QStringLiteral("/primary");
    }
    Lab primary(primaryOptions, clock, scheduler);
    if (const auto started = primary.start(); !started) return complain(started.error().message, kFailed);
    Lab dr(drOf(primaryOptions), clock, scheduler);
    QJsonObject ready = primary.readyLine();
    if (wanted.pair) {
        if (const auto started = dr.start(); !started) return complain(started.error().message, kFailed);
        ready = {{QStringLiteral("primary"), primary.readyLine()}, {QStringLiteral("dr"), dr.readyLine()}};
    }
    std::printf("%s\n", QJsonDocument(ready).toJson(QJsonDocument::Compact).constData());
    std::fflush(stdout);
    if (parser.isSet(QStringLiteral("until-eof"))) endWithStandardInput();
    return app.exec();
}
