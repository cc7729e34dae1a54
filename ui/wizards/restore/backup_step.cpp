#include "ui/wizards/restore/backup_step.h"

#include <QComboBox>
#include <QHeaderView>
#include <QLabel>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/models/row_delegates.h"
#include "ui/parts/row_table.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
using Column = BackupTableModel::Column;
int at(Column column) {
    return static_cast<int>(column);
}
}  // namespace

BackupStep::BackupStep(RestoreProcedure& procedure)
    : RestoreStep(procedure),
      m_source(new QComboBox),
      m_age(wrappedLabel({}, "muted")),
      m_model(new BackupTableModel(procedure.context.clock, this)),
      m_table(new RowTable("restoreBackups")),
      m_note(wrappedLabel({})) {
    m_source->setObjectName(QStringLiteral("restoreSource"));
    m_source->setAccessibleName(tr("Source environment"));
    m_table->setAccessibleName(tr("Backups of the source"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnHidden(at(Column::Took), true);
    const std::pair<Column, int> widths[] = {
        {Column::Time, 142}, {Column::Age, 76}, {Column::State, 104}, {Column::Location, 132}};
    for (const auto& [column, width] : widths) m_table->setColumnWidth(at(column), width);
    auto* time = new CellDelegate(true, false, m_table);
    time->greyUnusable();
    m_table->setItemDelegateForColumn(at(Column::Time), time);
    m_table->setItemDelegateForColumn(at(Column::State), new StatePillDelegate(m_table));
    for (const Column column : {Column::Age, Column::Location, Column::Detail})
        m_table->setItemDelegateForColumn(at(column), new CellDelegate(false, true, m_table));
    m_note->setObjectName(QStringLiteral("restoreBackupNote"));
    auto* row = new QHBoxLayout;
    row->addWidget(plainLabel(tr("From")));
    row->addWidget(m_source);
    row->addWidget(m_age, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("Which backup is to be restored?"), "title"));
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_note);
    connect(m_source, &QComboBox::activated, this, [this] {
        if (m_procedure.draft.source.text() == m_source->currentData().toString()) return;
        m_procedure.draft.source = EnvironmentId(m_source->currentData().toString());
        m_procedure.draft.sourceName = m_source->currentText();
        m_procedure.draft.request.timestamp = {};
        m_procedure.planChanged(RestoreProcedure::Backup);
        m_model->clear();
        showRows();
        Q_EMIT changed();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BackupStep::choose);
    connect(m_model, &QAbstractItemModel::headerDataChanged, this,
            [this] { m_table->setColumnWidth(at(Column::Time), m_model->timeWidth()); });
    connect(m_model, &BackupTableModel::arranged, this, [this] {
        const int line = m_model->lineOf(m_procedure.draft.request.timestamp.text());
        if (line >= 0 && !m_table->selectionModel()->hasSelection()) m_table->selectRow(line);
        showChoice();
    });
}

void BackupStep::enter() {
    fillSources();
    showRows();
}

void BackupStep::fillSources() {
    m_source->clear();
    for (const Environment& environment : m_procedure.context.registry.all())
        m_source->addItem(environment.name, environment.id.text());
    m_source->setPlaceholderText(tr("Choose an environment"));
    m_source->setCurrentIndex(m_source->findData(m_procedure.draft.source.text()));
}

void BackupStep::showRows() {
    disconnect(m_rowsChanged);
    const EnvironmentSession* session = m_procedure.context.sessions.find(m_procedure.draft.source);
    m_age->clear();
    if (!session) return showChoice();
    const SessionFacts& facts = session->facts();
    m_model->setRows(facts.rows, session->environment().timeZone(), facts.clockAhead);
    const QString age = Words::age(facts.listedAt, m_procedure.context.clock.nowUtc());
    m_age->setText(facts.reach == Reach::Online
                       ? tr("list read %1").arg(age)
                       : tr("%1: what this console saw before is shown, read %2").arg(Words::of(facts.reach), age));
    m_rowsChanged = connect(session, &EnvironmentSession::rowsChanged, this, &BackupStep::showRows);
    showChoice();
}

const BackupRow* BackupStep::chosen() const {
    const auto rows = m_table->selectionModel()->selectedRows();
    return rows.isEmpty() ? nullptr : m_model->at(rows.first().row());
}

void BackupStep::choose() {
    const BackupRow* row = chosen();
    if (!row) return;
    const Backup& backup = row->known.backup;
    if (backup.timestamp != m_procedure.draft.request.timestamp ||
        m_procedure.draft.request.sourceNamespace.isEmpty()) {
        const Environment* source = m_procedure.source();
        if (backup.timestamp != m_procedure.draft.request.timestamp) m_procedure.planChanged(RestoreProcedure::Backup);
        m_procedure.draft.request.timestamp = backup.timestamp;
        m_procedure.draft.request.sourceNamespace = !backup.nameSpace.isEmpty() ? backup.nameSpace
                                                    : source                    ? source->nameSpace
                                                                                : QString();
    }
    showChoice();
    Q_EMIT changed();
}

void BackupStep::showChoice() {
    const BackupRow* row = chosen();
    const bool gone = row && row->state == BackupState::Success && !row->known.listed;
    const bool failed = row && row->state != BackupState::Success;
    m_note->setText(failed ? tr("This backup cannot be restored: %1").arg(displayText(row->known.backup.status))
                    : gone ? tr("The server does not list this backup any more; this console saw it succeed before. "
                                "It can be restored if its files are still there.")
                           : QString());
    setKind(m_note, failed ? "bad" : "");
    m_note->setVisible(failed || gone);
}

QWidget* BackupStep::firstFocus() const {
    if (m_procedure.source()) return m_table;
    return m_source;
}

QString BackupStep::obstacle() const {
    if (!m_procedure.source()) return tr("Choose the environment that took the backup.");
    const BackupRow* row = chosen();
    if (!row) return tr("Choose a backup.");
    if (row->state != BackupState::Success) return tr("Only a successful backup can be restored.");
    return isWellFormed(row->known.backup.timestamp) ? QString() : tr("The timestamp of this backup is malformed.");
}

}  // namespace prophecy::ui
