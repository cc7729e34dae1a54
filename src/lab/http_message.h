#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QUrl>
#include <optional>

#include "core/result.h"

namespace prophecy::lab {

struct LabRequest {
    QByteArray method;
    QUrl url;                              ///< path and query only
    QMap<QByteArray, QByteArray> headers;  ///< names in lower case
    QByteArray body;
};

struct LabAnswer {
    int status = 200;
    QByteArray contentType = "application/json";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> headers;
};

LabAnswer jsonAnswer(int status, const QJsonObject& object);
LabAnswer htmlAnswer(int status, const QByteArray& title);
LabAnswer textAnswer(int status, const QByteArray& words);

/// Takes one whole HTTP/1.1 request off the front of the buffer; nothing while it is incomplete, an Error (kind Usage)
/// when it is not HTTP or too large.
Result<std::optional<LabRequest>> takeRequest(QByteArray& buffer);

QByteArray toBytes(const LabAnswer& answer);

}  // namespace prophecy::lab
