#include "lab/http_message.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QLocale>

namespace prophecy::lab {

namespace {
constexpr qsizetype kLargestHead = 64 * 1024;
constexpr qsizetype kLargestBody = 16 * 1024 * 1024;

QByteArray reason(int status) {
    switch (status) {
        case 200: return "OK";
        case 202: return "Accepted";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 404: return "Not Found";
        case 409: return "Conflict";
        case 429: return "Too Many Requests";
        case 500: return "Internal Server Error";
        case 502: return "Bad Gateway";
        default: return "Status";
    }
}
}  // namespace

LabAnswer jsonAnswer(int status, const QJsonObject& object) {
    return {status, "application/json", QJsonDocument(object).toJson(QJsonDocument::Compact), {}};
}

LabAnswer htmlAnswer(int status, const QByteArray& title) {
    return {status,
            "text/html; charset=utf-8",
            "<!DOCTYPE html><html><head><title>" + title + "</title></head><body><div id=\"root\"></div></body></html>",
            {}};
}

LabAnswer textAnswer(int status, const QByteArray& words) {
    return {status, "text/plain; charset=utf-8", QByteArray::number(status) + ' ' + words + '\n', {}};
}

Result<std::optional<LabRequest>> takeRequest(QByteArray& buffer) {
    const auto headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0) {
        if (buffer.size() > kLargestHead)
            return fail(ErrorKind::Usage, QStringLiteral("The request's head is too large."));
        return std::optional<LabRequest>();
    }
    const QList<QByteArray> lines = buffer.left(headEnd).split('\n');
    const QList<QByteArray> start = lines.first().trimmed().split(' ');
    if (start.size() != 3 || !start[2].startsWith("HTTP/1."))
        return fail(ErrorKind::Usage, QStringLiteral("This is not an HTTP/1 request."));
    LabRequest request;
    request.method = start[0];
    request.url = QUrl::fromEncoded(start[1], QUrl::TolerantMode);
    for (qsizetype i = 1; i < lines.size(); ++i) {
        const auto colon = lines[i].indexOf(':');
        if (colon > 0)
            request.headers.insert(lines[i].left(colon).trimmed().toLower(), lines[i].mid(colon + 1).trimmed());
    }
    bool ok = true;
    const QByteArray declared = request.headers.value("content-length", "0");
    const qlonglong length = declared.toLongLong(&ok);
    if (!ok || length < 0 || length > kLargestBody || request.headers.contains("transfer-encoding"))
        return fail(ErrorKind::Usage, QStringLiteral("A body needs a Content-Length of at most 16 MiB."));
    const qsizetype bodyStart = headEnd + 4;
    if (buffer.size() < bodyStart + length) return std::optional<LabRequest>();
    request.body = buffer.mid(bodyStart, length);
    buffer.remove(0, bodyStart + length);
    return std::optional(std::move(request));
}

QByteArray toBytes(const LabAnswer& answer) {
    QByteArray bytes = "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reason(answer.status) + "\r\n";
    bytes += "Content-Type: " + answer.contentType + "\r\n";
    bytes += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n";
    const QString date =
        QLocale::c().toString(QDateTime::currentDateTimeUtc(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'"));
    bytes += "Date: " + date.toLatin1() + "\r\n";
    for (const auto& [name, value] : answer.headers) bytes += name + ": " + value + "\r\n";
    return bytes + "\r\n" + answer.body;
}

}  // namespace prophecy::lab
