#include "domain/checks/statement.h"

#include <QJsonObject>

namespace prophecy {

QJsonArray toRecord(const Evidence& evidence) {
    QJsonArray record;
    for (const Statement& said : evidence)
        record.append(QJsonObject{{QStringLiteral("code"), said.code},
                                  {QStringLiteral("args"), QJsonArray::fromStringList(said.args)},
                                  {QStringLiteral("count"), said.count}});
    return record;
}

Evidence evidenceFrom(const QJsonValue& record) {
    Evidence evidence;
    for (const QJsonValue item : record.toArray()) {
        const QJsonObject said = item.toObject();
        QStringList args;
        for (const QJsonValue arg : said.value(u"args").toArray()) args << arg.toString();
        evidence.push_back({said.value(u"code").toString(), args, said.value(u"count").toInt(-1)});
    }
    return evidence;
}

}  // namespace prophecy
