#include "ui/shell/environment_band.h"

#include <QHBoxLayout>

#include "ui/dialogs/backup_starter.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

EnvironmentBand::EnvironmentBand(const Clock& clock, OperationTracker& tracker, Storage& storage)
    : m_clock(clock),
      m_tracker(tracker),
      m_storage(storage),
      m_band(new TargetBand),
      m_readOnly(new Pill),
      m_version(new Pill),
      m_state(new Pill),
      m_key(new Pill),
      m_refresh(makeButton(tr("Refresh"), "refreshButton")),
      m_backUp(makeButton(tr("Back up now"), "backUpNow", "main")),
      m_starter(new BackupStarter(tracker, this)) {
    layOut();
    connect(m_refresh, &QPushButton::clicked, this, [this] {
        if (m_session) m_session->refresh();
    });
    connect(m_backUp, &QPushButton::clicked, this, &EnvironmentBand::startBackup);
    connect(m_backUp, &QWidget::customContextMenuRequested, this, &EnvironmentBand::showRequest);
    connect(m_starter, &BackupStarter::begun, this, [this] {
        Q_EMIT backupBegun();
        refresh();
    });
    connect(m_starter, &BackupStarter::refused, this, [this](const Environment& environment, const Error& error) {
        if (error.kind != ErrorKind::Canceled)
            Q_EMIT backupRefused(tr("No backup was started on %1. %2").arg(environment.name, Words::of(error)));
        refresh();
    });
    connect(&tracker, &OperationTracker::changed, this, &EnvironmentBand::refresh);
}

void EnvironmentBand::layOut() {
    m_readOnly->setObjectName(QStringLiteral("bandReadOnly"));
    m_readOnly->setToolTip(tr("This console changes nothing here. Settings tells where that can be changed."));
    m_state->setObjectName(QStringLiteral("bandState"));
    m_refresh->setIcon(theme::icon("view-refresh"));
    m_refresh->setToolTip(tr("Ask the server again (F5)"));
    m_backUp->setContextMenuPolicy(Qt::CustomContextMenu);
    for (QWidget* pill : std::initializer_list<QWidget*>{m_readOnly, m_version, m_state, m_key})
        m_band->extras()->addWidget(pill);
    m_band->extras()->addStretch();
    m_band->extras()->addWidget(m_refresh);
    m_band->extras()->addWidget(m_backUp);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_band);
}

void EnvironmentBand::show(EnvironmentSession* session) {
    m_session = session;
    setVisible(session);
    if (!session) return;
    m_band->show(session->environment());
    refresh();
}

void EnvironmentBand::refresh() {
    if (!m_session) return;
    showReach();
    showKey();
    showWhatCanBegin();
}

void EnvironmentBand::showReach() {
    const SessionFacts& facts = m_session->facts();
    const QDateTime now = m_clock.nowUtc();
    m_version->setQuiet(facts.version);
    m_version->setVisible(!facts.version.isEmpty());
    const QString word = Words::of(facts.reach);
    const QDateTime& since = facts.answeredAt;
    m_state->set(since.isValid() ? tr("%1 · %2").arg(word, Words::age(since, now)) : word, theme::look(facts.reach));
    m_state->setToolTip(facts.error ? plainTip(Words::of(*facts.error)) : QString());
    const QDateTime next = m_session->nextTry();
    m_refresh->setText(next.isValid() ? tr("Try now (else in %1 s)").arg(std::max<qint64>(0, now.secsTo(next)))
                                      : tr("Refresh"));
}

void EnvironmentBand::showKey() {
    const QDate expires = m_session->environment().keyExpires;
    m_key->setVisible(expires.isValid());
    if (!expires.isValid()) return;
    const qint64 days = m_clock.nowUtc().date().daysTo(expires);
    m_key->setQuiet(tr("key expires in %n day(s)", nullptr, static_cast<int>(days)));
}

void EnvironmentBand::showWhatCanBegin() {
    const Environment& environment = m_session->environment();
    const bool readOnly = environment.protection == Protection::ReadOnly;
    const bool busy = m_tracker.unfinishedOn(environment.root, Lane::Data).has_value() || m_starter->isActive();
    m_readOnly->setVisible(readOnly);
    if (readOnly) m_readOnly->setOutlined(tr("Read-only"), theme::tokens().muted);
    m_backUp->setEnabled(!readOnly && !busy);
    m_backUp->setToolTip(tr("Start a backup (Ctrl+B). Right-click shows the exact request."));
    if (busy) m_backUp->setToolTip(tr("Something is running there."));
    if (readOnly) m_backUp->setToolTip(tr("This environment is read-only in this console."));
}

void EnvironmentBand::startBackup() {
    if (m_session) m_starter->start(m_session->environment());
    refresh();
}

void EnvironmentBand::showRequest() {
    if (!m_session) return;
    const PreviewedRequest which = PreviewedRequest::StartBackup;
    (new RequestDialog(m_storage, m_session->spokenEnvironment(), which, {}, this))->open();
}

void EnvironmentBand::repolish() {
    m_refresh->setIcon(theme::icon("view-refresh"));
}

}  // namespace prophecy::ui
