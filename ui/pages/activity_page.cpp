#include "ui/pages/activity_page.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/dialogs/journal_dialog.h"
#include "ui/models/row_delegates.h"
#include "ui/parts/row_table.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kMostRows = 5000;
}

ActivityPage::ActivityPage(UiContext context)
    : Page(context),
      m_model(new JournalModel(this)),
      m_filter(new QLineEdit),
      m_everywhere(new QCheckBox(tr("All environments"))),
      m_verdict(plainLabel({}, "muted")),
      m_table(new RowTable("journalTable")) {
    setObjectName(QStringLiteral("activityPage"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(10);
    auto* tools = new QHBoxLayout;
    m_filter->setObjectName(QStringLiteral("journalFilter"));
    m_filter->setPlaceholderText(tr("Filter by action, person or text"));
    m_filter->setAccessibleName(tr("Filter the journal"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(260);
    m_everywhere->setObjectName(QStringLiteral("allEnvironments"));
    m_verdict->setObjectName(QStringLiteral("journalVerdict"));
    auto* check = makeButton(tr("Check the hashes"), "verifyJournal");
    tools->addWidget(m_filter, 1);
    tools->addWidget(m_everywhere);
    tools->addStretch();
    tools->addWidget(m_verdict);
    tools->addWidget(check);
    layout->addLayout(tools);
    m_table->setAccessibleName(tr("Journal"));
    m_table->setModel(m_model);
    const int widths[] = {170, 140, 190, 150};
    for (int column = 0; column < 4; ++column) m_table->setColumnWidth(column, widths[column]);
    m_table->setItemDelegateForColumn(0, new CellDelegate(true, false, m_table));
    m_table->setItemDelegateForColumn(3, new CellDelegate(false, true, m_table));
    layout->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &ActivityPage::applyFilter);
    connect(m_everywhere, &QCheckBox::toggled, this, &ActivityPage::applyFilter);
    connect(check, &QPushButton::clicked, this, &ActivityPage::verify);
    connect(m_table, &QTableView::activated, this, [this](const QModelIndex& index) {
        if (const JournalRow* row = m_model->at(index.row())) showJournalDialog(*row, this);
    });
    connect(&context.tracker, &OperationTracker::changed, this, &ActivityPage::refresh);
}

QWidget* ActivityPage::filterField() {
    return m_filter;
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
    m_model->setFilter(m_everywhere->isChecked() || !session() ? QString() : session()->environment().name,
                       m_filter->text().trimmed());
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
    m_verdict->setText(check ? verdictText(*check) : Words::of(check.error()));
}

}  // namespace prophecy::ui
