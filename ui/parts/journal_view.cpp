#include "ui/parts/journal_view.h"

#include <QFormLayout>
#include <QLabel>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/words/journal_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

JournalView::JournalView() : m_form(new QFormLayout(this)) {
    setObjectName(QStringLiteral("journalView"));
    m_form->setContentsMargins(0, 0, 0, 0);
    m_form->setRowWrapPolicy(QFormLayout::WrapAllRows);
    m_form->setVerticalSpacing(4);
}

void JournalView::show(const JournalRow& row, const QTimeZone& zone) {
    if (m_hash == row.hash) return;  // what is read or selected there stays
    m_hash = row.hash;
    clearLayout(m_form);
    add(tr("Action"), actionWords(row.action));
    add(tr("Time"), Words::inAllZones(row.at, zone));
    add(tr("Environment"), displayLine(row.environment) + u'\n' + displayLine(row.target));
    add(tr("Who"), tr("%1 on %2").arg(displayLine(row.who), displayLine(row.workstation)));
    for (const JournalFact& fact : factsOf(row)) add(fact.label, fact.value);
    add(tr("Entry %1, hash").arg(row.seq), row.hash);
}

void JournalView::add(const QString& label, const QString& value) {
    QLabel* text = wrappedLabel(value);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    text->setAccessibleName(QStringLiteral("%1: %2").arg(label, value));
    m_form->addRow(plainLabel(label, "caption"), text);
}

}  // namespace prophecy::ui
