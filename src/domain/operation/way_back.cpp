#include "domain/operation/way_back.h"

namespace prophecy {

QJsonObject toRecord(const WayBack& wayBack) {
    return {{QStringLiteral("wanted"), wayBack.wanted},
            {QStringLiteral("whyNot"), wayBack.whyNot},
            {QStringLiteral("limitMinutes"), static_cast<qint64>(wayBack.limit.count())},
            {QStringLiteral("made"), wayBack.made.text()}};
}

WayBack wayBackFrom(const QJsonObject& record) {
    WayBack wayBack;
    wayBack.wanted = record.value(u"wanted").toBool(wayBack.wanted);
    wayBack.whyNot = record.value(u"whyNot").toString();
    wayBack.limit = std::chrono::minutes(record.value(u"limitMinutes").toInteger(wayBack.limit.count()));
    wayBack.made = OperationId(record.value(u"made").toString());
    return wayBack;
}

}  // namespace prophecy
