#include "ui/dialogs/config_dialog.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDesktopServices>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QTableWidget>
#include <QVBoxLayout>

#include "core/text.h"
#include "domain/backup/retention.h"
#include "domain/config/frequency_check.h"
#include "domain/cron/describe.h"
#include "domain/cron/warnings.h"
#include "services/request_preview.h"
#include "ui/dialogs/accept_dialog.h"
#include "ui/dialogs/request_dialog.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"
#include "words/refusal.h"
#include "words/sentences.h"

namespace prophecy::ui {

namespace {

QString shown(const QJsonValue& value) {
    if (value.isUndefined()) return ConfigDialog::tr("(absent)");
    return displayLine(jsonText(value));
}

QJsonObject masked(const BackupConfig& config) {
    return maskSecrets(config.raw).toObject();
}

/// What was wanted, over what the server has now.
BackupConfig rebased(const BackupConfig& seen, const BackupConfig& wanted, BackupConfig onServer) {
    for (const ConfigDifference& d : differencesOf(seen.raw, wanted.raw)) {
        if (d.after.isUndefined())
            onServer.raw.remove(d.key);
        else
            onServer.raw.insert(d.key, d.after);
    }
    return onServer;
}

bool isLoud(const CronWarning& warning) {
    return warning.code == CronWarningCode::NeverRuns || warning.code == CronWarningCode::MoreThanHourly;
}

/// Nothing where the list was never read; the writer reads it, and asks then.
std::optional<std::vector<Backup>> listedNow(const UiContext& context, const Environment& environment) {
    const EnvironmentSession* session = context.sessions.find(environment.id);
    if (!session || !session->facts().listedAt.isValid() || !session->facts().rows) return std::nullopt;
    std::vector<Backup> listed;
    for (const BackupRow& row : *session->facts().rows)
        if (row.known.listed) listed.push_back(row.known.backup);
    return listed;
}

}  // namespace

// NOLINTNEXTLINE(readability-function-size): a layout, still to be cut
ConfigDialog::ConfigDialog(UiContext context, const Environment& environment, BackupConfig seen, BackupConfig wanted,
                           QWidget* parent)
    : QDialog(parent),
      m_context(context),
      m_environment(environment),
      m_seen(std::move(seen)),
      m_wanted(std::move(wanted)),
      m_title(wrappedLabel({}, "title")),
      m_text(wrappedLabel({})),
      m_table(new QTableWidget),
      m_more(new QVBoxLayout),
      m_lossBox(new QFrame),
      m_loss(wrappedLabel({})),
      m_lossKnown(new QCheckBox),
      m_request(makeButton(tr("Show request and curl…"), "configRequest")),
      m_cancel(makeButton(tr("Cancel"), "configCancel")),
      m_run(makeButton(tr("Save"), "configSave", "main")) {
    setObjectName(QStringLiteral("configDialog"));
    setWindowTitle(tr("Save the schedule"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {680, 560});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    band->show(environment, tr("Schedule of %1").arg(environment.name));
    outer->addWidget(band);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(10);
    outer->addLayout(layout);
    m_title->setObjectName(QStringLiteral("configTitle"));
    m_title->setText(tr("This will change on %1").arg(environment.name));
    layout->addWidget(m_title);
    layout->addWidget(m_text);
    m_table->setObjectName(QStringLiteral("configDifferences"));
    m_table->setAccessibleName(tr("What changes"));
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_table->setSelectionMode(QAbstractItemView::NoSelection);
    m_table->setShowGrid(false);
    layout->addWidget(m_table, 1);
    m_lossBox->setObjectName(QStringLiteral("configLoss"));
    m_lossBox->setProperty("loss", true);
    m_loss->setObjectName(QStringLiteral("configLossText"));
    m_lossKnown->setObjectName(QStringLiteral("configLossKnown"));
    auto* inside = new QVBoxLayout(m_lossBox);
    inside->addWidget(m_loss);
    inside->addWidget(m_lossKnown);
    layout->addWidget(m_lossBox);
    connect(m_lossKnown, &QCheckBox::toggled, this, &ConfigDialog::review);
    layout->addLayout(m_more);
    if (environment.protection == Protection::Typed) {
        m_nameLabel = wrappedLabel(tr("Type %1 to allow it").arg(environment.name));
        m_more->addWidget(m_nameLabel);
        m_name = new QLineEdit;
        m_name->setObjectName(QStringLiteral("typedName"));
        m_name->setAccessibleName(tr("Name of the environment"));
        m_more->addWidget(m_name);
        connect(m_name, &QLineEdit::textChanged, this, &ConfigDialog::review);
    }
    auto* buttons = new QHBoxLayout;
    buttons->addWidget(m_request);
    buttons->addStretch();
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_run);
    layout->addLayout(buttons);
    for (QPushButton* button : {m_request, m_cancel, m_run}) button->setAutoDefault(false);
    connect(m_request, &QPushButton::clicked, this, [this] {
        (new RequestDialog(m_context.storage, m_environment, previewConfigWrite(masked(m_wanted), m_environment),
                           QJsonObject{{QStringLiteral("after"), m_wanted.raw}}, this))
            ->open();
    });
    connect(m_cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_run, &QPushButton::clicked, this, &ConfigDialog::save);
    showDifferences(nullptr);
    if (m_name)
        m_name->setFocus();
    else
        m_cancel->setFocus();
}

/// Two sides, or three where somebody else changed it.
void ConfigDialog::showDifferences(const BackupConfig* onServer) {
    QStringList heads{tr("Key"), onServer ? tr("When you looked") : tr("Now")};
    if (onServer) heads << tr("On the server now");
    heads << (onServer ? tr("Yours") : tr("Then"));
    auto differences = differencesOf(masked(m_seen), masked(m_wanted));
    if (onServer)
        for (const ConfigDifference& d : differencesOf(masked(m_seen), masked(*onServer)))
            if (m_wanted.raw.value(d.key) == m_seen.raw.value(d.key))
                differences.push_back({d.key, d.before, d.after});  // "Yours" keeps what was not touched
    m_table->clear();
    m_table->setColumnCount(static_cast<int>(heads.size()));
    m_table->setRowCount(static_cast<int>(differences.size()));
    m_table->setHorizontalHeaderLabels(heads);
    int row = 0;
    for (const ConfigDifference& d : differences) {
        QStringList cells{displayLine(d.key), shown(d.before)};
        if (onServer) cells << shown(masked(*onServer).value(d.key));
        cells << shown(d.after);
        for (int column = 0; column < cells.size(); ++column) {
            m_table->setItem(row, column, new QTableWidgetItem(cells[column]));
            m_table->item(row, column)->setToolTip(plainTip(cells[column]));
        }
        ++row;
    }
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    const auto expression = parseCron(m_wanted.frequency());
    showLoss(onServer || !m_wanted.enabled() || !expression ? nullptr : &*expression);
    if (!onServer) m_text->setText(outcomeText().trimmed());
    // A copy must be what would be sent; one with stars in place of a secret would overwrite it.
    m_request->setVisible(!onServer && masked(m_wanted) == m_wanted.raw && checkRewritable(m_wanted));
    review();
}

/// What stands in its way, or what it then does.
QString ConfigDialog::outcomeText() const {
    if (const auto valid = checkChange(m_seen, m_wanted); !valid) return Words::of(valid.error());
    if (!m_wanted.enabled()) return tr("Then: regular backups are off.");
    const auto expression = parseCron(m_wanted.frequency());
    if (!expression) return {};
    const int keep = static_cast<int>(m_wanted.retentionCount().value_or(0));
    return tr("Then: %1; the last %n backup(s) are kept, older ones are removed.", nullptr, keep)
               .arg(describeCron(*expression)) +
           u'\n' + consequences(*expression);
}

void ConfigDialog::alreadyChanged(const BackupConfig& onServer) {
    showConflict(onServer);
}

/// What the schedule warns of, in sentences.
QString ConfigDialog::consequences(const CronExpression& expression) const {
    QStringList lines;
    CronSchedule schedule(expression, m_environment.timeZone());
    for (const CronWarning& warning : warningsOf(schedule, m_context.clock.nowUtc().toSecsSinceEpoch()))
        if (!isLoud(warning)) lines << warning.message;
    return lines.join(u'\n');
}

/// What is lost by it, in red, to be acknowledged: what retention removes, and a schedule that backs up never or
/// without pause.
void ConfigDialog::showLoss(const CronExpression* expression) {
    QStringList lines;
    m_accepted.erase(CheckId::Retention);
    m_accepted.erase(CheckId::Schedule);
    const Check frequency = frequencyCheck(m_seen, m_wanted, m_environment.timeZone(), m_context.clock.nowUtc());
    if (frequency.state == CheckState::Warn) {
        lines << sentenceOf(frequency.evidence);
        m_accepted[CheckId::Schedule] = {tr("acknowledged in the window"), frequency.evidence};
    }
    if (expression) {
        const auto listed = listedNow(m_context, m_environment);
        const Check loss =
            listed ? retentionCheck(m_environment, m_seen, m_wanted, *listed) : waitingCheck(CheckId::Retention);
        if (loss.state == CheckState::Warn) {
            lines << sentenceOf(loss.evidence);
            m_accepted[CheckId::Retention] = {tr("acknowledged in the window"), loss.evidence};
        }
        CronSchedule schedule(*expression, m_environment.timeZone());
        for (const CronWarning& warning : warningsOf(schedule, m_context.clock.nowUtc().toSecsSinceEpoch()))
            if (isLoud(warning) && (warning.code != CronWarningCode::NeverRuns || lines.isEmpty()))
                lines << warning.message;
    }
    m_loss->setText(displayText(lines.join(u'\n')));
    m_lossKnown->setText(m_accepted.contains(CheckId::Retention) ? tr("I know that these backups will be removed.")
                                                                 : tr("I know that this is what will happen."));
    m_lossKnown->setChecked(false);
    m_lossBox->setVisible(!lines.isEmpty());
}

void ConfigDialog::review() {
    const bool named = !m_name || m_name->text() == m_environment.name;
    const bool known = m_loss->text().isEmpty() || m_lossKnown->isChecked();
    m_run->setEnabled(named && known && checkChange(m_seen, m_wanted) && m_table->rowCount() > 0 &&
                      !m_saving.isActive());
}

void ConfigDialog::save() {
    Consent consent;
    consent.confirmed = true;
    consent.accepted = m_accepted;
    if (m_name) consent.typedName = m_name->text();
    m_saving = m_context.configWriter.save(m_environment, m_seen, m_wanted, consent, this,
                                           [this](Result<ConfigOutcome> outcome) { take(outcome); });
    m_title->setText(tr("Saving…"));
    m_run->setEnabled(false);
    m_cancel->setEnabled(false);
}

/// What was sent cannot be taken back; its outcome comes within the time limit of a request.
void ConfigDialog::reject() {
    if (!m_saving.isActive()) QDialog::reject();
}

void ConfigDialog::tell(Level level, const QString& title, const QString& text) {
    m_title->setText(title);
    m_text->setText(text);
    if (m_table->columnCount() == 3 && level == Level::Good)
        m_table->setHorizontalHeaderLabels({tr("Key"), tr("Before"), tr("Now")});
    m_text->setStyleSheet(QStringLiteral("color: %1").arg(theme::look(level).ink.name()));
    m_run->hide();
    m_request->hide();
    m_lossBox->hide();
    m_cancel->setText(tr("Close"));
    m_cancel->setFocus();
    if (m_name) m_name->hide(), m_nameLabel->hide();
}

void ConfigDialog::take(const Result<ConfigOutcome>& outcome) {
    m_cancel->setEnabled(true);
    if (!outcome) {
        if (outcome.error().kind == ErrorKind::NotOffered) {
            tell(Level::Attention, tr("To be done by hand"), Words::of(outcome.error()));
            return showManual();
        }
        m_title->setText(tr("Not saved"));
        m_text->setText(Words::of(outcome.error()));
        if (const auto objection = objectionIn(outcome.error())) ask(*objection);
        return review();
    }
    switch (outcome->kind) {
        case ConfigOutcome::Kind::Saved:
            tell(Level::Good, tr("Saved"), tr("The server has it: it was read back and is equal."));
            return Q_EMIT settled(outcome->onServer);
        case ConfigOutcome::Kind::NothingToDo:
            tell(Level::Good, tr("Nothing to save"), tr("The server has this already. Nothing was sent."));
            return Q_EMIT settled(outcome->onServer);
        case ConfigOutcome::Kind::Changed: return showConflict(outcome->onServer);
        case ConfigOutcome::Kind::NotOffered:
            tell(Level::Attention, tr("To be done by hand"),
                 tr("%1 offers no call to write the schedule.").arg(m_environment.name));
            return showManual();
        case ConfigOutcome::Kind::DidNotStick:
            tell(Level::Bad, tr("The server did not take it over"),
                 tr("It said yes, but still shows another configuration."));
            return showManual();
        case ConfigOutcome::Kind::Unknown: break;
    }
    tell(Level::Attention, tr("Outcome unknown"),
         tr("It was sent, but no clear answer came. The console does not send it again; look whether it arrived."));
    showManual();
}

void ConfigDialog::ask(const Check& objection) {
    auto* dialog = new AcceptDialog(m_environment, tr("Save the schedule of %1").arg(m_environment.name), objection,
                                    tr("Save all the same"), this);
    connect(dialog, &AcceptDialog::objectionAccepted, this, [this](CheckId id, const AcceptedReason& reason) {
        m_accepted[id] = reason;
        save();
    });
    dialog->open();
}

void ConfigDialog::showConflict(const BackupConfig& onServer) {
    m_title->setText(tr("Somebody changed it meanwhile"));
    m_text->setText(tr("Nothing was sent. Three sides: what you looked at, what the server has now, and yours."));
    showDifferences(&onServer);
    m_run->setEnabled(false);
    auto* theirs = makeButton(tr("Keep the server's"), "conflictTheirs");
    auto* mine = makeButton(tr("Review mine over it"), "conflictMine");
    auto* row = new QHBoxLayout;
    for (QPushButton* button : {theirs, mine}) {
        button->setAutoDefault(false);
        row->addWidget(button);
    }
    row->addStretch();
    m_more->addLayout(row);
    connect(theirs, &QPushButton::clicked, this, [this, onServer] {
        Q_EMIT settled(onServer);
        accept();
    });
    connect(mine, &QPushButton::clicked, this, [this, onServer, theirs, mine] {
        m_wanted = rebased(m_seen, m_wanted, onServer);
        m_seen = onServer;
        theirs->deleteLater();
        mine->deleteLater();
        m_title->setText(tr("This will change on %1").arg(m_environment.name));
        if (m_name) m_name->clear();
        showDifferences(nullptr);
    });
}

/// What to click, the exact JSON to paste, and a look whether it arrived.
void ConfigDialog::showManual() {
    m_more->addWidget(
        wrappedLabel(tr("In the web app, open Settings, Admin, Config, backupConfig; enter these values and save. Then "
                        "let the console verify.")));
    auto* json = makeTextBox("manualJson", "calm", 6);
    json->setPlainText(QString::fromUtf8(QJsonDocument(manualJson(m_seen, m_wanted)).toJson()));
    m_more->addWidget(json);
    auto* row = new QHBoxLayout;
    for (const auto& [text, name] :
         {std::pair(tr("Copy the JSON"), "manualCopy"), std::pair(tr("Open the web app"), "manualOpen"),
          std::pair(tr("Verify"), "manualVerify")}) {
        auto* button = makeButton(text, name);
        button->setAutoDefault(false);
        row->addWidget(button);
        if (QByteArrayView(name) == "manualCopy")
            connect(button, &QPushButton::clicked, this,
                    [json] { QApplication::clipboard()->setText(json->toPlainText()); });
        if (QByteArrayView(name) == "manualOpen")
            connect(button, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_environment.root); });
        if (QByteArrayView(name) == "manualVerify") connect(button, &QPushButton::clicked, this, &ConfigDialog::verify);
    }
    row->addStretch();
    m_more->addLayout(row);
}

void ConfigDialog::verify() {
    m_text->setText(tr("Reading…"));
    m_looking = m_context.configWriter.look(m_environment, this, [this](Result<BackupConfig> config) {
        if (!config) return m_text->setText(Words::of(config.error()));
        const bool arrived = hasArrived(m_seen, m_wanted, *config);
        m_text->setStyleSheet(
            QStringLiteral("color: %1").arg(theme::look(arrived ? Level::Good : Level::Attention).ink.name()));
        m_text->setText(arrived ? tr("Verified: the server has it.") : tr("Not yet: the server shows another value."));
        if (!arrived) return;
        m_title->setText(tr("Saved"));
        Q_EMIT settled(*config);
    });
}

}  // namespace prophecy::ui
