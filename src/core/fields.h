#pragma once

#include <QDateTime>
#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>
#include <optional>

namespace prophecy {

/// One list of a record's fields, which serves to read it and to write it. What a record lacks keeps the value that it
/// has.
class Fields {
public:
    static Fields from(const QJsonObject& record) { return Fields(record, nullptr); }
    static Fields into(QJsonObject& record) { return Fields({}, &record); }

    bool isWriting() const { return m_target; }
    QJsonValue value(QStringView name) const { return m_source.value(name); }
    void put(QStringView name, const QJsonValue& value) { m_target->insert(name, value); }

    void text(QStringView name, QString& value);
    /// Absent where there is nothing.
    void optionalText(QStringView name, std::optional<QString>& value);
    void texts(QStringView name, QStringList& value);
    void flag(QStringView name, bool& value);
    void number(QStringView name, int& value);
    void number(QStringView name, qint64& value);
    /// In UTC; empty for an invalid one.
    void time(QStringView name, QDateTime& value);
    void date(QStringView name, QDate& value);

    /// A type that is made of a text and tells it.
    template <class T>
    void id(QStringView name, T& value) {
        QString held = value.text();
        text(name, held);
        if (!isWriting()) value = T(held);
    }
    /// A value that kebabName names; one of an unknown name is left as it is.
    template <class T, class Parse>
    void named(QStringView name, T& value, Parse parse) {
        if (isWriting()) return put(name, kebabName(value));
        if (const auto found = parse(m_source.value(name).toString())) value = *found;
    }
    template <class List>
    void object(QStringView name, List list) {
        QJsonObject inside;
        Fields fields = isWriting() ? into(inside) : from(m_source.value(name).toObject());
        list(fields);
        if (isWriting()) put(name, inside);
    }

private:
    Fields(QJsonObject source, QJsonObject* target) : m_source(std::move(source)), m_target(target) {}

    QJsonObject m_source;
    QJsonObject* m_target;
};

}  // namespace prophecy
