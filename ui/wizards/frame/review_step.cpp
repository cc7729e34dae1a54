#include "ui/wizards/frame/review_step.h"

#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/dialogs/request_dialog.h"
#include "ui/parts/check_words.h"
#include "ui/parts/typed_name.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

ReviewStep::ReviewStep(Procedure& procedure)
    : m_procedure(procedure),
      m_sentence(wrappedLabel({}, "title")),
      m_cautionFrame(new QFrame),
      m_caution(wrappedLabel({})),
      m_loss(wrappedLabel({}, "bad")),
      m_table(new QGridLayout),
      m_checks(new QVBoxLayout),
      m_name(new TypedName(procedure.context.scheduler)) {
    m_sentence->setObjectName(QStringLiteral("reviewSentence"));
    m_caution->setObjectName(QStringLiteral("reviewCaution"));
    m_loss->setObjectName(QStringLiteral("reviewLoss"));
    m_cautionFrame->setProperty("notice", true);
    (new QVBoxLayout(m_cautionFrame))->addWidget(m_caution);
    auto* content = new QWidget;
    auto* inside = new QVBoxLayout(content);
    inside->setContentsMargins(0, 0, 6, 0);
    inside->setSpacing(12);
    inside->addWidget(m_sentence);
    inside->addWidget(m_cautionFrame);
    inside->addWidget(m_loss);
    inside->addWidget(makeCards());
    inside->addWidget(makeRequestCard());
    inside->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(makeInnerScroll(content), 1);
    layout->addWidget(m_name);
    connect(m_name, &TypedName::changed, this, &ReviewStep::changed);
    connect(&procedure, &Procedure::checksChanged, this, [this] {
        if (isVisible()) show();
    });
    // Another target than the one that was read and typed: begin again.
    connect(&procedure, &Procedure::planReplaced, this, [this] {
        if (isVisible()) enter();
    });
}

QWidget* ReviewStep::makeCards() {
    auto* what = makeCard();
    auto* whatLayout = headCard(what, tr("What happens"));
    m_table->setHorizontalSpacing(16);
    m_table->setVerticalSpacing(5);
    m_table->setColumnStretch(1, 1);
    whatLayout->addLayout(m_table);
    whatLayout->addStretch();
    auto* checks = makeCard();
    auto* checksLayout = headCard(checks, tr("Checks"));
    m_checks->setSpacing(4);
    checksLayout->addLayout(m_checks);
    checksLayout->addStretch();
    auto* cards = new QWidget;
    auto* row = new QHBoxLayout(cards);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(14);
    row->addWidget(what, 1);
    row->addWidget(checks, 1);
    return cards;
}

QWidget* ReviewStep::makeRequestCard() {
    auto* card = makeCard();
    auto* layout = headCard(card, tr("Exact request"));
    m_request = makeTextBox("reviewRequest", "calm", 3);
    layout->addWidget(m_request);
    auto* curl = makeButton(tr("Show as curl…"), "reviewCurl");
    layout->addWidget(curl, 0, Qt::AlignLeft);
    connect(curl, &QPushButton::clicked, this, [this] {
        const auto review = m_procedure.review();
        const Environment* target = m_procedure.target();
        if (review && target)
            (new RequestDialog(m_procedure.context.storage, *target, review->request, review->note, this))->open();
    });
    return card;
}

/// The facts are asked for again: a review is of what is, not of what was.
void ReviewStep::enter() {
    m_procedure.beginReview();
    if (CheckRun* run = m_procedure.checks()) run->start();
    if (const Environment* target = m_procedure.target()) m_name->ask(*target);
    show();
}

void ReviewStep::show() {
    const auto review = m_procedure.review();
    if (!review || !m_procedure.target()) return Q_EMIT changed();
    m_sentence->setText(review->sentence);
    m_caution->setText(review->caution);
    m_cautionFrame->setVisible(!review->caution.isEmpty());
    m_loss->setText(review->loss);
    setKind(m_loss, review->lossIsRed ? "bad" : "muted");
    showTable(*review);
    CheckRun* run = m_procedure.checks();
    const auto checks = run ? run->checks() : std::vector<Check>();
    fillChecks(m_checks, checks, m_procedure.reasonsFor(checks), m_procedure.context.clock.nowUtc());
    const QString text = review->request ? review->request->request : Words::of(review->request.error());
    if (m_request->toPlainText() != text) m_request->setPlainText(text);
    m_tick.run();
    Q_EMIT changed();
}

void ReviewStep::showTable(const Review& review) {
    const bool fresh = m_table->count() == 0;
    int i = 0;
    for (const auto& [name, value] : review.facts) {
        if (fresh) {
            m_table->addWidget(plainLabel(name, "muted"), i, 0, Qt::AlignTop);
            m_table->addWidget(wrappedLabel(value), i, 1);
        } else {
            qobject_cast<QLabel*>(m_table->itemAtPosition(i, 1)->widget())->setText(value);
        }
        ++i;
    }
}

QString ReviewStep::typedName() const {
    return m_name->text();
}

QWidget* ReviewStep::firstFocus() const {
    return m_name->findChild<QLineEdit*>();
}

QString ReviewStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    CheckRun* run = m_procedure.checks();
    if (!run || run->isWaiting()) return tr("Some checks are not answered yet.");
    if (QString taken = m_procedure.whyTaken(); !taken.isEmpty()) return taken;
    if (const auto allowed = m_procedure.mayBegin(); !allowed) return Words::of(allowed.error());
    return m_name->obstacle();
}

}  // namespace prophecy::ui
