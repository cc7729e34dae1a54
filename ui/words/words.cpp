#include "ui/words/words.h"

#include <QLocale>

#include "core/text.h"

namespace prophecy::ui {

namespace {
constexpr QStringView kMinute = u"yyyy-MM-dd HH:mm", kClock = u"HH:mm", kSecond = u"HH:mm:ss";
}  // namespace

QString Words::of(BackupState state) {
    switch (state) {
        case BackupState::Success: return tr("Success");
        case BackupState::Running: return tr("Running");
        case BackupState::Failed: return tr("Failed");
        case BackupState::Unknown: break;
    }
    return tr("Unknown");
}

QString Words::of(Level level) {
    switch (level) {
        case Level::Good: return tr("Good");
        case Level::Attention: return tr("Attention");
        case Level::Bad: return tr("Bad");
        case Level::Unknown: break;
    }
    return tr("Unknown");
}

QString Words::of(Reach reach) {
    switch (reach) {
        case Reach::NeverSeen: return tr("Connecting…");
        case Reach::Online: return tr("Online");
        case Reach::Standby: return tr("Standby, off on purpose");
        case Reach::Unreachable: return tr("Unreachable");
        case Reach::KeyMissing: return tr("No key");
        case Reach::KeychainLocked: return tr("Keychain locked");
        case Reach::KeyRefused: return tr("Key refused");
        case Reach::CertificateRefused: return tr("Certificate not trusted");
        case Reach::ClientCertificate: return tr("Client certificate wanted");
        case Reach::NotTheApi: return tr("Not a Prophecy API");
        case Reach::Failing: break;
    }
    return tr("Failing");
}

QString Words::of(Role role) {
    switch (role) {
        case Role::Primary: return tr("PRIMARY");
        case Role::Dr: return tr("DR");
        case Role::Test: break;
    }
    return tr("TEST");
}

QString Words::of(Protection protection) {
    switch (protection) {
        case Protection::ReadOnly: return tr("Read-only: this console changes nothing there");
        case Protection::Confirm: return tr("Confirm: asks before it deletes or saves");
        case Protection::Typed: break;
    }
    return tr("Typed: wants the name before it deletes or saves");
}

QString Words::of(Dialect dialect) {
    switch (dialect) {
        case Dialect::Auto: return tr("Find out");
        case Dialect::Platform: return tr("Platform (current)");
        case Dialect::Athena: break;
    }
    return tr("Athena (older)");
}

QString Words::of(Capability capability) {
    switch (capability) {
        case Capability::BackupConfigRead: return tr("Read the backup schedule");
        case Capability::BackupConfigWrite: return tr("Write the backup schedule");
        case Capability::ObjectStoreRead: return tr("Read the object store's settings");
        case Capability::Users: return tr("Count users");
        case Capability::Upgrade: break;
    }
    return tr("List versions and upgrade");
}

QString Words::of(Offer offer) {
    switch (offer) {
        case Offer::Untried: return tr("Not tried yet");
        case Offer::Offered: return tr("Offered");
        case Offer::NotOffered: break;
    }
    return tr("Not offered");
}

QString Words::of(OperationKind kind, KindWordsTable table) {
    const KindWords words = wordsFor(kind, table);
    return words.noun ? words.noun() : kebabName(kind);
}

QString Words::headline(const Operation& operation, KindWordsTable table) {
    const QString kind = of(operation.kind, table);
    switch (operation.state) {
        case OperationState::Submitting: return tr("%1 is being sent").arg(kind);
        case OperationState::Running: return tr("%1 running").arg(kind);
        case OperationState::Succeeded: return tr("%1 succeeded").arg(kind);
        case OperationState::Failed: return tr("%1 failed").arg(kind);
        case OperationState::Unknown: return tr("%1: outcome unknown").arg(kind);
        case OperationState::Lost: break;
    }
    return tr("%1: no trace left").arg(kind);
}

QString Words::of(const Error& error) {
    const QString server = displayText(error.serverText);
    const auto with = [&](const QString& sentence) {
        return server.isEmpty() ? sentence : sentence + u'\n' + tr("The server says: %1").arg(server);
    };
    switch (error.kind) {
        case ErrorKind::Canceled: return tr("It was canceled.");
        case ErrorKind::TimedOut: return tr("No answer came within the time limit.");
        case ErrorKind::Offline: return tr("The server cannot be reached: %1.").arg(displayLine(error.message));
        case ErrorKind::Tls:
        case ErrorKind::ClientCertificate: return displayText(error.message);
        case ErrorKind::Auth: return with(tr("The server refused the access key. It may have expired."));
        case ErrorKind::Forbidden: return with(tr("The key's user may not do this."));
        case ErrorKind::NotFound: return with(tr("The server does not know this."));
        case ErrorKind::Conflict: return displayText(error.message);
        case ErrorKind::RateLimited: return with(tr("The server asks to slow down."));
        case ErrorKind::Http: return with(tr("The server answered with status %1.").arg(error.httpStatus));
        case ErrorKind::NotTheApi:
            if (!error.location.isEmpty())
                return tr("The server redirects to %1. Redirects are not followed, so that the key goes nowhere else.")
                    .arg(displayLine(error.location));
            if (error.httpStatus == 401 || error.httpStatus == 403)
                return with(tr("%1 The access key was not looked at.").arg(displayLine(error.message)));
            if (error.httpStatus >= 502)
                return tr("A gateway answers in place of the server (%1). It may be restarting.").arg(error.httpStatus);
            return tr("What answers there is not the Prophecy API. %1").arg(displayLine(error.message));
        case ErrorKind::TooLarge: return tr("The answer is larger than 64 MiB and was not read.");
        case ErrorKind::UnknownOutcome:
            return tr("Nobody can tell whether the request arrived: %1").arg(displayText(error.message));
        case ErrorKind::NotOffered: return tr("This environment does not offer it.");
        case ErrorKind::OperationFailed:
        case ErrorKind::Refused:
        case ErrorKind::Storage:
        case ErrorKind::Keychain:
        case ErrorKind::KeychainLocked:
        case ErrorKind::Cron:
        case ErrorKind::Usage: break;
    }
    return with(displayText(error.message));
}

QString Words::trouble(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::Auth:
        case ErrorKind::Forbidden: return tr("the key is refused");
        case ErrorKind::Keychain: return tr("there is no key");
        case ErrorKind::KeychainLocked: return tr("the keychain is locked");
        case ErrorKind::Tls: return tr("the certificate is not trusted");
        case ErrorKind::ClientCertificate: return tr("a client certificate is wanted");
        case ErrorKind::NotTheApi: return tr("something in front of Prophecy answers in place of the API");
        case ErrorKind::RateLimited: return tr("the server asks to slow down");
        default: return tr("the server does not answer");
    }
}

QString Words::wayOut(Reach reach) {
    switch (reach) {
        case Reach::Unreachable: return tr("Check the network, the VPN and the address. The console keeps trying.");
        case Reach::KeyMissing: return tr("Enter an access key under Settings.");
        case Reach::KeychainLocked: return tr("Unlock the keychain; the key is then read by itself.");
        case Reach::KeyRefused:
            return tr("Make a new key in the web app under Settings > Access Tokens and enter it under Settings here.");
        case Reach::CertificateRefused:
            return tr("Look at the certificate under Settings, and trust it or choose a CA file.");
        case Reach::ClientCertificate:
            return tr("Choose the certificate and its key under Settings, where the environment is edited.");
        case Reach::NotTheApi:
            return tr("Check the address under Settings. A login page or a proxy may stand in between.");
        case Reach::Failing: return tr("The console keeps trying.");
        default: return {};
    }
}

QString Words::when(const QDateTime& instant, const QTimeZone& zone) {
    if (!instant.isValid()) return tr("at an unknown time");
    const QDateTime utc = instant.toUTC(), there = instant.toTimeZone(zone);
    if (there.offsetFromUtc() == 0) return tr("%1 UTC").arg(utc.toString(kMinute));
    const QStringView inUtc = there.date() == utc.date() ? kClock : kMinute;
    return tr("%1 (%2 UTC)").arg(there.toString(kMinute), utc.toString(inUtc));
}

QString Words::clock(const QDateTime& instant, const QTimeZone& zone) {
    if (!instant.isValid()) return {};
    const QDateTime there = instant.toTimeZone(zone);
    if (there.offsetFromUtc() == 0) return tr("%1 UTC").arg(there.toString(kSecond));
    return tr("%1 (%2 UTC)").arg(there.toString(kSecond), instant.toUTC().toString(kSecond));
}

QString Words::of(Origin origin, const QString& nameSpace) {
    switch (origin) {
        case Origin::Own: return {};
        case Origin::OtherNamespace: return tr("of %1").arg(displayLine(nameSpace));
        case Origin::BeforeRestore: break;
    }
    return tr("before the last restore into it");
}

QString Words::span(qint64 seconds) {
    constexpr qint64 minute = 60, hour = 3600, day = 86400;
    seconds = std::max<qint64>(seconds, 0);
    if (seconds < minute) return tr("%1 s").arg(seconds);
    if (seconds < hour) return tr("%1 m").arg(seconds / minute);
    if (seconds < day)
        return seconds / minute % 60 == 0 || seconds > 10 * hour
                   ? tr("%1 h").arg(seconds / hour)
                   : tr("%1 h %2 m").arg(seconds / hour).arg(seconds / minute % 60);
    return seconds > 10 * day || seconds / hour % 24 == 0 ? tr("%1 d").arg(seconds / day)
                                                          : tr("%1 d %2 h").arg(seconds / day).arg(seconds / hour % 24);
}

QString Words::age(const QDateTime& then, const QDateTime& now) {
    if (!then.isValid()) return tr("never");
    const qint64 seconds = then.secsTo(now);
    if (seconds < -60) return tr("%1 ahead of this clock").arg(span(-seconds));
    constexpr qint64 minute = 60, hour = 3600, day = 86400;
    if (seconds < 1) return tr("now");
    if (seconds < minute) return tr("%1 s ago").arg(seconds);
    if (seconds < hour) return tr("%1 m ago").arg(seconds / minute);
    if (seconds < day) return tr("%1 h ago").arg(seconds / hour);
    return tr("%1 d ago").arg(seconds / day);
}

QString Words::duration(qint64 milliseconds) {
    const qint64 seconds = milliseconds / 1000;
    if (seconds < 60) return tr("%1 s").arg(seconds);
    if (seconds < 3600) return tr("%1 m %2 s").arg(seconds / 60).arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return tr("%1 h %2 m").arg(seconds / 3600).arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'));
}

QString Words::inAllZones(const QDateTime& instant, const QTimeZone& serverZone) {
    if (!instant.isValid()) return tr("The timestamp does not name a time.");
    const auto at = [&](const QDateTime& time) { return time.toString(u"yyyy-MM-dd HH:mm:ss"); };
    return tr("%1 in the server's zone (%2)")
               .arg(at(instant.toTimeZone(serverZone)), QString::fromLatin1(serverZone.id())) +
           u'\n' + tr("%1 UTC").arg(at(instant.toUTC())) + u'\n' + tr("%1 here").arg(at(instant.toLocalTime()));
}

}  // namespace prophecy::ui
