#include "domain/checks/acceptances.h"

#include "domain/environment.h"

namespace prophecy {

QString Acceptances::sidesOf(const Environment& source, const Environment& destination) {
    return targetKey(source.root) + QStringLiteral(" > ") + targetKey(destination.root);
}

QString Acceptances::reasonFor(const Check& check, const QString& sides) const {
    const auto it = m_accepted.find(check.id);
    if (it == m_accepted.end()) return {};
    const Acceptance& given = it->second;
    const bool same = given.state == check.state && given.evidence == check.evidence && given.sides == sides;
    return same ? given.reason : QString();
}

void Acceptances::accept(const Check& check, const QString& sides, const QString& reason) {
    m_accepted.erase(check.id);
    if (!reason.trimmed().isEmpty()) m_accepted[check.id] = {check.state, check.evidence, sides, reason.trimmed()};
}

void Acceptances::writeTo(QJsonObject& record) const {
    QJsonObject all;
    for (const auto& [id, given] : m_accepted)
        all.insert(kebabName(id), QJsonObject{{QStringLiteral("state"), kebabName(given.state)},
                                              {QStringLiteral("evidence"), toRecord(given.evidence)},
                                              {QStringLiteral("sides"), given.sides},
                                              {QStringLiteral("reason"), given.reason}});
    record.insert(QStringLiteral("accepted"), all);
}

Acceptances Acceptances::readFrom(const QJsonObject& record) {
    Acceptances read;
    const QJsonObject all = record.value(u"accepted").toObject();
    for (auto it = all.begin(); it != all.end(); ++it) {
        const QJsonObject given = it.value().toObject();
        const auto id = checkIdFrom(it.key());
        const Evidence evidence = evidenceFrom(given.value(u"evidence"));
        for (const CheckState state : {CheckState::Warn, CheckState::Unknown})
            if (id && !evidence.empty() && given.value(u"state").toString() == kebabName(state))
                read.m_accepted[*id] = {state, evidence, given.value(u"sides").toString(),
                                        given.value(u"reason").toString()};
    }
    return read;
}

}  // namespace prophecy
