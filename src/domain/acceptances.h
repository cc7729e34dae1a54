#pragma once

#include <QJsonObject>

#include "domain/checks.h"

namespace prophecy {

/// Why checks are accepted as they stand. Each reason is bound to the state that it was given for, and counts for no
/// other.
class Acceptances {
public:
    /// Empty where the check is not accepted, or reads differently by now.
    QString reasonFor(const Check& check) const;
    /// An empty reason takes it back.
    void accept(const Check& check, const QString& reason);
    void forget(CheckId id) { m_accepted.erase(id); }
    void clear() { m_accepted.clear(); }
    bool isEmpty() const { return m_accepted.empty(); }
    bool operator==(const Acceptances&) const = default;

    /// As "reasons" and "acceptedStates" of a draft's record.
    void writeTo(QJsonObject& record) const;
    static Acceptances readFrom(const QJsonObject& record);

private:
    struct Acceptance {
        CheckState state = CheckState::Warn;
        QString reason;
        bool operator==(const Acceptance&) const = default;
    };
    std::map<CheckId, Acceptance> m_accepted;
};

}  // namespace prophecy
