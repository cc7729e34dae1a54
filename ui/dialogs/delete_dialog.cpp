#include "ui/dialogs/delete_dialog.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QSet>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"
#include "words/refusal.h"

namespace prophecy::ui {

namespace {

constexpr int kState = 1, kAge = 2, kResult = 3, kColumns = 4;

const BackupRow* rowOf(const BackupTimestamp& timestamp, const BackupRows& rows) {
    const auto it = std::find_if(rows.begin(), rows.end(),
                                 [&](const BackupRow& row) { return row.known.backup.timestamp == timestamp; });
    return it == rows.end() ? nullptr : &*it;
}

/// What is lost and what remains, in numbers.
QString lossOf(const std::vector<BackupTimestamp>& timestamps, const BackupRows& rows) {
    const QSet<BackupTimestamp> taken(timestamps.begin(), timestamps.end());
    int lost = 0, remaining = 0;
    for (const BackupRow& row : rows) {
        if (row.state != BackupState::Success || !row.known.listed) continue;
        taken.contains(row.known.backup.timestamp) ? ++lost : ++remaining;
    }
    return DeleteDialog::tr(
               "%n backup(s) will be lost, the data in the store as well as the entry. This cannot be undone.", nullptr,
               static_cast<int>(timestamps.size())) +
           u' ' + DeleteDialog::tr("Good ones among them: %1. Good ones that remain: %2.").arg(lost).arg(remaining);
}

/// Whether no good backup that the server lists would remain.
bool takesLastGood(const std::vector<BackupTimestamp>& timestamps, const BackupRows& rows) {
    const QSet<BackupTimestamp> taken(timestamps.begin(), timestamps.end());
    return std::none_of(rows.begin(), rows.end(), [&](const BackupRow& row) {
        return row.state == BackupState::Success && row.known.listed && !taken.contains(row.known.backup.timestamp);
    });
}

bool takesNewestGood(const std::vector<BackupTimestamp>& timestamps, const BackupRows& rows) {
    const auto takes = [&](const BackupRow* good) {
        return good &&
               std::find(timestamps.begin(), timestamps.end(), good->known.backup.timestamp) != timestamps.end();
    };
    return takes(lastGood(rows)) || takes(lastGood(rows, true, false));
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a layout, still to be cut
DeleteDialog::DeleteDialog(UiContext context, const Environment& environment, std::vector<BackupTimestamp> timestamps,
                           const BackupRows& rows, QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_environment(environment),
      m_timestamps(std::move(timestamps)),
      m_title(wrappedLabel({}, "title")),
      m_items(new QTableWidget) {
    setObjectName(QStringLiteral("deleteDialog"));
    m_title->setObjectName(QStringLiteral("deleteTitle"));
    setWindowTitle(tr("Delete backups"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {620, 440});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    band->show(environment, tr("Delete from %1").arg(environment.name));
    outer->addWidget(band);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(10);
    outer->addLayout(layout);

    const int count = static_cast<int>(m_timestamps.size());
    m_title->setText(tr("%n backup(s) will be deleted from %1", nullptr, count).arg(environment.name));
    layout->addWidget(m_title);
    m_warning = new QFrame;
    m_warning->setProperty("loss", true);
    auto* inside = new QVBoxLayout(m_warning);
    auto* loss = wrappedLabel(lossOf(m_timestamps, rows));
    loss->setObjectName(QStringLiteral("deleteLoss"));
    inside->addWidget(loss);
    layout->addWidget(m_warning);
    m_items->setObjectName(QStringLiteral("deleteItems"));
    m_items->setAccessibleName(tr("Backups to delete"));
    m_items->setColumnCount(kColumns);
    m_items->setRowCount(count);
    m_items->setHorizontalHeaderLabels({tr("Backup"), tr("State"), tr("Age"), tr("Result")});
    m_items->verticalHeader()->hide();
    m_items->verticalHeader()->setMinimumSectionSize(28);
    m_items->verticalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_items->horizontalHeader()->setStretchLastSection(true);
    m_items->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_items->setColumnWidth(0, 176);
    m_items->setColumnWidth(kState, 104);
    m_items->setColumnWidth(kAge, 84);
    m_items->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_items->setSelectionMode(QAbstractItemView::NoSelection);
    m_items->setShowGrid(false);
    const BackupRow *good = lastGood(rows), *newestOfAny = lastGood(rows, true, false);
    const QDateTime now = context.clock.nowUtc();
    for (int i = 0; i < count; ++i) {
        if (const BackupRow* row = rowOf(m_timestamps[static_cast<std::size_t>(i)], rows)) {
            const StateLook look = theme::look(row->state);
            auto* state = new QTableWidgetItem(Words::of(row->state));
            state->setIcon(theme::icon(look.icon, look.ink));
            m_items->setItem(i, kState, state);
            m_items->setItem(i, kAge, new QTableWidgetItem(Words::age(row->time, now)));
        }
        m_items->setItem(i, 0, new QTableWidgetItem(displayLine(m_timestamps[static_cast<std::size_t>(i)].text())));
        const auto is = [&](const BackupRow* row) {
            return row && row->known.backup.timestamp == m_timestamps[static_cast<std::size_t>(i)];
        };
        const bool newest = is(good) || is(newestOfAny);
        m_items->setItem(
            i, kResult,
            new QTableWidgetItem(newest ? tr("not deleted yet; the newest good one") : tr("not deleted yet")));
    }
    layout->addWidget(m_items, 1);

    if (takesNewestGood(m_timestamps, rows)) {
        const QString text = takesLastGood(m_timestamps, rows)
                                 ? tr("I know that no good backup of %1 remains then.").arg(environment.name)
                                 : tr("I know that this is the newest good backup of %1.").arg(environment.name);
        m_lastGood = new QCheckBox(onButton(text));
        m_lastGood->setObjectName(QStringLiteral("lastGoodCheck"));
        auto* notice = new QFrame;
        notice->setProperty("notice", true);
        auto* noticeLayout = new QVBoxLayout(notice);
        noticeLayout->addWidget(m_lastGood);
        layout->addWidget(notice);
        connect(m_lastGood, &QCheckBox::toggled, this, &DeleteDialog::review);
    }
    if (environment.protection == Protection::Typed) {
        layout->addWidget(wrappedLabel(tr("Type %1 to allow it").arg(environment.name)));
        m_name = new QLineEdit;
        m_name->setObjectName(QStringLiteral("typedName"));
        m_name->setAccessibleName(tr("Name of the environment"));
        layout->addWidget(m_name);
        connect(m_name, &QLineEdit::textChanged, this, &DeleteDialog::review);
    }
    auto* buttons = new QHBoxLayout;
    auto* request = makeButton(tr("Show request and curl…"), "deleteRequest");
    buttons->addWidget(request);
    connect(request, &QPushButton::clicked, this, [this] {
        (new RequestDialog(m_context.storage, m_environment, PreviewedRequest::DeleteBackup, m_timestamps.front(),
                           this))
            ->open();
    });
    buttons->addStretch();
    m_cancel = makeButton(tr("Cancel"), "deleteCancel");
    m_run = makeButton(tr("Delete %n backup(s)", nullptr, count), "deleteRun", "danger");
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_run);
    layout->addLayout(buttons);
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &DeleteDialog::run);
    review();
    if (m_name)
        m_name->setFocus();
    else
        m_cancel->setFocus();
}

void DeleteDialog::review() {
    const bool named = !m_name || m_name->text() == m_environment.name;
    m_run->setEnabled(named && (!m_lastGood || m_lastGood->isChecked()));
}

void DeleteDialog::run() {
    m_objection.reset();
    Consent consent;
    consent.confirmed = true;
    consent.accepted = m_accepted;
    consent.lastGoodAcknowledged = m_lastGood && m_lastGood->isChecked();
    if (m_name) consent.typedName = m_name->text();
    m_run->setEnabled(false);
    m_cancel->setText(tr("Close"));
    if (m_name) m_name->setEnabled(false);
    if (m_lastGood) m_lastGood->setEnabled(false);
    for (int i = 0; i < m_items->rowCount(); ++i) m_items->item(i, kResult)->setText(tr("waiting"));
    auto* batch = new BatchDelete(m_context.tracker, m_environment, m_timestamps, consent, this);
    connect(batch, &BatchDelete::itemFinished, this, &DeleteDialog::showOutcome);
    connect(batch, &BatchDelete::finished, this, [this] {
        if (m_objection) return ask(*m_objection);
        m_cancel->setFocus();
        m_title->setText(m_sent ? tr("What came of it") : tr("Nothing was deleted"));
        m_warning->hide();
        if (EnvironmentSession* session = m_context.sessions.find(m_environment.id)) session->refresh();
    });
    batch->start();
}

/// What stands in the way holds for all of them; nothing was sent.
void DeleteDialog::ask(const Check& objection) {
    auto* dialog = new AcceptDialog(m_environment, tr("Delete from %1").arg(m_environment.name), objection,
                                    tr("Delete all the same"), this);
    connect(dialog, &AcceptDialog::objectionAccepted, this, [this](CheckId id, const AcceptedReason& reason) {
        m_accepted[id] = reason;
        run();
    });
    connect(dialog, &QDialog::rejected, this, [this] { m_cancel->setFocus(); });
    dialog->open();
}

void DeleteDialog::showOutcome(int index, const Result<Operation>& outcome) {
    m_sent = m_sent || outcome;
    if (!outcome && index == 0) m_objection = objectionIn(outcome.error());
    const auto [text, look] = [&]() -> std::pair<QString, StateLook> {
        if (!outcome) return {Words::of(outcome.error()).simplified(), theme::look(Level::Bad)};
        if (outcome->state == OperationState::Succeeded) return {tr("deleted"), theme::look(Level::Good)};
        if (outcome->state == OperationState::Failed)
            return {tr("not deleted: %1").arg(displayLine(outcome->text)), theme::look(Level::Bad)};
        if (outcome->state == OperationState::Running)
            return {tr("deleted, the server says; the list that has to show it cannot be read"),
                    theme::look(Level::Attention)};
        return {tr("outcome unknown: the console looks, and does not send it again"), theme::look(Level::Attention)};
    }();
    QTableWidgetItem* item = m_items->item(index, kResult);
    item->setText(text);
    item->setToolTip(plainTip(text));
    item->setIcon(theme::icon(look.icon, look.ink));
}

}  // namespace prophecy::ui
