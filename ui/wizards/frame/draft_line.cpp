#include "ui/wizards/frame/draft_line.h"

#include <QHBoxLayout>
#include <QMessageBox>
#include <QPushButton>

#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

void askToDiscard(WizardManager& manager, const Procedure& draft, QWidget* parent) {
    auto* question = new QMessageBox(QMessageBox::Question, DraftLine::tr("Discard a draft"),
                                     DraftLine::tr("Discard what was prepared: %1?").arg(draft.summary()),
                                     QMessageBox::NoButton, parent);
    question->setObjectName(QStringLiteral("discardQuestion"));
    question->setTextFormat(Qt::PlainText);
    question->setAttribute(Qt::WA_DeleteOnClose);
    QPushButton* discard = question->addButton(DraftLine::tr("Discard it"), QMessageBox::DestructiveRole);
    discard->setObjectName(QStringLiteral("discardDraft"));
    question->setDefaultButton(question->addButton(DraftLine::tr("Keep it"), QMessageBox::RejectRole));
    QObject::connect(discard, &QPushButton::clicked, &manager,
                     [&manager, kind = draft.kind(), id = draft.common().id] { manager.discard(kind, id); });
    question->open();
}

DraftLine::DraftLine(WizardManager& manager, std::unique_ptr<Procedure> draft)
    : m_manager(manager), m_draft(std::move(draft)) {
    auto* mark = new Pill;
    mark->set(tr("Prepared"), theme::look(Level::Unknown));
    auto* text = new ElidedLabel("");
    const QString age = Words::age(m_draft->common().savedAt, manager.context().clock.nowUtc());
    text->set(tr("%1, saved %2").arg(m_draft->summary(), age));
    auto* go = makeButton(tr("Continue"), qPrintable(m_draft->kind() + QStringLiteral("Continue")));
    auto* drop = makeButton(tr("Discard…"), qPrintable(m_draft->kind() + QStringLiteral("Discard")));
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(mark);
    row->addWidget(text, 1);
    for (QPushButton* button : {go, drop}) {
        button->setProperty("small", true);
        row->addWidget(button);
    }
    connect(go, &QPushButton::clicked, this, [this] { m_manager.openDraft(m_draft->kind(), m_draft->common().id); });
    connect(drop, &QPushButton::clicked, this, [this] { askToDiscard(m_manager, *m_draft, window()); });
}

}  // namespace prophecy::ui
