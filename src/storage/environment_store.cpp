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

Result<void> EnvironmentStore::save(const Environment& environment, const JournalNote& note) const {
    const QString data = QString::fromUtf8(QJsonDocument(toRecord(environment)).toJson(QJsonDocument::Compact));
    return m_connection.transaction([&]() -> Result<void> {
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

Result<void> EnvironmentStore::remove(const EnvironmentId& id, const JournalNote& note) const {
    return m_connection.transaction([&]() -> Result<void> {
        for (const char* sql :
             {"DELETE FROM environments WHERE id = ?", "DELETE FROM capabilities WHERE environment = ?"})
            if (auto removed = m_connection.run(QLatin1String(sql), {id.text()}); !removed)
                return fail(removed.error());
        auto forgotten =
            m_connection.run(QStringLiteral("DELETE FROM history WHERE installation = ?"), {targetKey(note.target)});
        if (!forgotten) return fail(forgotten.error());
        return m_journal.appendWithin(note);
    });
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
