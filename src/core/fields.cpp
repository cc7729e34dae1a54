#include "core/fields.h"

namespace prophecy {

void Fields::text(QStringView name, QString& value) {
    if (isWriting()) return put(name, value);
    if (m_source.contains(name)) value = m_source.value(name).toString();
}

void Fields::optionalText(QStringView name, std::optional<QString>& value) {
    if (!isWriting())
        value = m_source.contains(name) ? std::optional(m_source.value(name).toString()) : std::nullopt;
    else if (value)
        put(name, *value);
}

void Fields::texts(QStringView name, QStringList& value) {
    if (isWriting()) return put(name, QJsonArray::fromStringList(value));
    if (!m_source.contains(name)) return;
    value.clear();
    for (const QJsonValue item : m_source.value(name).toArray()) value << item.toString();
}

void Fields::flag(QStringView name, bool& value) {
    if (isWriting()) return put(name, value);
    value = m_source.value(name).toBool(value);
}

void Fields::number(QStringView name, int& value) {
    if (isWriting()) return put(name, value);
    value = m_source.value(name).toInt(value);
}

void Fields::number(QStringView name, qint64& value) {
    if (isWriting()) return put(name, value);
    value = m_source.value(name).toInteger(value);
}

void Fields::time(QStringView name, QDateTime& value) {
    if (isWriting()) return put(name, value.isValid() ? value.toUTC().toString(Qt::ISODateWithMs) : QString());
    if (m_source.contains(name)) value = QDateTime::fromString(m_source.value(name).toString(), Qt::ISODateWithMs);
}

void Fields::date(QStringView name, QDate& value) {
    if (isWriting()) return put(name, value.toString(Qt::ISODate));
    if (m_source.contains(name)) value = QDate::fromString(m_source.value(name).toString(), Qt::ISODate);
}

}  // namespace prophecy
