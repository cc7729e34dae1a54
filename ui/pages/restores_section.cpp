#include "ui/pages/restores_section.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/operation_dialog.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/parts/component_chips.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/draft_line.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kMostShown = 3;
}

RestoresSection::RestoresSection(UiContext context, WizardManager& wizards)
    : m_context(context), m_wizards(wizards), m_lines(new QVBoxLayout) {
    setProperty("card", true);
    setObjectName(QStringLiteral("restoresSection"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 10);
    layout->setSpacing(4);
    layout->addWidget(plainLabel(tr("Restores"), "heading"));
    layout->addLayout(m_lines);
    m_lines->setSpacing(4);
    hide();
    connect(&context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        const bool news = operation.kind == OperationKind::Restore &&
                          (isFinished(operation.state) || operation.state == OperationState::Submitting);
        if (news) refresh();
    });
    connect(&wizards, &WizardManager::changed, this, &RestoresSection::refresh);
}

void RestoresSection::setEnvironment(const Environment* environment) {
    m_environment = environment ? std::optional(*environment) : std::nullopt;
    m_server.clear();
    m_asking.clear();
    refresh();
    askServer();
}

void RestoresSection::refresh() {
    clearLayout(m_lines);
    if (!m_environment) return hide();
    m_records = m_context.restores.history(m_environment->root, kMostShown);
    for (auto& draft : m_wizards.drafts(QStringLiteral("restore"))) {
        const auto [from, to] = draft->sides();
        if (!draft->isBegun() && (from == m_environment->id || to == m_environment->id))
            m_lines->addWidget(new DraftLine(m_wizards, std::move(draft)));
    }
    for (const RestoreRecord& record : m_records) addRecord(record);
    setVisible(m_lines->count() > 0);
}

QHBoxLayout* RestoresSection::addLine(const QString& pill, const StateLook& look, const QString& text) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* mark = new Pill;
    mark->set(pill, look);
    row->addWidget(mark);
    auto* label = new ElidedLabel("");
    label->set(text);
    row->addWidget(label, 1);
    m_lines->addWidget(line);
    return row;
}

QString RestoresSection::serverSays(const RestoreRecord& record) const {
    const auto known = m_server.find(record.timestamp);
    if (known == m_server.end()) return {};
    if (!known->second) return tr("the server cannot be asked now");
    const BackupAnswer& answer = *known->second;
    return answer ? tr("the server says: %1").arg(displayLine(answer->status)) : tr("the server knows nothing of it");
}

QString RestoresSection::endingWord(OperationState state) {
    switch (state) {
        case OperationState::Succeeded: return tr("Restored");
        case OperationState::Failed: return tr("Failed");
        case OperationState::Lost: return tr("No trace");
        default: return tr("Not finished");
    }
}

void RestoresSection::addRecord(const RestoreRecord& record) {
    Operation operation;
    operation.state = record.state;
    QStringList parts{tr("%1 from %2").arg(displayLine(record.timestamp.text()), displayLine(record.sourceName)),
                      Words::when(record.startedAt, m_environment->timeZone())};
    if (const QString said = serverSays(record); !said.isEmpty()) parts << said;
    const QString word = endingWord(record.state);
    QHBoxLayout* row = addLine(word, operationLook(operation), parts.join(QStringLiteral(" · ")));
    const bool reported = !record.report.isEmpty();
    auto* show = makeButton(reported ? tr("Report") : tr("Open"), reported ? "restoreReport" : "restoreOpen");
    show->setProperty("small", true);
    row->addWidget(show);
    connect(show, &QPushButton::clicked, this, [this, record, reported] {
        if (reported) return showReport(record);
        // The wizard makes the checks afterwards and the report; what prophecyctl began has none.
        if (!m_wizards.openOperation(record.operation))
            (new OperationDialog(m_context, record.operation, this))->show();
    });
}

void RestoresSection::showReport(const RestoreRecord& record) {
    showReportDialog(*m_environment, tr("Restore into %1").arg(m_environment->name), record.report, this);
}

/// What the server reports of the restores that the journal knows.
void RestoresSection::askServer() {
    if (!m_environment) return;
    for (const RestoreRecord& record : m_records) {
        const BackupTimestamp timestamp = record.timestamp;
        if (m_asking.contains(timestamp)) continue;
        m_asking[timestamp] = m_context.restores.serverStatus(
            *m_environment, timestamp, this, [this, timestamp](Result<BackupAnswer> answer) {
                m_server.insert_or_assign(timestamp, std::move(answer));
                refresh();
            });
    }
}

}  // namespace prophecy::ui
