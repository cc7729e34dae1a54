#pragma once

#include <QJsonObject>
#include <vector>

#include "storage/connection.h"

namespace prophecy {

/// What is being prepared in a wizard and not done yet, as versioned JSON.
class DraftStore {
public:
    explicit DraftStore(const Connection& connection) : m_connection(connection) {}

    Result<void> save(const QString& id, const QString& kind, const QJsonObject& draft) const;
    Result<void> remove(const QString& id) const;
    /// Of one kind, in the order in which they were begun.
    Result<std::vector<QJsonObject>> all(const QString& kind) const;

private:
    const Connection& m_connection;
};

}  // namespace prophecy
