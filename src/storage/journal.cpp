#include "storage/journal.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QSysInfo>

#include "core/account.h"
#include "domain/config/config.h"

namespace prophecy {

namespace {

QString userName() {
    const QString account = accountName();
    return account.isEmpty() ? QStringLiteral("unknown") : account;
}

QString hashOf(const QStringList& content, const QString& previous) {
    const QByteArray bytes =
        QJsonDocument(QJsonArray::fromStringList(QStringList(content) << previous)).toJson(QJsonDocument::Compact);
    return QString::fromLatin1(QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex());
}

}  // namespace

Result<void> Journal::append(const JournalNote& note, const Guard& guard) const {
    auto appended = m_connection.transaction([&]() -> Result<void> {
        if (guard)
            if (auto holds = guard(); !holds) return holds;
        return appendWithin(note);
    });
    if (appended) moveAnchor();
    return appended;
}

void Journal::moveAnchor() const {
    if (m_written) m_anchor.write(*m_written);
}

Result<void> Journal::appendWithin(const JournalNote& note) const {
    auto last = m_connection.run(QStringLiteral("SELECT seq, hash FROM journal ORDER BY seq DESC LIMIT 1"));
    if (!last) return fail(last.error());
    const bool any = last->next();
    const qint64 seq = any ? last->value(0).toLongLong() + 1 : 1;
    const QString previous = any ? last->value(1).toString() : QString();
    last->finish();
    const QString detail =
        QString::fromUtf8(QJsonDocument(maskSecrets(note.detail).toObject()).toJson(QJsonDocument::Compact));
    const QStringList content{QString::number(seq), m_clock.nowUtc().toString(Qt::ISODateWithMs),
                              userName(),           QSysInfo::machineHostName(),
                              note.environment,     note.target.toString(),
                              note.action,          detail};
    QVariantList values{seq};
    for (qsizetype i = 1; i < content.size(); ++i) values << (content[i].isNull() ? QStringLiteral("") : content[i]);
    const QString hash = hashOf(content, previous);
    values << (previous.isNull() ? QStringLiteral("") : previous) << hash;
    auto inserted = m_connection.run(QStringLiteral("INSERT INTO journal VALUES(?,?,?,?,?,?,?,?,?,?)"), values);
    if (!inserted) return fail(inserted.error());
    m_written = {seq, hash};
    return {};
}

Result<std::vector<JournalRow>> Journal::select(const QString& rest, const QVariantList& values) const {
    auto query = m_connection.run(
        QStringLiteral("SELECT seq, at, who, workstation, environment, target, action, detail, hash FROM journal ") +
            rest,
        values);
    if (!query) return fail(query.error());
    std::vector<JournalRow> rows;
    while (query->next())
        rows.push_back({query->value(0).toLongLong(),
                        QDateTime::fromString(query->value(1).toString(), Qt::ISODateWithMs),
                        query->value(2).toString(), query->value(3).toString(), query->value(4).toString(),
                        query->value(5).toString(), query->value(6).toString(),
                        QJsonDocument::fromJson(query->value(7).toByteArray()).object(), query->value(8).toString()});
    return rows;
}

Result<std::vector<JournalRow>> Journal::read(int limit) const {
    return select(QStringLiteral("ORDER BY seq DESC LIMIT ?"), {limit});
}

Result<std::vector<JournalRow>> Journal::about(const OperationId& operation) const {
    return select(QStringLiteral("WHERE json_extract(detail, '$.operation') = ? ORDER BY seq"), {operation.text()});
}

Result<std::vector<JournalRow>> Journal::actionsLike(const QString& prefix, const QUrl& target, int limit) const {
    return select(QStringLiteral("WHERE action GLOB ? AND target = ? ORDER BY seq DESC LIMIT ?"),
                  {QString(prefix + u'*'), target.toString(), limit});
}

/// Each operation was noted when it began, and again when it ended.
Result<QStringList> Journal::unaccounted() const {
    auto query = m_connection.run(
        QStringLiteral("SELECT o.id FROM operations o LEFT JOIN "
                       "(SELECT json_extract(detail, '$.operation') AS operation, sum(action LIKE '%-start' OR action "
                       "LIKE '%-write') AS begun, "
                       "sum(action NOT LIKE '%-start' AND action NOT LIKE '%-write' AND action NOT LIKE '%-unknown' "
                       "AND action NOT LIKE '%-taken-over' AND action NOT LIKE '%-reopened') AS ended FROM journal "
                       "GROUP BY operation) j ON j.operation = o.id "
                       "WHERE coalesce(j.begun, 0) < 1 OR (o.finished = 1 AND coalesce(j.ended, 0) < 1)"));
    if (!query) return fail(query.error());
    QStringList ids;
    while (query->next()) ids << query->value(0).toString();
    return ids;
}

Result<JournalCheck> Journal::verify() const {
    auto query = m_connection.run(
        QStringLiteral("SELECT seq, at, who, workstation, environment, target, action, detail, previous, hash "
                       "FROM journal ORDER BY seq"));
    if (!query) return fail(query.error());
    JournalCheck check;
    QString previous;
    const auto anchor = m_anchor.read();
    if (anchor) {
        check.lastKnown = anchor->seq;
        check.tail = JournalTail::Cut;
    }
    while (query->next()) {
        QStringList content;
        for (int i = 0; i < 8; ++i) content << query->value(i).toString();
        const QString hash = query->value(9).toString();
        const bool fits = query->value(0).toLongLong() == ++check.rows && query->value(8).toString() == previous &&
                          hashOf(content, previous) == hash;
        if (!fits && !check.firstBroken) check.firstBroken = query->value(0).toLongLong();
        if (anchor && query->value(0).toLongLong() == anchor->seq)
            check.tail = hash == anchor->hash ? JournalTail::Holds : JournalTail::Rewritten;
        previous = hash;
    }
    auto missing = unaccounted();
    if (!missing) return fail(missing.error());
    check.unaccounted = std::move(*missing);
    return check;
}

}  // namespace prophecy
