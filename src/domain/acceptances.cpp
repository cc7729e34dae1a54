#include "domain/acceptances.h"

namespace prophecy {

QString Acceptances::reasonFor(const Check& check) const {
    const auto it = m_accepted.find(check.id);
    return it != m_accepted.end() && it->second.state == check.state ? it->second.reason : QString();
}

void Acceptances::accept(const Check& check, const QString& reason) {
    m_accepted.erase(check.id);
    if (!reason.trimmed().isEmpty()) m_accepted[check.id] = {check.state, reason.trimmed()};
}

void Acceptances::writeTo(QJsonObject& record) const {
    QJsonObject reasons, states;
    for (const auto& [id, acceptance] : m_accepted) {
        reasons.insert(kebabName(id), acceptance.reason);
        states.insert(kebabName(id), kebabName(acceptance.state));
    }
    record.insert(QStringLiteral("reasons"), reasons);
    record.insert(QStringLiteral("acceptedStates"), states);
}

Acceptances Acceptances::readFrom(const QJsonObject& record) {
    Acceptances read;
    const QJsonObject reasons = record.value(u"reasons").toObject();
    const QJsonObject states = record.value(u"acceptedStates").toObject();
    for (auto it = reasons.begin(); it != reasons.end(); ++it) {
        const auto id = checkIdFrom(it.key());
        for (const CheckState state : {CheckState::Warn, CheckState::Unknown})
            if (id && states.value(it.key()).toString() == kebabName(state))
                read.m_accepted[*id] = {state, it.value().toString()};
    }
    return read;
}

}  // namespace prophecy
