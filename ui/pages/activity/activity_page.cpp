#include "ui/pages/activity/activity_page.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/dialogs/journal_dialog.h"
#include "ui/models/row_delegates.h"
#include "ui/parts/journal_view.h"
#include "ui/parts/row_table.h"
#include "ui/theme/widgets.h"
#include "ui/words/journal_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kMostRows = 5000, kDetailsWidth = 300, kRoomForDetails = 860, kUtcWidth = 164, kZonesWidth = 244;
}

ActivityPage::ActivityPage(UiContext context)
    : Page(context),
      m_model(new JournalModel([this](const JournalRow& row) { return zoneOf(row); }, this)),
      m_filter(new QLineEdit),
      m_everywhere(new QCheckBox(tr("All environments"))),
      m_verdict(plainLabel(tr("not checked in this run"), "muted")),
      m_export(new QToolButton),
      m_table(new RowTable("journalTable")),
      m_entry(new JournalView),
      m_nothing(plainLabel(tr("Nothing is selected."), "muted")) {
    setObjectName(QStringLiteral("activityPage"));
    auto* body = new QHBoxLayout;
    body->setSpacing(14);
    body->addWidget(makeTable(), 1);
    body->addWidget(m_details = makeDetails());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(10);
    layout->addLayout(makeTools());
    layout->addLayout(body, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &ActivityPage::applyFilter);
    connect(m_everywhere, &QCheckBox::toggled, this, &ActivityPage::applyFilter);
    connect(&context.tracker, &OperationTracker::changed, this, &ActivityPage::refresh);
    showDetails();
}

QLayout* ActivityPage::makeTools() {
    m_filter->setObjectName(QStringLiteral("journalFilter"));
    m_filter->setPlaceholderText(tr("Filter by action, person or text"));
    m_filter->setAccessibleName(tr("Filter the journal"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_everywhere->setObjectName(QStringLiteral("allEnvironments"));
    m_verdict->setObjectName(QStringLiteral("journalVerdict"));
    auto* check = makeButton(tr("Check the hashes"), "verifyJournal");
    m_export->setText(tr("Export"));
    m_export->setObjectName(QStringLiteral("journalExport"));
    m_export->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(m_export);
    addExports(menu, this, [this] { return shownEntries(); });
    m_export->setMenu(menu);
    auto* tools = new QHBoxLayout;
    tools->addWidget(m_filter, 1);
    tools->addWidget(m_everywhere);
    tools->addStretch();
    for (QWidget* widget : std::initializer_list<QWidget*>{m_verdict, check, m_export}) tools->addWidget(widget);
    connect(check, &QPushButton::clicked, this, &ActivityPage::verify);
    return tools;
}

QWidget* ActivityPage::makeTable() {
    m_table->setAccessibleName(tr("Journal"));
    m_table->setModel(m_model);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    const int widths[] = {kUtcWidth, 130, 190, 120};
    for (int column = 0; column < 4; ++column) m_table->setColumnWidth(column, widths[column]);
    m_table->setItemDelegateForColumn(0, new CellDelegate(true, false, m_table));
    m_table->setItemDelegateForColumn(3, new CellDelegate(false, true, m_table));
    connect(m_table, &QTableView::activated, this, &ActivityPage::openEntry);
    connect(m_table, &RowTable::menuWanted, this, &ActivityPage::fillMenu);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ActivityPage::showDetails);
    connect(m_model, &QAbstractItemModel::modelReset, this, &ActivityPage::showDetails);
    return m_table;
}

QWidget* ActivityPage::makeDetails() {
    auto* content = new QWidget;
    auto* inner = new QVBoxLayout(content);
    inner->setContentsMargins(14, 12, 14, 12);
    inner->addWidget(m_nothing);
    inner->addWidget(m_entry);
    inner->addStretch();
    auto* card = makeCard();
    card->setFixedWidth(kDetailsWidth);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 1, 1, 1);
    layout->addWidget(makeScroll(content));
    return card;
}

void ActivityPage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    m_details->setVisible(width() >= kRoomForDetails);
}

QWidget* ActivityPage::filterField() {
    return m_filter;
}

bool ActivityPage::isAllUtc() const {
    const auto& all = m_context.registry.all();
    return std::all_of(all.begin(), all.end(), [](const Environment& e) { return e.timeZone() == QTimeZone::utc(); });
}

QTimeZone ActivityPage::zoneOf(const JournalRow& row) const {
    return m_context.registry.zoneAt(QUrl(row.target));
}

void ActivityPage::sessionChanged() {
    applyFilter();
}

void ActivityPage::refresh() {
    if (isVisible()) reload();
}

void ActivityPage::reload() {
    auto rows = m_context.storage.journal().read(kMostRows);
    if (!rows) {
        m_verdict->setText(Words::of(rows.error()));
        setKind(m_verdict, "bad");
        return;
    }
    m_model->setRows(std::move(*rows));
}

void ActivityPage::applyFilter() {
    reload();
    m_table->setColumnHidden(static_cast<int>(JournalModel::Column::Environment), !m_everywhere->isChecked());
    m_table->setColumnWidth(0, isAllUtc() ? kUtcWidth : kZonesWidth);
    m_model->setFilter(m_everywhere->isChecked() || !session() ? QString() : session()->environment().name,
                       m_filter->text().trimmed());
}

void ActivityPage::showDetails() {
    const JournalRow* row =
        m_table->selectionModel()->hasSelection() ? m_model->at(m_table->currentIndex().row()) : nullptr;
    m_nothing->setVisible(!row);
    m_entry->setVisible(row);
    if (row) m_entry->show(*row, zoneOf(*row));
}

void ActivityPage::openEntry(const QModelIndex& index) {
    if (const JournalRow* row = m_model->at(index.row())) showJournalDialog(*row, zoneOf(*row), this);
}

void ActivityPage::fillMenu(QMenu* menu) {
    menu->addAction(tr("Open"), this, [this] { openEntry(m_table->currentIndex()); });
    menu->addAction(tr("Copy"), this, &ActivityPage::copySelection);
}

void ActivityPage::copySelection() {
    QStringList cells;
    for (int column = 0; column < JournalModel::kColumns; ++column)
        cells << m_table->currentIndex().siblingAtColumn(column).data().toString();
    QApplication::clipboard()->setText(cells.join(u'\t'));
}

/// What is broken, or what holds and what cannot be known.
QString ActivityPage::verdictText(const JournalCheck& check) {
    if (check.firstBroken) return tr("Entry %1 was changed: its hash does not fit.").arg(*check.firstBroken);
    if (check.tail == JournalTail::Cut)
        return tr("Entries are missing: %1 are here, but entry %2 was written.").arg(check.rows).arg(check.lastKnown);
    if (check.tail == JournalTail::Rewritten)
        return tr("The journal was written anew: entry %1 is another than was written.").arg(check.lastKnown);
    if (!check.unaccounted.isEmpty())
        return tr("%n recorded operation(s) have no beginning or no end here.", nullptr,
                  static_cast<int>(check.unaccounted.size()));
    const QString rows = tr("%n entry(ies), unbroken", nullptr, static_cast<int>(check.rows));
    return check.tail == JournalTail::Holds ? tr("%1, complete up to entry %2").arg(rows).arg(check.lastKnown)
                                            : tr("%1; whether the end was cut off is not known").arg(rows);
}

void ActivityPage::verify() {
    const auto check = m_context.storage.journal().verify();
    setKind(m_verdict, check && check->isIntact() ? "muted" : "bad");
    if (!check) return m_verdict->setText(Words::of(check.error()));
    m_verdict->setText(
        tr("Checked %1: %2").arg(Words::clock(m_context.clock.nowUtc(), QTimeZone::utc()), verdictText(*check)));
}

Export ActivityPage::shownEntries() {
    const QString name = m_everywhere->isChecked() || !session() ? tr("all") : session()->environment().name;
    return {.title = tr("Export the shown entries"),
            .name = name + QStringLiteral("-journal"),
            .csv = [this] { return journalCsv(m_model->shown()); },
            .json = [this] { return journalJson(m_model->shown()); },
            .written =
                [this](const QString& path) {
                    setKind(m_verdict, "muted");
                    m_verdict->setText(tr("Exported to %1.").arg(path));
                }};
}

}  // namespace prophecy::ui
