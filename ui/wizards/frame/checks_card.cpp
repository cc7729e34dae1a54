#include "ui/wizards/frame/checks_card.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/dialogs/check_words.h"
#include "ui/theme/widgets.h"
#include "ui/theme/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

ChecksCard::ChecksCard(std::span<const CheckId> ids) {
    setProperty("card", true);
    auto* rows = new QVBoxLayout(this);
    rows->setContentsMargins(14, 8, 14, 8);
    rows->setSpacing(6);
    for (const CheckId id : ids) addRow(rows, id);
}

void ChecksCard::addRow(QVBoxLayout* layout, CheckId id) {
    const QString name = kebabName(id);
    Row row{new Pill, wrappedLabel({}, "muted"), plainLabel({}, "caption"), new QLineEdit};
    row.state->setObjectName(QStringLiteral("checkState-") + name);
    row.evidence->setObjectName(QStringLiteral("checkEvidence-") + name);
    row.reason->setObjectName(QStringLiteral("checkReason-") + name);
    row.reason->setPlaceholderText(tr("Why do you accept this? The reason goes into the journal."));
    row.reason->setAccessibleName(tr("Reason for %1").arg(CheckWords::of(id)));
    auto* repeat = makeButton(tr("Again"), qPrintable(QStringLiteral("checkAgain-") + name));
    repeat->setProperty("small", true);
    repeat->setAccessibleName(tr("Check again: %1").arg(CheckWords::of(id)));
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(plainLabel(CheckWords::of(id), "heading"));
    text->addWidget(row.evidence);
    text->addWidget(row.reason);
    auto* line = new QHBoxLayout;
    line->setSpacing(10);
    auto* stateBox = new QVBoxLayout;
    stateBox->addWidget(row.state);
    stateBox->addStretch();
    auto* stateCell = new QWidget;
    stateCell->setFixedWidth(104);
    stateBox->setContentsMargins(0, 0, 0, 0);
    stateCell->setLayout(stateBox);
    line->addWidget(stateCell);
    line->addLayout(text, 1);
    line->addWidget(row.age, 0, Qt::AlignTop);
    line->addWidget(repeat, 0, Qt::AlignTop);
    if (!m_rows.empty()) layout->addWidget(makeRule());
    layout->addLayout(line);
    connect(repeat, &QPushButton::clicked, this, [this, id] { Q_EMIT repeatWanted(id); });
    connect(row.reason, &QLineEdit::textEdited, this,
            [this, id](const QString& reason) { Q_EMIT reasonEdited(id, reason); });
    m_rows[id] = row;
}

void ChecksCard::fillReasons(const std::vector<Check>& checks, const ReasonOf& reasonOf) {
    for (const Check& check : checks) m_rows.at(check.id).reason->setText(reasonOf(check));
}

void ChecksCard::show(const std::vector<Check>& checks, const ReasonOf& reasonOf, const QDateTime& now) {
    for (const Check& check : checks) {
        const Row& row = m_rows.at(check.id);
        row.state->set(CheckWords::of(check.state), CheckWords::look(check.state));
        const QString evidence = sentenceOf(check.evidence);
        if (row.evidence->text() != evidence) row.evidence->setText(evidence);
        row.age->setText(check.at.isValid() ? Words::age(check.at, now) : QString());
        row.reason->setVisible(check.needsReason());
        // What was accepted as it stood then counts for nothing else.
        if (!row.reason->hasFocus() && reasonOf(check).isEmpty()) row.reason->clear();
    }
}

QString ChecksCard::summaryOf(const std::vector<Check>& checks) {
    const auto any = [&](CheckState state) {
        return std::any_of(checks.begin(), checks.end(), [&](const Check& c) { return c.state == state; });
    };
    return any(CheckState::Fail)   ? tr("What fails must be mended before you can go on.")
           : any(CheckState::Warn) ? tr("A warning needs a reason before you can go on.")
                                   : tr("Nothing is sent by these checks but reads.");
}

QString ChecksCard::obstacleIn(const std::vector<CheckId>& needed, const std::vector<Check>& checks,
                               const AcceptedReasons& accepted) {
    const auto obstacle = ::prophecy::obstacleIn(needed, checks, accepted);
    if (!obstacle) return {};
    switch (obstacle->why) {
        case Obstacle::Why::Fails: return sentenceOf(obstacle->check.evidence);
        case Obstacle::Why::NeedsReason: return tr("Give a reason for: %1").arg(CheckWords::of(obstacle->check.id));
        default: return tr("Some checks are not answered yet.");
    }
}

}  // namespace prophecy::ui
