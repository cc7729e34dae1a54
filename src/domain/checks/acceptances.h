#pragma once

#include <QJsonObject>

#include "domain/checks/checks.h"

namespace prophecy {

/// Why checks are accepted as they stand. Each reason is bound to state and evidence that it was given for, and to both
/// sides, which the evidence may not name; it counts for no other.
class Acceptances {
public:
    /// Empty where the check is not accepted, or reads differently by now. sides: see sidesOf.
    QString reasonFor(const Check& check, const QString& sides) const;
    /// An empty reason takes it back.
    void accept(const Check& check, const QString& sides, const QString& reason);
    /// From where to where; the same place twice where there is one.
    static QString sidesOf(const Environment& source, const Environment& destination);
    void forget(CheckId id) { m_accepted.erase(id); }
    void clear() { m_accepted.clear(); }
    bool isEmpty() const { return m_accepted.empty(); }
    bool operator==(const Acceptances&) const = default;

    /// As "accepted" of a draft's record. What an earlier version kept with a sentence in place of evidence is not
    /// taken over: nobody knows in which language it was accepted.
    void writeTo(QJsonObject& record) const;
    static Acceptances readFrom(const QJsonObject& record);

private:
    struct Acceptance {
        CheckState state = CheckState::Warn;
        Evidence evidence;
        QString sides;
        QString reason;
        bool operator==(const Acceptance&) const = default;
    };
    std::map<CheckId, Acceptance> m_accepted;
};

}  // namespace prophecy
