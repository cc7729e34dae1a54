#pragma once

#include <QHash>
#include <QString>
#include <compare>
#include <utility>

namespace prophecy {

/// A string that means one thing only: ids of different things do not mix.
template <class Tag>
class Id {
public:
    Id() = default;
    explicit Id(QString text) : m_text(std::move(text)) {}
    const QString& text() const { return m_text; }
    bool isEmpty() const { return m_text.isEmpty(); }
    friend bool operator==(const Id& a, const Id& b) { return a.m_text == b.m_text; }
    friend auto operator<=>(const Id& a, const Id& b) { return a.m_text.compare(b.m_text) <=> 0; }
    friend size_t qHash(const Id& id, size_t seed = 0) { return qHash(id.m_text, seed); }

private:
    QString m_text;
};

using EnvironmentId = Id<struct EnvironmentTag>;
using OperationId = Id<struct OperationTag>;

}  // namespace prophecy
