#include "ui/shell/ended_line.h"

#include <QHBoxLayout>
#include <algorithm>

#include "ui/parts/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

EndedLine::EndedLine(KindWordsTable words)
    : m_words(words),
      m_worst(new Pill),
      m_newest(plainLabel({}, "muted")),
      m_unfold(makeButton(tr("Show each"), "unfoldEnded")) {
    setObjectName(QStringLiteral("endedLine"));
    m_unfold->setCheckable(true);
    m_newest->setObjectName(QStringLiteral("endedNewest"));
    m_newest->setMinimumWidth(1);
    auto* away = makeButton(tr("Put all away"), "putAllAway");
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(m_worst);
    layout->addWidget(m_newest, 1);
    layout->addWidget(m_unfold);
    layout->addWidget(away);
    connect(m_unfold, &QPushButton::toggled, this, [this](bool on) {
        m_unfold->setText(on ? tr("Fold") : tr("Show each"));
        Q_EMIT unfolded();
    });
    connect(away, &QPushButton::clicked, this, [this] {
        m_unfold->setChecked(false);
        Q_EMIT allPutAway();
    });
}

bool EndedLine::isUnfolded() const {
    return m_unfold->isChecked();
}

void EndedLine::show(const std::vector<Operation>& ended, const QDateTime& now) {
    const auto isGood = [](const Operation& operation) { return operation.state == OperationState::Succeeded; };
    const int bad = static_cast<int>(ended.size() - std::count_if(ended.begin(), ended.end(), isGood));
    const auto worst = std::find_if_not(ended.begin(), ended.end(), isGood);
    const QString all = tr("%n operation(s) ended", nullptr, static_cast<int>(ended.size()));
    m_worst->set(bad > 0 ? tr("%1, %n without success", nullptr, bad).arg(all) : all,
                 operationLook(worst == ended.end() ? ended.front() : *worst));
    const Operation& newest = ended.front();
    m_newest->setText(
        tr("The newest: %1, %2, %3")
            .arg(Words::headline(newest, m_words), newest.environmentName, Words::age(newest.finishedAt, now)));
}

}  // namespace prophecy::ui
