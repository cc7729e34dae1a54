#include "app/ctl/output.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTimeZone>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "app/ctl/platform.h"
#include "core/text.h"
#include "words/sentences.h"

namespace prophecy::ctl {

int exitCodeOf(const Error& error) {
    // A gateway that wants it slower says nothing of the product.
    if (error.kind == ErrorKind::RateLimited && !error.fromApi) return 3;
    switch (error.kind) {
        case ErrorKind::Usage:
        case ErrorKind::Cron: return 2;
        case ErrorKind::Refused: return 5;
        case ErrorKind::NotOffered: return 7;
        case ErrorKind::Offline:
        case ErrorKind::Tls:
        case ErrorKind::ClientCertificate:
        case ErrorKind::TimedOut:
        case ErrorKind::TooLarge:
        case ErrorKind::NotTheApi: return 3;
        case ErrorKind::Auth:
        case ErrorKind::Forbidden: return 4;
        case ErrorKind::UnknownOutcome:
        case ErrorKind::Canceled: return 6;
        case ErrorKind::Storage:
        case ErrorKind::Keychain:
        case ErrorKind::KeychainLocked: return kNotWritten;
        case ErrorKind::NotFound:
        case ErrorKind::Conflict:
        case ErrorKind::RateLimited:
        case ErrorKind::Http:
        case ErrorKind::OperationFailed: break;
    }
    return 1;
}

namespace {

bool write(std::FILE* stream, const QByteArray& bytes) {
    const auto size = static_cast<std::size_t>(bytes.size());
    return std::fwrite(bytes.constData(), 1, size, stream) == size && std::fflush(stream) == 0;
}

/// The checks that want --accept, where a command is refused for want of reasons alone.
QJsonArray needsOf(const Error& error) {
    if (error.detail.value(u"needsReason").toBool()) return {error.detail.value(u"check")};
    QJsonArray needs;
    for (const QJsonValue check : error.detail.value(u"checks").toArray()) {
        const QString state = check[QStringLiteral("state")].toString();
        if (state == kebabName(CheckState::Fail) || state == kebabName(CheckState::Waiting)) return {};
        if (check[QStringLiteral("needsReason")].toBool() && check[QStringLiteral("reason")].isNull())
            needs.append(check[QStringLiteral("id")]);
    }
    return needs;
}

QJsonObject toJson(const Error& error) {
    QJsonObject object{{QStringLiteral("kind"), kebabName(error.kind)}, {QStringLiteral("message"), error.message}};
    for (auto it = error.detail.begin(); it != error.detail.end(); ++it) object.insert(it.key(), it.value());
    if (const QJsonArray needs = needsOf(error); !needs.isEmpty()) object.insert(QStringLiteral("needs"), needs);
    object.remove(QStringLiteral("says"));  // the same as "evidence", for the window
    if (!error.location.isEmpty()) object.insert(QStringLiteral("location"), error.location);
    return object;
}

/// JSON in one line, in which nothing steers a terminal: also what JSON itself would not escape.
QString escapedJson(const QJsonObject& document) {
    QString escaped;
    for (const QChar c : QString::fromUtf8(QJsonDocument(document).toJson(QJsonDocument::Compact)))
        if (steersATerminal(c))
            escaped += QStringLiteral("\\u%1").arg(uint(c.unicode()), 4, 16, QLatin1Char('0'));
        else
            escaped += c;
    return escaped;
}

/// What can be done by hand: sentences, or the JSON to enter.
void writeManual(const QJsonObject& manual) {
    const QJsonArray steps = manual.value(u"steps").toArray();
    int number = 0;
    for (const QJsonValue step : steps)
        write(stderr, QStringLiteral("%1. %2\n").arg(++number).arg(displayText(step.toString())).toUtf8());
    if (steps.isEmpty() && !manual.isEmpty())
        write(stderr,
              "Enter this in the web app (Settings, Admin, Config, backupConfig):\n" + QJsonDocument(manual).toJson());
}

}  // namespace

int printText(const QString& text) {
    if (write(stdout, text.toUtf8())) return 0;
    write(stderr, "prophecyctl: Standard output could not be written: " + QByteArray(std::strerror(errno)) + '\n');
    return kNotWritten;
}

int print(const Result<Answer>& answer, bool json) {
    const int code = answer ? answer->exitCode : exitCodeOf(answer.error());
    int printed = 0;
    if (json) {
        const QJsonObject document =
            answer ? QJsonObject{{QStringLiteral("ok"), true}, {QStringLiteral("data"), answer->data}}
                   : QJsonObject{{QStringLiteral("ok"), false}, {QStringLiteral("error"), toJson(answer.error())}};
        printed = printText(escapedJson(document) + u'\n');
    } else if (answer) {
        if (!answer->text.isEmpty()) printed = printText(displayText(answer->text) + u'\n');
    } else {
        // A break in a server's words begins no line of ours.
        const QString message = displayText(answer.error().message).replace(u'\n', QStringLiteral("\n  "));
        write(stderr, "prophecyctl: " + message.toUtf8() + '\n');
        writeManual(answer.error().detail.value(u"manual").toObject());
    }
    return code == 0 ? printed : code;  // what is unknown or failed says more than a full disk
}

QJsonObject toJson(const Backup& backup, const QTimeZone& zone) {
    const QDateTime time = instantOf(backup.timestamp, zone);
    const auto orNull = [](const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); };
    return {{QStringLiteral("timestamp"), orNull(backup.timestamp.text())},
            {QStringLiteral("time"), time.isValid() ? QJsonValue(time.toUTC().toString(Qt::ISODate)) : QJsonValue()},
            {QStringLiteral("state"), kebabName(stateOf(backup))},
            {QStringLiteral("status"), backup.status},
            {QStringLiteral("namespace"), backup.nameSpace},
            {QStringLiteral("url"), backup.url}};
}

bool isUnclear(const BackupAnswer& answer, const BackupTimestamp& asked) {
    if (!answer) return false;
    const bool unnamed = !isWellFormed(answer->timestamp) && stateOf(*answer) == BackupState::Failed;
    return unnamed || (asked.isEmpty() && activityOf(answer) == Activity::Unknown);
}

QString unclearText(const QString& status) {
    return QStringLiteral("Whether something is running is not clear. The server says: %1").arg(displayLine(status));
}

QString toLine(const Backup& backup) {
    const QString state = kebabName(stateOf(backup));
    const QString detail =
        stateOf(backup) == BackupState::Success ? locationText(locationOf(backup.url)) : displayLine(backup.status);
    // What is no timestamp is quoted, so that it cannot pass for a line of its own.
    const QString raw = displayLine(backup.timestamp.text());
    const QString timestamp = isWellFormed(backup.timestamp) ? raw
                              : raw.isEmpty()                ? QStringLiteral("-")
                                                             : u'"' + raw + u'"';
    return QStringLiteral("%1  %2  %3").arg(timestamp, -19).arg(state, -7).arg(detail);
}

Error toError(const CronError& cron) {
    Error error = makeError(ErrorKind::Cron, cron.message);
    error.detail = {{QStringLiteral("field"), cron.field ? QJsonValue(kebabName(*cron.field)) : QJsonValue()},
                    {QStringLiteral("position"), cron.position}};
    if (!cron.mend.isEmpty()) {
        error.detail.insert(QStringLiteral("mend"), cron.mend);
        error.message += QStringLiteral(" Perhaps: %1").arg(cron.mend);
    }
    return error;
}

QJsonArray checksJson(const std::vector<Check>& checks, const AcceptedReasons& accepted) {
    QJsonArray array;
    for (const Check& check : checks) {
        const auto reason = accepted.find(check.id);
        array.append(QJsonObject{
            {QStringLiteral("id"), kebabName(check.id)},
            {QStringLiteral("state"), kebabName(check.state)},
            {QStringLiteral("evidence"), sentenceOf(check.evidence)},
            {QStringLiteral("at"), check.at.isValid() ? QJsonValue(check.at.toString(Qt::ISODate)) : QJsonValue()},
            {QStringLiteral("needsReason"), check.needsReason()},
            {QStringLiteral("reason"), reason == accepted.end() ? QJsonValue() : QJsonValue(reason->second.reason)}});
    }
    return array;
}

QString checkLines(const std::vector<Check>& checks) {
    QStringList lines;
    for (const Check& check : checks)
        lines << QStringLiteral("%1  %2  %3")
                     .arg(kebabName(check.state), -7)
                     .arg(kebabName(check.id), -10)
                     .arg(displayLine(sentenceOf(check.evidence)) +
                          (check.needsReason() ? QStringLiteral(" (needs --accept %1=REASON)").arg(kebabName(check.id))
                                               : QString()));
    return lines.join(u'\n');
}

QJsonArray afterJson(const std::vector<AfterCheck>& checks, QStringList& lines) {
    QJsonArray array;
    for (const AfterCheck& check : checks) {
        array.append(QJsonObject{{QStringLiteral("state"), kebabName(check.state)},
                                 {QStringLiteral("evidence"), sentenceOf(check.evidence)}});
        lines << QStringLiteral("%1  %2").arg(kebabName(check.state), -7).arg(displayLine(sentenceOf(check.evidence)));
    }
    return array;
}

ProgressLine::ProgressLine() : m_terminal(standardErrorIsTerminal()) {}

ProgressLine::~ProgressLine() {
    if (m_open) write(stderr, "\n");
}

void ProgressLine::show(const Progress& progress) {
    if (progress.total() == 0) return;
    if (!m_terminal)
        return say(QStringLiteral("%1 of %2 components done").arg(progress.completed()).arg(progress.total()));
    constexpr int kWidth = 30;
    const int filled = kWidth * progress.completed() / progress.total();
    const QString bar = QString(filled, u'#') + QString(kWidth - filled, u'.');
    write(stderr, QStringLiteral("\r[%1] %2/%3").arg(bar).arg(progress.completed()).arg(progress.total()).toUtf8());
    m_open = true;
}

void ProgressLine::say(const QString& sentence) {
    if (sentence == m_last) return;
    m_last = sentence;
    if (std::exchange(m_open, false)) write(stderr, "\n");
    write(stderr, displayText(sentence).toUtf8() + '\n');
}

}  // namespace prophecy::ctl
