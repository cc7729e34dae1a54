#include "api/curl.h"

#include "core/text.h"

namespace prophecy {

QString curlCommand(const HttpRequest& request) {
    QStringList lines{QStringLiteral("# prophecy-key.header holds one line: %1: %2")
                          .arg(QString::fromLatin1(request.keyHeader), request.keyHeader == "Cookie"
                                                                           ? QStringLiteral("prophecy-token=<key>")
                                                                           : QStringLiteral("<key>"))};
    QStringList words{QStringLiteral("curl --fail-with-body --silent --show-error --request"),
                      QString::fromLatin1(request.method), QStringLiteral("-H @prophecy-key.header")};
    if (!request.connection.caFile.isEmpty())
        words << QStringLiteral("--cacert") << shellQuoted(request.connection.caFile);
    const ClientCertificate& client = request.connection.client;
    if (!client.file.isEmpty()) words << QStringLiteral("--cert") << shellQuoted(client.file);
    if (!client.keyFile.isEmpty()) words << QStringLiteral("--key") << shellQuoted(client.keyFile);
    if (!request.body.isEmpty())
        words << QStringLiteral("-H 'Content-Type: application/json' --data-raw")
              << shellQuoted(QString::fromUtf8(request.body));
    words << shellQuoted(request.url.toString(QUrl::FullyEncoded));
    lines << words.join(u' ');
    return lines.join(u'\n');
}

QString requestText(const HttpRequest& request) {
    QString text = QString::fromLatin1(request.method) + u' ' + request.url.toString(QUrl::FullyEncoded);
    if (!request.body.isEmpty()) text += u'\n' + QString::fromUtf8(request.body);
    return text;
}

}  // namespace prophecy
