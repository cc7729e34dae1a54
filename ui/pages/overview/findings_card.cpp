#include "ui/pages/overview/findings_card.h"

#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/words/finding_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kLevelWidth = 96;
}

FindingsCard::FindingsCard() : m_rows(new QVBoxLayout(this)) {
    setProperty("card", true);
    setObjectName(QStringLiteral("findingsCard"));
    m_rows->setContentsMargins(0, 4, 0, 4);
    m_rows->setSpacing(0);
}

void FindingsCard::forget() {
    m_isBuilt = false;
}

void FindingsCard::show(const std::vector<Finding>& findings, const QDateTime& now, const QTimeZone& zone) {
    std::vector<std::pair<FindingCode, Level>> wanted;
    wanted.reserve(findings.size());
    for (const Finding& finding : findings) wanted.emplace_back(finding.code, finding.level);
    if (!m_isBuilt || wanted != m_shown) build(findings);
    m_isBuilt = true;
    m_shown = std::move(wanted);
    for (std::size_t i = 0; i < findings.size(); ++i) m_sentences[i]->setText(findingText(findings[i], now, zone));
}

void FindingsCard::build(const std::vector<Finding>& findings) {
    clearLayout(m_rows);
    m_sentences.clear();
    for (const Finding& finding : findings) addRow(finding);
    if (!findings.empty()) return;
    auto* nothing = plainLabel(tr("Nothing is known yet."), "muted");
    nothing->setContentsMargins(14, 8, 14, 8);
    m_rows->addWidget(nothing);
}

void FindingsCard::addRow(const Finding& finding) {
    auto* row = new QWidget;
    row->setObjectName(QStringLiteral("finding"));
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(14, 8, 14, 8);
    layout->setSpacing(10);
    auto* pill = new Pill;
    pill->set(Words::of(finding.level), theme::look(finding.level));
    m_sentences.push_back(wrappedLabel({}));
    auto* level = new QHBoxLayout;  // as wide in every row, so that the sentences stand below each other
    level->addWidget(pill, 0, Qt::AlignTop | Qt::AlignLeft);
    level->addSpacerItem(new QSpacerItem(kLevelWidth - pill->sizeHint().width(), 0));
    layout->addLayout(level);
    layout->addWidget(m_sentences.back(), 1);
    if (QWidget* way = makeWayOut(finding)) layout->addWidget(way);
    if (m_rows->count() > 0) m_rows->addWidget(makeRule());
    m_rows->addWidget(row);
}

/// nullptr where nothing can be opened that helps.
QWidget* FindingsCard::makeWayOut(const Finding& finding) {
    if (finding.code == FindingCode::FailedSince || finding.code == FindingCode::FailedBefore) {
        auto* open = makeButton(tr("Show failed"), "showFailed");
        connect(open, &QPushButton::clicked, this, &FindingsCard::failuresWanted);
        return open;
    }
    const bool refused = finding.code == FindingCode::Connection && finding.level == Level::Bad;
    if (finding.code != FindingCode::KeyExpires && !refused) return nullptr;
    auto* open = makeButton(tr("Settings"), "openSettings");
    connect(open, &QPushButton::clicked, this, &FindingsCard::settingsWanted);
    return open;
}

}  // namespace prophecy::ui
