#include "ui/wizards/frame/checks_card.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>
#include <algorithm>

#include "ui/parts/check_words.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

ChecksCard::ChecksCard(std::span<const CheckId> ids) : m_layout(new QVBoxLayout(this)), m_ids(ids) {
    setProperty("card", true);
    m_layout->setContentsMargins(14, 4, 14, 4);
    m_layout->setSpacing(0);
    for (const CheckId id : ids) addRow(id);
}

void ChecksCard::addRow(CheckId id) {
    const QString name = kebabName(id);
    Row row{new QWidget,
            makeRule(),
            new Pill,
            wrappedLabel({}, "muted"),
            plainLabel({}, "caption"),
            new QLineEdit,
            makeButton(tr("Again"), qPrintable(QStringLiteral("checkAgain-") + name))};
    row.state->setObjectName(QStringLiteral("checkState-") + name);
    row.evidence->setObjectName(QStringLiteral("checkEvidence-") + name);
    row.reason->setObjectName(QStringLiteral("checkReason-") + name);
    row.reason->hide();
    row.reason->setPlaceholderText(tr("Why do you accept this? The reason goes into the journal."));
    row.reason->setAccessibleName(tr("Reason for %1").arg(CheckWords::of(id)));
    row.repeat->setProperty("small", true);
    row.repeat->setAccessibleName(tr("Check again: %1").arg(CheckWords::of(id)));
    auto* text = new QVBoxLayout;
    text->setSpacing(2);
    text->addWidget(plainLabel(CheckWords::of(id), "heading"));
    text->addWidget(row.evidence);
    text->addWidget(row.reason);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 5, 0, 5);
    line->setSpacing(10);
    auto* whole = new QVBoxLayout(row.line);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(row.rule);
    whole->addLayout(line);
    row.rule->setVisible(!m_order.empty());
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
    line->addWidget(row.repeat, 0, Qt::AlignTop);
    m_layout->addWidget(row.line);
    m_order.push_back(id);
    connect(row.repeat, &QPushButton::clicked, this, [this, id] { Q_EMIT repeatWanted(id); });
    connect(row.reason, &QLineEdit::textEdited, this,
            [this, id](const QString& reason) { Q_EMIT reasonEdited(id, reason); });
    m_rows[id] = row;
}

void ChecksCard::show(const std::vector<Check>& checks, const ReasonOf& reasonOf, const QDateTime& now) {
    for (const Check& check : checks) {
        const Row& row = m_rows.at(check.id);
        row.state->set(CheckWords::of(check.state), CheckWords::look(check.state));
        const QString evidence = sentenceOf(check.evidence);
        if (row.evidence->text() != evidence) row.evidence->setText(evidence);
        row.age->setText(check.at.isValid() ? Words::age(check.at, now) : QString());
        if (check.state != CheckState::Waiting) row.reason->setVisible(check.needsReason());  // nothing jumps meanwhile
        // What was accepted as it stood then counts for nothing else, and again once it stands so.
        if (!row.reason->hasFocus() && row.reason->text().trimmed() != reasonOf(check))
            row.reason->setText(reasonOf(check));
    }
    arrange(checks, reasonOf);
}

/// Not while one is asked or a reason is written: nothing moves under hand or mouse.
void ChecksCard::arrange(const std::vector<Check>& checks, const ReasonOf& reasonOf) {
    const bool settled =
        std::none_of(checks.begin(), checks.end(), [](const Check& c) { return c.state == CheckState::Waiting; });
    if (!settled || underMouse() || isAncestorOf(QApplication::focusWidget())) return;
    const auto rank = [&](CheckId id) {
        const auto check = std::find_if(checks.begin(), checks.end(), [id](const Check& c) { return c.id == id; });
        if (check == checks.end() || check->state == CheckState::Pass) return 4;
        if (check->state == CheckState::Fail) return 0;
        if (!check->needsReason()) return 3;
        return reasonOf(*check).isEmpty() ? 1 : 2;
    };
    std::vector<CheckId> order(m_ids.begin(), m_ids.end());
    std::stable_sort(order.begin(), order.end(), [&](CheckId a, CheckId b) { return rank(a) < rank(b); });
    if (order == std::exchange(m_order, order)) return;
    QWidget* before = nullptr;
    for (const CheckId id : m_order) {
        const Row& row = m_rows.at(id);
        m_layout->addWidget(row.line);
        row.rule->setVisible(before != nullptr);
        if (before) setTabOrder(before, row.reason);
        setTabOrder(row.reason, row.repeat);
        before = row.repeat;
    }
}

QWidget* ChecksCard::firstMissingReason() const {
    for (const CheckId id : m_order) {
        QLineEdit* reason = m_rows.at(id).reason;
        if (reason->isVisibleTo(this) && reason->text().isEmpty()) return reason;
    }
    return nullptr;
}

QString ChecksCard::summaryOf(const std::vector<Check>& checks) {
    const auto any = [&](CheckState state) {
        return std::any_of(checks.begin(), checks.end(), [&](const Check& c) { return c.state == state; });
    };
    return any(CheckState::Fail)   ? tr("What fails must be mended before you can go on.")
           : any(CheckState::Warn) ? tr("A warning needs a reason before you can go on.")
                                   : tr("Nothing is sent by these checks but reads.");
}

QString ChecksCard::obstacleIn(std::span<const CheckId> needed, const std::vector<Check>& checks,
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
