#include "storage/environment_store.h"

#include <QJsonDocument>

#include "storage/records.h"

namespace prophecy {

Result<std::vector<Environment>> EnvironmentStore::all() const {
    auto query = m_connection.run(QStringLiteral("SELECT id, data FROM environments ORDER BY rowid"));
    if (!query) return fail(query.error());
    std::vector<Environment> environments;
    while (query->next()) {
        Environment environment = environmentFrom(QJsonDocument::fromJson(query->value(1).toByteArray()).object());
        environment.id = EnvironmentId(query->value(0).toString());
        environments.push_back(std::move(environment));
    }
    return environments;
}

Result<void> EnvironmentStore::checkRevision(const Environment& environment) const {
    auto query =
        m_connection.run(QStringLiteral("SELECT data FROM environments WHERE id = ?"), {environment.id.text()});
    if (!query) return fail(query.error());
    const bool there = query->next();
    const int stored =
        there ? environmentFrom(QJsonDocument::fromJson(query->value(0).toByteArray()).object()).revision : 0;
    if (there && stored == environment.revision) return {};
    if (!there && environment.revision == 0) return {};
    return fail(
        ErrorKind::Conflict,
        there
            ? QStringLiteral("%1 was changed by another console meanwhile. Look at it again; nothing was saved.")
                  .arg(environment.name)
            : QStringLiteral("%1 was removed by another console meanwhile; nothing was saved.").arg(environment.name));
}

namespace {

QString removedName(const QUrl& root) {
    return QStringLiteral("removed-protection ") + targetKey(root);
}

}  // namespace

/// Whoever moves away from an address leaves its protection there, as whoever removes it does.
Result<void> EnvironmentStore::noteLeaving(const Environment& next) const {
    auto query = m_connection.run(QStringLiteral("SELECT data FROM environments WHERE id = ?"), {next.id.text()});
    if (!query) return fail(query.error());
    if (!query->next()) return {};
    const Environment before = environmentFrom(QJsonDocument::fromJson(query->value(0).toByteArray()).object());
    if (targetKey(before.root) == targetKey(next.root)) return {};
    auto noted = m_connection.run(QStringLiteral("INSERT OR REPLACE INTO settings VALUES(?,?)"),
                                  {removedName(before.root), kebabName(before.protection)});
    return noted ? Result<void>() : fail(noted.error());
}

Result<void> EnvironmentStore::save(const Environment& environment, const JournalNote& note) const {
    Environment next = environment;
    ++next.revision;
    const QString data = QString::fromUtf8(QJsonDocument(toRecord(next)).toJson(QJsonDocument::Compact));
    return m_connection.transaction([&]() -> Result<void> {
        if (auto current = checkRevision(environment); !current) return current;
        if (auto noted = noteLeaving(environment); !noted) return noted;
        auto saved = m_connection.run(
            QStringLiteral("INSERT INTO environments(id, skeleton, data) VALUES(?,?,?) "
                           "ON CONFLICT(id) DO UPDATE SET skeleton = excluded.skeleton, data = excluded.data"),
            {environment.id.text(), nameSkeleton(environment.name), data});
        if (!saved && saved.error().kind == ErrorKind::Conflict)
            return fail(ErrorKind::Conflict,
                        QStringLiteral("An environment with a name like \"%1\" exists already.").arg(environment.name));
        if (!saved) return fail(saved.error());
        return m_journal.appendWithin(note);
    });
}

Result<void> EnvironmentStore::remove(const Environment& environment, const JournalNote& note) const {
    const QString id = environment.id.text();
    return m_connection.transaction([&]() -> Result<void> {
        if (auto current = checkRevision(environment); !current) return current;
        const std::pair<const char*, QVariantList> statements[] = {
            {"DELETE FROM environments WHERE id = ?", {id}},
            {"DELETE FROM capabilities WHERE environment = ?", {id}},
            {"DELETE FROM history WHERE installation = ?", {targetKey(environment.root)}},
            {"INSERT OR REPLACE INTO settings VALUES(?,?)",
             {removedName(environment.root), kebabName(environment.protection)}}};
        for (const auto& [sql, values] : statements)
            if (auto done = m_connection.run(QLatin1String(sql), values); !done) return fail(done.error());
        return m_journal.appendWithin(note);
    });
}

Result<std::optional<Protection>> EnvironmentStore::removedProtection(const QUrl& root) const {
    auto query = m_connection.run(QStringLiteral("SELECT value FROM settings WHERE name = ?"), {removedName(root)});
    if (!query) return fail(query.error());
    return query->next() ? protectionFrom(query->value(0).toString()) : std::nullopt;
}

Result<QMap<Capability, KnownCapability>> EnvironmentStore::capabilities(const EnvironmentId& id) const {
    auto query = m_connection.run(
        QStringLiteral("SELECT capability, offer, at FROM capabilities WHERE environment = ?"), {id.text()});
    if (!query) return fail(query.error());
    QMap<Capability, KnownCapability> known;
    while (query->next())
        for (const Capability capability : kAllCapabilities)
            for (const Offer offer : {Offer::Untried, Offer::Offered, Offer::NotOffered})
                if (query->value(0).toString() == kebabName(capability) &&
                    query->value(1).toString() == kebabName(offer))
                    known[capability] = {offer, QDateTime::fromString(query->value(2).toString(), Qt::ISODate)};
    return known;
}

Result<void> EnvironmentStore::forgetWrite(const EnvironmentId& id) const {
    auto removed = m_connection.run(QStringLiteral("DELETE FROM capabilities WHERE environment = ? AND capability = ?"),
                                    {id.text(), kebabName(Capability::BackupConfigWrite)});
    if (!removed) return fail(removed.error());
    return {};
}

Result<void> EnvironmentStore::remember(const EnvironmentId& id, const ProbeReport& report, const QDateTime& at) const {
    return m_connection.transaction([&]() -> Result<void> {
        for (auto it = report.capabilities.begin(); it != report.capabilities.end(); ++it) {
            const auto conflict =
                it.value() == Offer::Untried ? QStringLiteral("INSERT OR IGNORE") : QStringLiteral("INSERT OR REPLACE");
            auto saved =
                m_connection.run(conflict + QStringLiteral(" INTO capabilities VALUES(?,?,?,?)"),
                                 {id.text(), kebabName(it.key()), kebabName(it.value()), at.toString(Qt::ISODate)});
            if (!saved) return fail(saved.error());
        }
        return {};
    });
}

}  // namespace prophecy
