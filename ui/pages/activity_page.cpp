#include "ui/pages/activity_page.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QTableView>
#include <QVBoxLayout>

#include "ui/delegates/row_delegates.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"

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
      m_table(new QTableView) {
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
    m_table->setObjectName(QStringLiteral("journalTable"));
    m_table->setAccessibleName(tr("Journal"));
    m_table->setModel(m_model);
    styleRows(m_table);
    const int widths[] = {170, 140, 190, 150};
    for (int column = 0; column < 4; ++column) m_table->setColumnWidth(column, widths[column]);
    m_table->setItemDelegateForColumn(0, new CellDelegate(true, false, m_table));
    m_table->setItemDelegateForColumn(3, new CellDelegate(false, true, m_table));
    layout->addWidget(m_table, 1);
    connect(m_filter, &QLineEdit::textChanged, this, &ActivityPage::applyFilter);
    connect(m_everywhere, &QCheckBox::toggled, this, &ActivityPage::applyFilter);
    connect(check, &QPushButton::clicked, this, &ActivityPage::verify);
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

void ActivityPage::verify() {
    const auto check = m_context.storage.journal().verify();
    const bool good = check && !check->firstBroken;
    setKind(m_verdict, good ? "muted" : "bad");
    if (!check)
        m_verdict->setText(Words::of(check.error()));
    else if (check->firstBroken)
        m_verdict->setText(tr("Entry %1 was changed: its hash does not fit.").arg(*check->firstBroken));
    else
        m_verdict->setText(tr("%n entry(ies), unbroken", nullptr, static_cast<int>(check->rows)));
}

}  // namespace prophecy::ui
