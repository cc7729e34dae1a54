#include "ui/models/journal_model.h"

#include <QCoreApplication>
#include <QHash>
#include <QJsonDocument>

#include "core/text.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

QString actionWords(const QString& action) {
    static const QHash<QString, const char*> words{
        {QStringLiteral("backup-start"), QT_TRANSLATE_NOOP("Journal", "Backup started")},
        {QStringLiteral("backup-succeeded"), QT_TRANSLATE_NOOP("Journal", "Backup succeeded")},
        {QStringLiteral("backup-failed"), QT_TRANSLATE_NOOP("Journal", "Backup failed or refused")},
        {QStringLiteral("backup-lost"), QT_TRANSLATE_NOOP("Journal", "Backup left no trace")},
        {QStringLiteral("backup-closed"), QT_TRANSLATE_NOOP("Journal", "Backup closed by hand")},
        {QStringLiteral("delete-closed"), QT_TRANSLATE_NOOP("Journal", "Delete closed by hand")},
        {QStringLiteral("config-write"), QT_TRANSLATE_NOOP("Journal", "Schedule sent")},
        {QStringLiteral("config-saved"), QT_TRANSLATE_NOOP("Journal", "Schedule saved")},
        {QStringLiteral("config-refused"), QT_TRANSLATE_NOOP("Journal", "Schedule refused")},
        {QStringLiteral("config-not-offered"), QT_TRANSLATE_NOOP("Journal", "Schedule cannot be written there")},
        {QStringLiteral("config-did-not-stick"), QT_TRANSLATE_NOOP("Journal", "Schedule was not taken over")},
        {QStringLiteral("config-unknown"), QT_TRANSLATE_NOOP("Journal", "Schedule: outcome unknown")},
        {QStringLiteral("delete-start"), QT_TRANSLATE_NOOP("Journal", "Delete sent")},
        {QStringLiteral("delete-succeeded"), QT_TRANSLATE_NOOP("Journal", "Deleted")},
        {QStringLiteral("delete-failed"), QT_TRANSLATE_NOOP("Journal", "Delete failed or refused")},
        {QStringLiteral("delete-lost"), QT_TRANSLATE_NOOP("Journal", "Delete left no trace")},
        {QStringLiteral("environment-add"), QT_TRANSLATE_NOOP("Journal", "Environment added")},
        {QStringLiteral("environment-change"), QT_TRANSLATE_NOOP("Journal", "Environment changed")},
        {QStringLiteral("environment-remove"), QT_TRANSLATE_NOOP("Journal", "Environment forgotten")},
        {QStringLiteral("key-set"), QT_TRANSLATE_NOOP("Journal", "Access key entered")},
        {QStringLiteral("restore-start"), QT_TRANSLATE_NOOP("Journal", "Restore sent")},
        {QStringLiteral("restore-succeeded"), QT_TRANSLATE_NOOP("Journal", "Restore succeeded")},
        {QStringLiteral("restore-failed"), QT_TRANSLATE_NOOP("Journal", "Restore failed or refused")},
        {QStringLiteral("restore-lost"), QT_TRANSLATE_NOOP("Journal", "Restore left no trace")},
        {QStringLiteral("restore-closed"), QT_TRANSLATE_NOOP("Journal", "Restore closed by hand")},
        {QStringLiteral("restore-report"), QT_TRANSLATE_NOOP("Journal", "Report of a restore kept")},
        {QStringLiteral("upgrade-start"), QT_TRANSLATE_NOOP("Journal", "Upgrade sent")},
        {QStringLiteral("upgrade-succeeded"), QT_TRANSLATE_NOOP("Journal", "Upgrade succeeded")},
        {QStringLiteral("upgrade-failed"), QT_TRANSLATE_NOOP("Journal", "Upgrade failed or refused")},
        {QStringLiteral("upgrade-lost"), QT_TRANSLATE_NOOP("Journal", "Upgrade left no trace")},
        {QStringLiteral("upgrade-closed"), QT_TRANSLATE_NOOP("Journal", "Upgrade closed by hand")},
        {QStringLiteral("upgrade-guided"), QT_TRANSLATE_NOOP("Journal", "Upgrade begun in the web app")},
        {QStringLiteral("upgrade-guided-end"), QT_TRANSLATE_NOOP("Journal", "Upgrade in the web app ended")},
        {QStringLiteral("upgrade-report"), QT_TRANSLATE_NOOP("Journal", "Report of an upgrade kept")},
        {QStringLiteral("backup-not-sent"), QT_TRANSLATE_NOOP("Journal", "Backup recorded, but not sent")},
        {QStringLiteral("backup-reopened"), QT_TRANSLATE_NOOP("Journal", "Backup had not ended after all")},
        {QStringLiteral("backup-taken-over"), QT_TRANSLATE_NOOP("Journal", "Backup taken over from a silent console")},
        {QStringLiteral("delete-not-sent"), QT_TRANSLATE_NOOP("Journal", "Delete recorded, but not sent")},
        {QStringLiteral("delete-reopened"), QT_TRANSLATE_NOOP("Journal", "Delete had not ended after all")},
        {QStringLiteral("delete-taken-over"), QT_TRANSLATE_NOOP("Journal", "Delete taken over from a silent console")},
        {QStringLiteral("restore-not-sent"), QT_TRANSLATE_NOOP("Journal", "Restore recorded, but not sent")},
        {QStringLiteral("restore-reopened"), QT_TRANSLATE_NOOP("Journal", "Restore had not ended after all")},
        {QStringLiteral("restore-taken-over"),
         QT_TRANSLATE_NOOP("Journal", "Restore taken over from a silent console")},
        {QStringLiteral("upgrade-not-sent"), QT_TRANSLATE_NOOP("Journal", "Upgrade recorded, but not sent")},
        {QStringLiteral("upgrade-reopened"), QT_TRANSLATE_NOOP("Journal", "Upgrade had not ended after all")},
        {QStringLiteral("upgrade-taken-over"),
         QT_TRANSLATE_NOOP("Journal", "Upgrade taken over from a silent console")},
        {QStringLiteral("config-not-sent"), QT_TRANSLATE_NOOP("Journal", "Schedule recorded, but not sent")},
        {QStringLiteral("config-lost"), QT_TRANSLATE_NOOP("Journal", "Schedule left no trace")},
        {QStringLiteral("config-closed"), QT_TRANSLATE_NOOP("Journal", "Schedule closed by hand")},
        {QStringLiteral("config-reopened"), QT_TRANSLATE_NOOP("Journal", "Schedule had not ended after all")},
        {QStringLiteral("config-taken-over"),
         QT_TRANSLATE_NOOP("Journal", "Schedule taken over from a silent console")},
        {QStringLiteral("database-set-aside"), QT_TRANSLATE_NOOP("Journal", "Damaged record set aside")},
        {QStringLiteral("key-promoted"), QT_TRANSLATE_NOOP("Journal", "Key of the source taken over")},
        {QStringLiteral("curl-copy"), QT_TRANSLATE_NOOP("Journal", "Dangerous request copied")}};
    const char* known = words.value(action);
    return known ? QCoreApplication::translate("Journal", known) : displayLine(action);
}

QString detailWords(const JournalRow& row) {
    QStringList parts;
    const auto told = [&](QStringView key) { return displayLine(row.detail.value(key).toString()); };
    if (!told(u"version").isEmpty() && !told(u"from").isEmpty())
        parts << QCoreApplication::translate("Journal", "%1 to %2").arg(told(u"from"), told(u"version"));
    for (const auto key : {u"timestamp", u"text"})
        if (const QString text = row.detail.value(key).toString(); !text.isEmpty()) parts << displayLine(text);
    return parts.join(QStringLiteral(" · "));
}

void JournalModel::setRows(std::vector<JournalRow> rows) {
    const bool same = rows.size() == m_rows.size() && (rows.empty() || rows.front().hash == m_rows.front().hash);
    if (same) return;
    m_rows = std::move(rows);
    arrange();
}

void JournalModel::setFilter(const QString& environment, const QString& text) {
    m_environment = environment;
    m_text = text;
    arrange();
}

bool JournalModel::matches(const JournalRow& row) const {
    if (!m_environment.isEmpty() && row.environment != m_environment) return false;
    const auto contains = [&](const QString& in) { return in.contains(m_text, Qt::CaseInsensitive); };
    return m_text.isEmpty() || contains(row.environment) || contains(actionWords(row.action)) || contains(row.who) ||
           contains(detailWords(row));
}

void JournalModel::arrange() {
    beginResetModel();
    m_order.clear();
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        if (matches(m_rows[i])) m_order.push_back(static_cast<int>(i));
    endResetModel();
}

const JournalRow* JournalModel::at(int line) const {
    if (line < 0 || static_cast<std::size_t>(line) >= m_order.size()) return nullptr;
    return &m_rows[static_cast<std::size_t>(m_order[static_cast<std::size_t>(line)])];
}

int JournalModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}
int JournalModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QVariant JournalModel::data(const QModelIndex& index, int role) const {
    const JournalRow* row = at(index.row());
    if (!row) return {};
    if (role == Qt::ToolTipRole) return plainTip(QString::fromUtf8(QJsonDocument(row->detail).toJson()).trimmed());
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole) return {};
    switch (static_cast<Column>(index.column())) {
        case Column::Time: return row->at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss");
        case Column::Environment: return displayLine(row->environment);
        case Column::Action: return actionWords(row->action);
        case Column::Who: return tr("%1 on %2").arg(displayLine(row->who), displayLine(row->workstation));
        case Column::Detail: break;
    }
    return detailWords(*row);
}

QVariant JournalModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) return {};
    switch (static_cast<Column>(section)) {
        case Column::Time: return tr("Time (here)");
        case Column::Environment: return tr("Environment");
        case Column::Action: return tr("Action");
        case Column::Who: return tr("Who");
        case Column::Detail: break;
    }
    return tr("Detail");
}

}  // namespace prophecy::ui
