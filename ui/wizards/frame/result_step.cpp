#include "ui/wizards/frame/result_step.h"

#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/parts/check_words.h"
#include "ui/parts/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/report_saver.h"

namespace prophecy::ui {

ResultStep::ResultStep(Procedure& procedure)
    : m_procedure(procedure),
      m_title(wrappedLabel({}, "title")),
      m_pill(new Pill),
      m_explain(wrappedLabel({}, "muted")),
      m_server(makeTextBox("resultServerText", "server", 4)),
      m_chips(new ComponentChips),
      m_after(new QVBoxLayout),
      m_again(makeButton(tr("Check again"), "resultAgain")),
      m_actions(new QHBoxLayout),
      m_told(wrappedLabel({}, "muted")) {
    m_title->setObjectName(QStringLiteral("resultTitle"));
    m_pill->setObjectName(QStringLiteral("resultOutcome"));
    m_explain->setObjectName(QStringLiteral("resultExplain"));
    m_chips->setRows(2);
    build();
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (m_followUp) m_followUp->start();
    });
}

void ResultStep::build() {
    auto* card = makeCard();
    card->setObjectName(QStringLiteral("resultAfter"));
    m_after->setContentsMargins(14, 10, 14, 10);
    m_after->setSpacing(6);
    card->setLayout(m_after);
    auto* saver = new ReportSaver(
        this, [this] { return report(); }, [this](const QString& sentence) { m_told->setText(sentence); });
    saver->setFileName([this] {
        const auto operation = m_procedure.operation();
        return QStringLiteral("%1-%2").arg(m_procedure.kind(), operation ? operation->environmentName : QString());
    });
    m_save = saver->markdownButton();
    for (QPushButton* button : {saver->markdownButton(), saver->pdfButton(), m_again}) m_actions->addWidget(button);
    m_actions->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_title);
    layout->addWidget(m_pill);
    layout->addWidget(m_explain);
    layout->addWidget(m_server);
    layout->addWidget(m_chips);
    layout->addWidget(plainLabel(tr("Checks afterwards"), "heading"));
    layout->addWidget(card);
    layout->addLayout(m_actions);
    layout->addWidget(m_told);
    layout->addStretch();
}

void ResultStep::enter() {
    const auto operation = m_procedure.operation();
    if (!operation || operation->id == m_shown) return;
    m_shown = operation->id;
    m_kept = false;
    m_followUp = m_procedure.followUp(*operation);
    if (m_followUp) {
        connect(m_followUp.get(), &FollowUp::changed, this, &ResultStep::show);
        m_followUp->start();
    }
    show();
}

void ResultStep::show() {
    const auto operation = m_procedure.operation();
    if (!operation) return;
    const Outcome outcome = m_procedure.outcome(*operation, m_followUp.get());
    m_title->setText(outcome.title);
    m_pill->setVisible(!outcome.pill.isEmpty());
    if (!outcome.pill.isEmpty()) m_pill->set(outcome.pill, outcome.look);
    m_explain->setText(outcome.explain);
    m_server->setVisible(!outcome.serverText.isEmpty());
    m_server->setPlainText(displayText(outcome.serverText));
    m_chips->show(outcome.progress);
    m_chips->setVisible(outcome.progress.total() > 0);
    m_again->setVisible(m_followUp != nullptr);
    showActions(outcome.actions);
    showAfterChecks(*operation);
    if (!m_kept && (!m_followUp || !m_followUp->isWaiting())) keepReport();
    Q_EMIT changed();
}

/// Each button stays where it first came.
void ResultStep::showActions(const std::vector<OutcomeAction>& actions) {
    for (QPushButton* button : m_offered) button->hide();
    for (const OutcomeAction& action : actions) {
        const QString name = QString::fromLatin1(action.name);
        auto known =
            std::find_if(m_offered.begin(), m_offered.end(), [&](QPushButton* b) { return b->objectName() == name; });
        if (known == m_offered.end()) {
            m_actions->insertWidget(m_actions->count() - 1, makeButton({}, action.name));
            known = m_offered.insert(m_offered.end(), findChild<QPushButton*>(name));
        }
        QPushButton* button = *known;
        button->setText(action.text);
        button->disconnect(this);
        connect(button, &QPushButton::clicked, this, [this, act = action.act] { act(this); });
        button->show();
    }
}

void ResultStep::showAfterChecks(const Operation& operation) {
    if (m_followUp) return fillAfterChecks(m_after, m_followUp->checks());
    clearLayout(m_after);
    const QString why = operation.state == OperationState::Succeeded ? tr("None: it cannot be asked from here.")
                                                                     : tr("None: it did not succeed.");
    m_after->addWidget(wrappedLabel(why, "muted"));
}

/// Not the button that ends it: the keys that are pressed right now were meant for the page before.
QWidget* ResultStep::firstFocus() const {
    return m_again->isVisibleTo(this) ? m_again : m_save;
}

QString ResultStep::report() const {
    const auto operation = m_procedure.operation();
    return operation ? m_procedure.report(*operation, m_followUp.get()).value_or(QString()) : QString();
}

void ResultStep::keepReport() {
    const auto operation = m_procedure.operation();
    m_kept = operation && m_procedure.keepReport(*operation, report()).has_value();
    m_told->setText(m_kept ? tr("The report is in the journal.")
                           : tr("The report could not be written to the journal."));
}

}  // namespace prophecy::ui
