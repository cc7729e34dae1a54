#include "ui/pages/backups_page.h"

#include <QApplication>
#include <QButtonGroup>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QShortcut>
#include <QStackedLayout>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/dialogs/delete_dialog.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/models/row_delegates.h"
#include "ui/pages/backup_details.h"
#include "ui/pages/restores_section.h"
#include "ui/parts/row_table.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/wizard_manager.h"
#include "ui/wizards/restore/restore_procedure.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
using Column = BackupTableModel::Column;
int at(Column column) {
    return static_cast<int>(column);
}
}  // namespace

BackupsPage::BackupsPage(UiContext context, WizardManager& wizards)
    : Page(context),
      m_model(new BackupTableModel(context.clock, this)),
      m_table(new RowTable("backupTable")),
      m_filter(new QLineEdit),
      m_summary(new ElidedLabel("muted")),
      m_export(new QToolButton),
      m_notice(new QFrame),
      m_noticeText(wrappedLabel({})),
      m_empty(new QWidget),
      m_emptyTitle(plainLabel({}, "title")),
      m_emptyText(wrappedLabel({}, "muted")),
      m_stack(new QStackedLayout),
      m_details(new BackupDetails),
      m_wizards(wizards),
      m_restores(new RestoresSection(context, wizards)) {
    setObjectName(QStringLiteral("backupsPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(10);
    layout->addLayout(makeToolRow());
    m_notice->setProperty("notice", true);
    m_notice->setObjectName(QStringLiteral("staleNotice"));
    (new QVBoxLayout(m_notice))->addWidget(m_noticeText);
    m_notice->layout()->setContentsMargins(12, 6, 12, 6);
    m_notice->hide();
    layout->addWidget(m_notice);
    auto* body = new QHBoxLayout;
    body->setSpacing(14);
    auto* list = new QWidget;
    list->setLayout(m_stack);
    m_stack->addWidget(makeTable());
    auto* emptyLayout = new QVBoxLayout(m_empty);
    emptyLayout->addStretch();
    m_emptyTitle->setAlignment(Qt::AlignCenter);
    m_emptyText->setAlignment(Qt::AlignCenter);
    m_emptyTitle->setObjectName(QStringLiteral("emptyTitle"));
    emptyLayout->addWidget(m_emptyTitle);
    emptyLayout->addWidget(m_emptyText);
    emptyLayout->addStretch();
    m_stack->addWidget(m_empty);
    body->addWidget(list, 1);
    body->addWidget(m_details);
    layout->addLayout(body, 1);
    layout->addWidget(m_restores);
    connect(m_details, &BackupDetails::deleteWanted, this, &BackupsPage::deleteSelection);
    connect(m_details, &BackupDetails::restoreWanted, this, &BackupsPage::restoreSelection);
    connect(m_details, &BackupDetails::requestWanted, this, &BackupsPage::showRequest);
    connect(m_model, &BackupTableModel::arranged, this, [this] {
        updateCounts();
        showEmptyState();
        if (const int line = m_model->lineOf(m_currentKey); line >= 0 && !m_table->selectionModel()->hasSelection())
            m_table->selectRow(line);
        showDetails();
    });
}

QLayout* BackupsPage::makeToolRow() {
    m_filter->setObjectName(QStringLiteral("backupFilter"));
    m_filter->setPlaceholderText(tr("Filter by time, state or text"));
    m_filter->setAccessibleName(tr("Filter backups"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(70);
    m_filter->setMaximumWidth(230);
    auto* row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(m_filter, 1);
    auto* group = new QButtonGroup(this);
    auto* segments = new QHBoxLayout;
    segments->setSpacing(0);
    const auto segment = [&](const char* name, const char* place) {
        auto* button = makeButton({}, name);
        button->setCheckable(true);
        button->setProperty("segment", QString::fromLatin1(place));
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        group->addButton(button);
        segments->addWidget(button);
        connect(button, &QPushButton::clicked, this, &BackupsPage::applyFilter);
        return button;
    };
    m_all = segment("filterAll", "left");
    m_usable = segment("filterUsable", "middle");
    m_failed = segment("filterFailed", "middle");
    m_others = segment("filterOthers", "right");
    m_others->setToolTip(tr("What runs, what is gone from the server, and what says nothing that is understood"));
    m_all->setChecked(true);
    row->addLayout(segments);
    row->addStretch();
    m_summary->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row->addWidget(m_summary, 2);
    m_export->setText(tr("Export"));
    m_export->setObjectName(QStringLiteral("exportButton"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_export);
    addExports(menu, this, [this] { return shownBackups(); });
    m_export->setMenu(menu);
    auto* restore = makeButton(tr("New restore…"), "restoreButton");
    restore->setToolTip(tr("Prepare a restore of one of these backups, here or elsewhere"));
    row->addWidget(restore);
    row->addWidget(m_export);
    connect(restore, &QPushButton::clicked, this, [this] {
        if (session()) m_wizards.begin(RestoreProcedure::from(m_wizards, session()->environment().id));
    });
    connect(m_filter, &QLineEdit::textChanged, this, &BackupsPage::applyFilter);
    return row;
}

QWidget* BackupsPage::makeTable() {
    m_table->setAccessibleName(tr("Backups"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::ExtendedSelection);
    QHeaderView* header = m_table->horizontalHeader();
    header->setSortIndicator(at(Column::Time), Qt::DescendingOrder);
    m_table->setSortingEnabled(true);
    const std::pair<Column, int> widths[] = {{Column::Time, 142},     {Column::Age, 76},  {Column::State, 104},
                                             {Column::Location, 132}, {Column::Took, 78}, {Column::Detail, 40}};
    for (const auto& [column, width] : widths) m_table->setColumnWidth(at(column), width);
    m_table->setItemDelegateForColumn(at(Column::Time), new CellDelegate(true, false, m_table));
    m_table->setItemDelegateForColumn(at(Column::State), new StatePillDelegate(m_table));
    for (const Column column : {Column::Age, Column::Location, Column::Took, Column::Detail})
        m_table->setItemDelegateForColumn(at(column), new CellDelegate(false, true, m_table));
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &BackupsPage::showDetails);
    connect(m_model, &QAbstractItemModel::headerDataChanged, this,
            [this] { m_table->setColumnWidth(at(Column::Time), m_model->timeWidth()); });
    const auto shortcut = [this](const QKeySequence& keys, void (BackupsPage::*slot)()) {
        auto* action = new QShortcut(keys, m_table);
        action->setContext(Qt::WidgetShortcut);
        connect(action, &QShortcut::activated, this, slot);
    };
    shortcut(QKeySequence::Copy, &BackupsPage::copySelection);
    shortcut(QKeySequence::Delete, &BackupsPage::deleteSelection);
    connect(m_table, &RowTable::menuWanted, this, &BackupsPage::fillMenu);
    connect(m_table, &QTableView::activated, m_details, &BackupDetails::takeFocus);
    return m_table;
}

void BackupsPage::sessionChanged() {
    // At once: nothing of the environment before may be chosen, deleted or exported under the new band.
    m_currentKey.clear();
    m_model->clear();
    rowsChanged();
    m_restores->setEnvironment(session() ? &session()->environment() : nullptr);
}

void BackupsPage::rowsChanged() {
    if (!session()) return;
    const SessionFacts& facts = session()->facts();
    m_model->setRows(facts.rows, session()->environment().timeZone(), facts.clockAhead);
}

void BackupsPage::applyFilter() {
    BackupQuery query = m_model->query();
    query.text = m_filter->text().trimmed();
    query.state = StateFilter::All;
    for (const auto& [button, state] :
         {std::pair(m_usable, StateFilter::Usable), std::pair(m_failed, StateFilter::Failed),
          std::pair(m_others, StateFilter::Other)})
        if (button->isChecked()) query.state = state;
    m_model->setQuery(query);
}

QWidget* BackupsPage::filterField() {
    return m_filter;
}

void BackupsPage::select(const QString& key) {
    m_currentKey = key;
    if (const int line = m_model->lineOf(key); line >= 0) m_table->selectRow(line);
}

void BackupsPage::showFailed() {
    m_failed->click();
}

void BackupsPage::updateCounts() {
    const StateCounts counts = m_model->counts();
    m_all->setText(tr("All %1").arg(counts.total()));
    m_usable->setText(tr("Usable %1").arg(counts.usable));
    m_failed->setText(tr("Failed %1").arg(counts.listedFailed));
    m_others->setText(tr("Other %1").arg(counts.others()));
    if (!session()) return;
    const SessionFacts& facts = session()->facts();
    QStringList parts;
    if (facts.config)
        if (const auto keep = facts.config->retentionCount())
            parts << (facts.config->enabled() ? tr("Retention keeps the last %1").arg(*keep) : tr("Retention is off"));
    if (facts.listedAt.isValid())
        parts << tr("server lists %1, seen here %2").arg(facts.summary.listed).arg(counts.total());
    if (facts.malformedEntries > 0) parts << tr("%n malformed entry(ies) left out", nullptr, facts.malformedEntries);
    m_summary->set(parts.join(QStringLiteral(" · ")));
}

/// In a narrow window the text of a failure is worth more than place and duration.
void BackupsPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    constexpr int kRoomForAll = 860, kRoomForAge = 700;  // the pane beside it tells them as well
    m_table->setColumnHidden(at(Column::Location), width() < kRoomForAll);
    m_table->setColumnHidden(at(Column::Took), width() < kRoomForAll);
    m_table->setColumnHidden(at(Column::Age), width() < kRoomForAge);
    updateCounts();
}

void BackupsPage::showEmptyState() {
    const bool any = !m_model->rows()->empty();
    const bool matches = m_model->rowCount() > 0;
    m_stack->setCurrentIndex(matches ? 0 : 1);
    if (matches || !session()) return;
    const SessionFacts& facts = session()->facts();
    if (any) {
        m_emptyTitle->setText(tr("No backup matches the filter"));
        m_emptyText->setText(tr("Clear the filter to see all of them."));
    } else if (facts.error && !facts.listedAt.isValid()) {
        m_emptyTitle->setText(Words::of(facts.reach));
        m_emptyText->setText(Words::of(*facts.error) + u'\n' + Words::wayOut(facts.reach));
    } else if (!facts.listedAt.isValid()) {
        m_emptyTitle->setText(tr("Reading the list…"));
        m_emptyText->setText({});
    } else {
        m_emptyTitle->setText(tr("There are no backups yet"));
        m_emptyText->setText(tr("Start one with \"Back up now\"."));
    }
}

void BackupsPage::refresh() {
    if (!session()) return;
    const QString old = staleness(*session(), m_context.clock.nowUtc());
    m_notice->setVisible(!old.isEmpty() && !m_model->rows()->empty());
    m_noticeText->setText(old);
    m_table->viewport()->update();  // ages
    m_table->setStale(!old.isEmpty());
    updateCounts();
    showEmptyState();
    showDetails();
}

std::vector<const BackupRow*> BackupsPage::selectedRows() const {
    std::vector<const BackupRow*> rows;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows())
        if (const BackupRow* row = m_model->at(index.row())) rows.push_back(row);
    return rows;
}

void BackupsPage::showDetails() {
    const auto rows = selectedRows();
    const bool readOnly = session() && session()->environment().protection == Protection::ReadOnly;
    QString whyNotDelete = readOnly ? tr("Nothing is deleted here: read-only in this console.") : QString();
    if (rows.size() != 1 || !session()) {
        if (rows.size() > 1) m_currentKey.clear();
        const auto listed =
            std::count_if(rows.begin(), rows.end(), [](const BackupRow* row) { return row->known.listed; });
        return m_details->showCount(static_cast<int>(rows.size()), static_cast<int>(listed), whyNotDelete);
    }
    m_currentKey = rows.front()->key;
    if (!readOnly && !rows.front()->known.listed) whyNotDelete = tr("The server does not list it any more.");
    m_details->show(*rows.front(), session()->environment().timeZone(), session()->facts().summary.usualMs,
                    m_context.clock.nowUtc().addSecs(session()->facts().clockAhead), whyNotDelete);
}

/// Ctrl+Home and Ctrl+End: Qt moves the cursor alone and leaves the selection, on which Delete acts, out of sight.
void BackupsPage::fillMenu(QMenu* menu) {
    const auto rows = selectedRows();
    const bool one = rows.size() == 1;
    menu->addAction(tr("Restore…"), this, &BackupsPage::restoreSelection)->setEnabled(one && m_details->mayRestore());
    menu->addAction(tr("Show the request"), this, &BackupsPage::showRequest)->setEnabled(one);
    menu->addSeparator();
    menu->addAction(tr("Copy"), QKeySequence::Copy, this, &BackupsPage::copySelection);
    auto* remove = menu->addAction(tr("Delete…"), QKeySequence::Delete, this, &BackupsPage::deleteSelection);
    remove->setEnabled(m_details->mayDelete());
}

void BackupsPage::showRequest() {
    const auto rows = selectedRows();
    if (rows.size() != 1 || !session()) return;
    const BackupTimestamp& timestamp = rows.front()->known.backup.timestamp;
    (new RequestDialog(m_context.storage, session()->spokenEnvironment(), PreviewedRequest::ReadStatus, timestamp,
                       this))
        ->open();
}

void BackupsPage::copySelection() {
    QStringList lines;
    for (const QModelIndex& index : m_table->selectionModel()->selectedRows()) {
        QStringList cells{m_model->at(index.row())->known.backup.timestamp.text()};
        for (int column = 1; column < BackupTableModel::kColumns; ++column)
            cells << index.siblingAtColumn(column).data().toString();
        lines << cells.join(u'\t');
    }
    if (!lines.isEmpty()) QApplication::clipboard()->setText(lines.join(u'\n'));
}

Export BackupsPage::shownBackups() {
    const QString name = session() ? session()->environment().name : QString();
    return {.title = tr("Export the shown backups"),
            .name = name + QStringLiteral("-backups"),
            .csv = [this] { return toCsv(*m_model->rows(), m_model->order()); },
            .json = [this] { return toJson(*m_model->rows(), m_model->order()); },
            .written = [this](const QString& path) { m_summary->set(tr("Exported to %1.").arg(path)); }};
}

void BackupsPage::restoreSelection() {
    const auto rows = selectedRows();
    if (rows.size() != 1 || !session()) return;
    const Backup& backup = rows.front()->known.backup;
    m_wizards.begin(RestoreProcedure::from(m_wizards, session()->environment().id, backup.timestamp, backup.nameSpace));
}

void BackupsPage::deleteSelection() {
    std::vector<BackupTimestamp> timestamps;
    for (const BackupRow* row : selectedRows())
        if (row->known.listed) timestamps.push_back(row->known.backup.timestamp);
    if (timestamps.empty() || !session() || session()->environment().protection == Protection::ReadOnly) return;
    (new DeleteDialog(m_context, session()->spokenEnvironment(), timestamps, *m_model->rows(), this))->open();
}

}  // namespace prophecy::ui
