#include "api/codec.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>
#include <QRegularExpression>
#include <algorithm>
#include <array>

#include "api/list_reader.h"
#include "core/text.h"
#include "domain/config/config_change.h"

namespace prophecy {

namespace {

constexpr qsizetype kLongestServerText = 16 * 1024;
constexpr qsizetype kLargestObject = 8 * 1024 * 1024;

bool isHtml(const HttpAnswer& answer) {
    if (answer.contentType.startsWith("text/html") || answer.contentType.startsWith("application/xhtml")) return true;
    return answer.body.trimmed().startsWith('<');
}

QString serverText(const HttpAnswer& answer, const Secret& key) {
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    for (const auto name : {u"message", u"error", u"status"}) {
        const QString text = object.value(name).toString();
        if (!text.isEmpty()) return scrub(text, key).left(kLongestServerText);
    }
    return scrub(QString::fromUtf8(answer.body).trimmed(), key).left(kLongestServerText);
}

/// "Sun, 22 Nov 2026 09:00:00 GMT", invalid for anything else.
QDateTime httpDate(const QByteArray& header) {
    QDateTime date = QLocale::c().toDateTime(QString::fromLatin1(header.trimmed()),
                                             QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    date.setTimeSpec(Qt::UTC);
    return date;
}

std::optional<std::chrono::seconds> parseRetryAfter(const QByteArray& header) {
    bool ok = false;
    const int seconds = header.trimmed().toInt(&ok);
    if (ok && seconds >= 0) return std::chrono::seconds(seconds);
    const QDateTime at = httpDate(header);
    if (!at.isValid()) return std::nullopt;
    return std::chrono::seconds(std::max<qint64>(0, QDateTime::currentDateTimeUtc().secsTo(at)));
}

Error httpError(ErrorKind kind, const QString& message, const HttpAnswer& answer) {
    Error error = makeError(kind, message);
    error.httpStatus = answer.status;
    return error;
}

Error redirectError(const HttpAnswer& answer, const Secret& key) {
    const QString location = scrub(QString::fromUtf8(answer.location), key);
    Error error =
        httpError(ErrorKind::NotTheApi,
                  QStringLiteral("The server redirects to %1. Redirects are not followed, so that the key goes "
                                 "nowhere else.")
                      .arg(location.isEmpty() ? QStringLiteral("an unnamed place") : location),
                  answer);
    error.location = location;
    return error;
}

/// A Status of Kubernetes, and what common gateways say for themselves (Kong, APISIX, Apigee, those built with Spring).
bool isOfAnotherProgram(const QJsonObject& object, const QByteArray& server) {
    const bool kubernetes = object.value(u"kind").toString() == u"Status" && object.contains(u"apiVersion");
    const bool kong = server.toLower().startsWith("kong/") ||
                      object.keys() == QStringList{QStringLiteral("message"), QStringLiteral("request_id")} ||
                      object.value(u"message").toString().startsWith(u"no Route matched");
    const bool apisix = object.contains(u"error_msg");
    const bool apigee = object.value(u"fault").isObject();
    const bool numbered =  // Spring, Rails, Azure
        (object.value(u"status").isDouble() && object.contains(u"error")) || object.contains(u"statusCode");
    const bool cloudflare = object.value(u"errors").isArray();
    return kubernetes || kong || apisix || apigee || numbered || cloudflare;
}

/// Words that any gateway says of any path and that name nothing of the product.
bool saysWhatGatewaysSay(const QJsonObject& object) {
    static const QSet<QString> phrases{
        QStringLiteral("not found"),       QStringLiteral("resource not found"),
        QStringLiteral("unauthorized"),    QStringLiteral("forbidden"),
        QStringLiteral("access denied"),   QStringLiteral("authorization required"),
        QStringLiteral("not authorized"),  QStringLiteral("authentication required"),
        QStringLiteral("route not found"), QStringLiteral("missing authentication token")};
    for (const auto name : {u"message", u"error"}) {
        QString words = object.value(name).toString().simplified().toLower();
        while (words.endsWith(u'.') || words.endsWith(u'!')) words.chop(1);
        if (phrases.contains(words)) return true;
    }
    return false;
}

/// A payload that stands alone or under "data"; the first object that has the key.
QJsonValue find(const QJsonObject& payload, QStringView name) {
    const QJsonValue inside = payload.value(u"data").toObject().value(name);
    return inside.isUndefined() ? payload.value(name) : inside;
}

int codeIn(const QJsonObject& payload) {
    const QJsonValue code = find(payload, u"code");
    return code.isString() ? code.toString().toInt() : code.toInt();
}

/// A refusal that says something else than its status does was not made by whoever sent the status.
bool contradicts(const QJsonObject& object, int status) {
    const int code = codeIn(object);
    return (code != 0 && code != status) || find(object, u"success").toBool();
}

/// As the documented answers are: a code or whether it succeeded, and a message.
bool isDocumentedRefusal(const HttpAnswer& answer) {
    const QJsonObject object = QJsonDocument::fromJson(answer.body).object();
    const QJsonValue success = find(object, u"success");
    const bool says = codeIn(object) == answer.status || (success.isBool() && !success.toBool());
    return says && find(object, u"message").isString();
}

/// An object that holds none of what the API says of itself can be anybody's.
bool saysAnything(const QJsonObject& object) {
    for (const auto name : {u"message", u"error", u"status", u"code", u"success", u"data"}) {
        const QJsonValue value = object.value(name);
        if (!value.isUndefined() && !value.isNull() && value != QJsonValue(QString())) return true;
    }
    return false;
}

/// The API answers with JSON objects; a problem document is some other program's.
bool isOfTheApi(const HttpAnswer& answer) {
    if (isHtml(answer) || answer.contentType.startsWith("application/problem+json")) return false;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body);
    const QJsonObject object = document.object();
    if (!document.isObject() || !saysAnything(object) || isOfAnotherProgram(object, answer.server)) return false;
    return !contradicts(object, answer.status) && (isDocumentedRefusal(answer) || !saysWhatGatewaysSay(object));
}

/// "(HTTP 403, server: nginx)"
QString frontName(const HttpAnswer& answer) {
    const QString server = displayLine(QString::fromUtf8(answer.server)).left(60);
    return server.isEmpty() ? QStringLiteral("(HTTP %1)").arg(answer.status)
                            : QStringLiteral("(HTTP %1, server: %2)").arg(answer.status).arg(server);
}

/// What stands in front of Prophecy said it: no fact about the product (docs/api.md, trap 6).
Error inFront(const HttpAnswer& answer, const Secret& key) {
    const bool page = isHtml(answer);
    const bool refuses = answer.status == 401 || answer.status == 403;
    QString message = refuses ? QStringLiteral("Something in front of Prophecy refuses %1.")
                      : page  ? QStringLiteral("A web page answers, not the API %1.")
                              : QStringLiteral("Something in front of Prophecy answers, not the API %1.");
    Error error = httpError(ErrorKind::NotTheApi, message.arg(frontName(answer)), answer);
    error.webPage = page;
    if (!page) error.serverText = serverText(answer, key);
    error.retryAfter = parseRetryAfter(answer.retryAfter);
    return error;
}

/// nginx answers such a request itself, with 400 or a status of its own (its module ngx_http_ssl).
bool wantsIdentity(const HttpAnswer& answer) {
    constexpr int kBadCertificate = 495, kNoCertificate = 496;
    if (answer.status == kBadCertificate || answer.status == kNoCertificate) return true;
    return answer.status == 400 && isHtml(answer) &&
           (answer.body.contains("No required SSL certificate was sent") ||
            answer.body.contains("The SSL certificate error"));
}

Error identityWantedBy(const HttpAnswer& answer) {
    return httpError(ErrorKind::ClientCertificate,
                     QStringLiteral("Something in front of Prophecy wants a client certificate, and got none that it "
                                    "takes %1.")
                         .arg(frontName(answer)),
                     answer);
}

/// Said by the API itself.
Error refusal(ErrorKind kind, const QString& message, const HttpAnswer& answer, const Secret& key) {
    Error error = httpError(kind, message, answer);
    error.fromApi = true;
    error.documented = isDocumentedRefusal(answer);
    error.serverText = serverText(answer, key);
    if (!error.serverText.isEmpty()) error.message += u' ' + error.serverText;
    return error;
}

Error refusalOfTheApi(const HttpAnswer& answer, const Secret& key) {
    const int status = answer.status;
    const auto say = [&](const QString& message) { return refusal(refusalKind(status), message, answer, key); };
    switch (status) {
        case 401: return say(QStringLiteral("The server refused the access key."));
        case 403: return say(QStringLiteral("The key's user may not do this."));
        case 404: return say(QStringLiteral("The server does not know this."));
        case 409: return say(QStringLiteral("The server is busy."));
        case 429: return say(QStringLiteral("The server asks to slow down."));
        default: return say(QStringLiteral("The server answered %1.").arg(status));
    }
}

std::optional<Error> refusalOf(const HttpAnswer& answer, const Secret& key) {
    const int status = answer.status;
    if (status >= 300 && status < 400) return redirectError(answer, key);
    const bool gateway = status >= 502 && status <= 504;
    const bool good = status >= 200 && status < 300;
    if (good && !isHtml(answer)) return std::nullopt;
    if (wantsIdentity(answer)) return identityWantedBy(answer);
    if (good || gateway || !isOfTheApi(answer)) {
        Error front = inFront(answer, key);
        if (status == 429) front.kind = ErrorKind::RateLimited;
        return front;
    }
    Error error = refusalOfTheApi(answer, key);
    error.retryAfter = parseRetryAfter(answer.retryAfter);
    return error;
}

QJsonObject unwrap(const QJsonObject& payload) {
    const QJsonValue data = payload.value(u"data");
    return data.isObject() ? data.toObject() : payload;
}

tl::unexpected<Error> wrongShape(const QString& what, const HttpAnswer& answer) {
    Error error = httpError(ErrorKind::NotTheApi, QStringLiteral("The answer is JSON, but %1.").arg(what), answer);
    error.wrongShape = true;
    return fail(std::move(error));
}

Backup toBackup(const QJsonObject& object, const Scrubber& scrubbed) {
    return {BackupTimestamp(scrubbed(object.value(u"timestamp").toString())),
            boundedText(scrubbed(object.value(u"status").toString())), scrubbed(object.value(u"namespace").toString()),
            scrubbed(object.value(u"backupurl").toString())};
}

/// A server that echoes the key does so anywhere.
QJsonValue scrubbedValues(const QJsonValue& value, const Scrubber& scrubbed) {
    if (value.isString()) return scrubbed(value.toString());
    if (value.isArray()) {
        QJsonArray array;
        for (const QJsonValue member : value.toArray()) array.append(scrubbedValues(member, scrubbed));
        return array;
    }
    if (!value.isObject()) return value;
    QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it) it.value() = scrubbedValues(it.value(), scrubbed);
    return object;
}

/// Some servers put the failure into the body of a 200: {"code":409,...} or {"success":false,...}.
std::optional<Error> refusalInBody(const QJsonObject& payload, const HttpAnswer& answer, const Secret& key) {
    const int code = codeIn(payload);
    const bool unsuccessful = find(payload, u"success").isBool() && !find(payload, u"success").toBool();
    if (code >= 300 && code < 600) {
        HttpAnswer inner = answer;
        inner.status = code;
        if (auto error = refusalOf(inner, key)) return error;
    }
    if (unsuccessful)
        return refusal(ErrorKind::OperationFailed, QStringLiteral("The server reports failure."), answer, key);
    return std::nullopt;
}

}  // namespace

Result<QJsonObject> decodeObject(const HttpAnswer& answer, const Secret& key) {
    if (auto refused = refusalOf(answer, key)) return fail(std::move(*refused));
    if (answer.body.size() > kLargestObject)
        return fail(ErrorKind::TooLarge, QStringLiteral("The answer is larger than 8 MiB, and no list of backups."));
    QJsonParseError parse;
    const QJsonDocument document = QJsonDocument::fromJson(answer.body, &parse);
    if (parse.error != QJsonParseError::NoError)
        return fail(httpError(
            ErrorKind::NotTheApi,
            QStringLiteral("The answer is not valid JSON (%1, at byte %2).").arg(parse.errorString()).arg(parse.offset),
            answer));
    if (!document.isObject()) return wrongShape(QStringLiteral("not an object"), answer);
    const QJsonObject payload = document.object();
    if (isOfAnotherProgram(payload, {})) return fail(inFront(answer, key));
    if (auto refused = refusalInBody(payload, answer, key)) return fail(std::move(*refused));
    return payload;
}

namespace {

tl::unexpected<Error> tooMany() {
    return fail(ErrorKind::TooLarge, QStringLiteral("The list holds more than %1 backups.").arg(kMostListed));
}

/// Entries that nobody understands are no proof that there is no backup.
bool tellsNothing(const BackupList& list) {
    return list.backups.empty() && list.malformedEntries > 0;
}

}  // namespace

Result<BackupList> decodeBackupList(const HttpAnswer& answer, const Secret& key) {
    const Scrubber scrubbed(key);
    if (auto refused = refusalOf(answer, key)) return fail(std::move(*refused));
    const QDateTime serverTime = httpDate(answer.date);
    if (auto list = readBackupList(answer.body, scrubbed)) {
        if (list->backups.size() > kMostListed) return tooMany();
        if (tellsNothing(*list)) return wrongShape(QStringLiteral("no entry of the list is a backup"), answer);
        list->serverTime = serverTime;
        list->peer = answer.peer;
        return std::move(*list);
    }
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    const QJsonValue list = find(*payload, u"backup-list");
    BackupList result;
    result.serverTime = serverTime;
    result.peer = answer.peer;
    if (list.isNull()) return result;  // a Go server writes an empty slice as null
    if (!list.isArray()) return wrongShape(QStringLiteral("it has no \"backup-list\""), answer);
    const QJsonArray array = list.toArray();
    if (static_cast<std::size_t>(array.size()) > kMostListed) return tooMany();
    result.backups.reserve(static_cast<std::size_t>(array.size()));
    for (const QJsonValue entry : array) {
        Backup backup = toBackup(entry.toObject(), scrubbed);
        if (isEntry(backup))
            result.backups.push_back(std::move(backup));
        else
            ++result.malformedEntries;
    }
    if (tellsNothing(result)) return wrongShape(QStringLiteral("no entry of the list is a backup"), answer);
    return result;
}

namespace {

/// The ongoing sentence, wherever in an answer it stands; empty where it does not.
QString sentenceIn(const QJsonValue& value) {
    if (value.isString()) return parseOngoing(value.toString()) ? value.toString() : QString();
    QString found;
    for (const QJsonValue member : value.toArray())
        if (found.isEmpty()) found = sentenceIn(member);
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end() && found.isEmpty(); ++it) found = sentenceIn(it.value());
    return found;
}

/// The same where the usual places say something else: whatever stands around it, something runs.
QString hiddenSentence(const HttpAnswer& answer, const Result<QJsonObject>& payload) {
    if (isHtml(answer) || answer.status < 200 || answer.status >= 500) return {};
    const bool usual = payload && parseOngoing(unwrap(*payload).value(u"status").toString());
    return usual ? QString() : sentenceIn(QJsonDocument::fromJson(answer.body).object());
}

/// "Not found" of a backup or a restore. In other words it may be said of the path (docs/api.md, trap 6).
bool speaksOfBackups(const Error& error) {
    const QString words = error.serverText.toLower();
    return error.documented || wordsOf(words) == StatusWords::SaysIdle || words.contains(u"backup") ||
           words.contains(u"restore");
}

/// Whether nothing is left once the wrapping is taken off; anything else may well be about something that runs.
bool saysNothing(const QJsonObject& told) {
    static const QSet<QString> wrapping{QStringLiteral("code"), QStringLiteral("success")};
    for (auto it = told.begin(); it != told.end(); ++it) {
        const QJsonValue& value = it.value();
        const bool done = it.key() != u"code" || codeIn(told) == 200;  // 202 is the beginning of something
        const bool empty = value.isNull() || (value.isString() && value.toString().trimmed().isEmpty()) ||
                           (value.isObject() && value.toObject().isEmpty()) ||
                           (value.isArray() && value.toArray().isEmpty());
        if (!empty && !(done && wrapping.contains(it.key()))) return false;
    }
    return true;
}

/// {"status":"Success","pending":["gitserver"]}
bool leavesWork(const QJsonObject& told) {
    static const QRegularExpression unfinished(QStringLiteral("pending|running|ongoing|remaining|queue"),
                                               QRegularExpression::CaseInsensitiveOption);
    for (auto it = told.begin(); it != told.end(); ++it) {
        const QJsonValue& value = it.value();
        const bool any =
            value.toBool() || value.toDouble() > 0 || !value.toArray().isEmpty() || !value.toObject().isEmpty();
        if (any && unfinished.match(it.key()).hasMatch()) return true;
    }
    return false;
}

/// What is said in no place that we know, as it stands there.
QString asItStands(const QJsonObject& told, const Secret& key) {
    return scrub(QString::fromUtf8(QJsonDocument(told).toJson(QJsonDocument::Compact)), key).left(500);
}

}  // namespace

Result<BackupAnswer> decodeBackupAnswer(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (const QString sentence = hiddenSentence(answer, payload); !sentence.isEmpty())
        return BackupAnswer(Backup{{}, boundedText(scrub(sentence, key)), {}, {}});
    if (!payload) {
        if (payload.error().kind == ErrorKind::NotFound && speaksOfBackups(payload.error())) return BackupAnswer();
        return fail(payload.error());
    }
    const QJsonObject told = unwrap(*payload);
    Backup backup = toBackup(told, Scrubber(key));
    if (backup.status.isEmpty() && backup.timestamp.isEmpty())
        backup.status = boundedText(scrub(told.value(u"message").toString(), key));
    if (backup.timestamp.isEmpty() && activityOf(backup) == Activity::Idle) {
        if (!leavesWork(told)) return BackupAnswer();
        return BackupAnswer(Backup{{}, asItStands(told, key), {}, {}});
    }
    if (backup.timestamp.isEmpty() && backup.status.trimmed().isEmpty()) {
        if (saysNothing(told)) return BackupAnswer();
        backup.status = asItStands(told, key);
    }
    return BackupAnswer(std::move(backup));
}

Result<Acknowledgement> decodeAcknowledgement(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    Acknowledgement acknowledgement;
    acknowledgement.message = boundedText(scrub(find(*payload, u"message").toString(), key));
    static const QRegularExpression named(QStringLiteral("\\b\\d{4}-\\d{2}-\\d{2}t\\d{2}-\\d{2}-\\d{2}\\b"));
    const auto match = named.match(acknowledgement.message);
    if (match.hasMatch()) acknowledgement.timestamp = BackupTimestamp(match.captured());
    acknowledgement.accepted = answer.status == 202 || codeIn(*payload) == 202 || match.hasMatch();
    acknowledgement.done = find(*payload, u"success").toBool();
    return acknowledgement;
}

Result<BackupConfig> decodeBackupConfig(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    const QJsonValue config = find(*payload, u"backupConfig");
    if (!config.isObject()) return wrongShape(QStringLiteral("it has no \"backupConfig\""), answer);
    return BackupConfig{scrubbedValues(config, Scrubber(key)).toObject(), numbersSurvive(answer.body)};
}

Result<QJsonObject> decodeObjectStoreConfig(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    const QJsonValue config = find(*payload, u"objectStoreConfig");
    if (!config.isObject()) return wrongShape(QStringLiteral("it has no \"objectStoreConfig\""), answer);
    return scrubbedValues(config, Scrubber(key)).toObject();
}

Result<Users> decodeUsers(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    const QJsonValue active = find(*payload, u"activeUsers");
    const QJsonValue total = find(*payload, u"userDetails").toObject().value(u"totalUsers");
    if (!active.isDouble() && !total.isDouble()) return wrongShape(QStringLiteral("it counts no users"), answer);
    Users users;
    if (active.isDouble()) users.active = active.toInteger();
    if (total.isDouble()) users.total = total.toInteger();
    return users;
}

Result<Versions> decodeVersions(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    const QJsonValue current = find(*payload, u"currentVersion");
    if (!current.isString()) return wrongShape(QStringLiteral("it names no version"), answer);
    Versions versions{scrub(current.toString(), key), {}, find(*payload, u"darkCluster").toBool()};
    for (const QJsonValue version : find(*payload, u"availableVersions").toArray())
        if (version.isString()) versions.available.append(scrub(version.toString(), key));
    return versions;
}

Result<UpgradeStatus> decodeUpgradeStatus(const HttpAnswer& answer, const Secret& key) {
    const auto payload = decodeObject(answer, key);
    if (!payload) return fail(payload.error());
    const QJsonValue status = find(*payload, u"status");
    if (!status.isString()) return wrongShape(QStringLiteral("it tells no status"), answer);
    return UpgradeStatus{boundedText(scrub(status.toString(), key)), scrub(find(*payload, u"version").toString(), key)};
}

ErrorKind refusalKind(int status) {
    switch (status) {
        case 401: return ErrorKind::Auth;
        case 403: return ErrorKind::Forbidden;
        case 404: return ErrorKind::NotFound;
        case 409: return ErrorKind::Conflict;
        case 429: return ErrorKind::RateLimited;
        default: return ErrorKind::Http;
    }
}

Error outcomeOfOnce(Error error) {
    static constexpr std::array kFinal{400, 401, 403, 404, 405, 413, 415, 422, 429};
    const bool answered = error.httpStatus != 0 || error.kind == ErrorKind::NotTheApi ||
                          error.kind == ErrorKind::TooLarge || error.kind == ErrorKind::OperationFailed;
    const bool final = error.documented && std::find(kFinal.begin(), kFinal.end(), error.httpStatus) != kFinal.end();
    if (answered && !final) error.kind = ErrorKind::UnknownOutcome;
    return error;
}

}  // namespace prophecy
