#include "storage/draft_store.h"

#include <QJsonDocument>

namespace prophecy {

Result<void> DraftStore::save(const QString& id, const QString& kind, const QJsonObject& draft) const {
    auto saved = m_connection.run(
        QStringLiteral(
            "INSERT INTO drafts(id, kind, data) VALUES(?,?,?) ON CONFLICT(id) DO UPDATE SET data = excluded.data"),
        {id, kind, QString::fromUtf8(QJsonDocument(draft).toJson(QJsonDocument::Compact))});
    if (!saved) return fail(saved.error());
    return {};
}

Result<void> DraftStore::remove(const QString& id) const {
    auto removed = m_connection.run(QStringLiteral("DELETE FROM drafts WHERE id = ?"), {id});
    if (!removed) return fail(removed.error());
    return {};
}

Result<std::vector<QJsonObject>> DraftStore::all(const QString& kind) const {
    auto query = m_connection.run(QStringLiteral("SELECT data FROM drafts WHERE kind = ? ORDER BY rowid"), {kind});
    if (!query) return fail(query.error());
    std::vector<QJsonObject> drafts;
    while (query->next()) drafts.push_back(QJsonDocument::fromJson(query->value(0).toByteArray()).object());
    return drafts;
}

}  // namespace prophecy
