#include "ui/pages/upgrade_page.h"

#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "ui/dialogs/operation_dialog.h"
#include "ui/dialogs/report_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/draft_line.h"
#include "ui/wizards/upgrade/upgrade_procedure.h"
#include "ui/wizards/upgrade/upgrade_words.h"
#include "ui/wizards/upgrade/version_step.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {
constexpr int kMostShown = 6;
}

UpgradePage::UpgradePage(UiContext context, WizardManager& wizards)
    : Page(context),
      m_wizards(wizards),
      m_offerNote(wrappedLabel({}, "muted")),
      m_offer(makeVersionTree("upgradeOffer")),
      m_history(new QVBoxLayout),
      m_noHistory(plainLabel(tr("None was begun from this console."), "muted")) {
    setObjectName(QStringLiteral("upgradePage"));
    m_offerNote->setObjectName(QStringLiteral("upgradeNote"));
    m_offer->setSelectionMode(QAbstractItemView::NoSelection);
    m_offer->setFocusPolicy(Qt::NoFocus);
    auto* offer = makeCard();
    auto* offerLayout = headCard(offer, tr("Versions on offer"));
    offerLayout->addWidget(m_offerNote);
    offerLayout->addWidget(m_offer, 1);
    offerLayout->addStretch();
    auto* history = makeCard();
    history->setObjectName(QStringLiteral("upgradeHistory"));
    auto* historyLayout = headCard(history, tr("Upgrades"));
    historyLayout->addWidget(m_noHistory);
    historyLayout->addLayout(m_history);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(20, 14, 20, 16);
    layout->setSpacing(12);
    layout->addWidget(makeCurrent());
    layout->addWidget(offer, 1);
    layout->addWidget(history);
    connect(&wizards, &WizardManager::changed, this, &UpgradePage::refresh);
    connect(&context.upgrades, &Upgrades::recorded, this, &UpgradePage::refresh);
    connect(&context.tracker, &OperationTracker::changed, this, [this](const Operation& operation) {
        if (operation.kind == OperationKind::Upgrade && isVisible()) refresh();
    });
}

QWidget* UpgradePage::makeCurrent() {
    auto* card = makeCard();
    m_version = plainLabel({}, "title");
    m_version->setObjectName(QStringLiteral("upgradeCurrent"));
    m_mark = new Pill;
    m_source = wrappedLabel({}, "muted");
    m_source->setObjectName(QStringLiteral("upgradeSource"));
    m_whyNot = plainLabel(tr("Read-only in this console"), "muted");
    m_again = makeButton(tr("Ask again"), "upgradeAgain");
    m_upgrade = makeButton({}, "upgradeBegin", "main");
    auto* head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(m_version);
    head->addWidget(m_mark);
    head->addStretch();
    head->addWidget(m_whyNot);
    head->addWidget(m_again);
    head->addWidget(m_upgrade);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(4);
    layout->addLayout(head);
    layout->addWidget(m_source);
    connect(m_again, &QPushButton::clicked, this, [this] {
        if (session()) session()->refresh();
    });
    connect(m_upgrade, &QPushButton::clicked, this, [this] {
        if (!session()) return;
        if (auto wanted = UpgradeProcedure::of(m_wizards, session()->environment().id))
            m_wizards.begin(std::move(wanted));
    });
    return card;
}

void UpgradePage::sessionChanged() {
    m_filled = false;
    refresh();
}

void UpgradePage::refresh() {
    if (!session()) return;
    m_records = m_context.upgrades.history(session()->environment().root, kMostShown);
    showCurrent();
    showOffer();
    showHistory();
}

/// Where the fact comes from and how old it is.
QString UpgradePage::whereFrom(const SessionFacts& facts) const {
    const QDateTime now = m_context.clock.nowUtc();
    if (!facts.version.isEmpty()) {
        const QString read = tr("Read from the installation %1.").arg(Words::age(facts.versionsAt, now));
        return facts.error ? read + u' ' + tr("It cannot be asked right now.") : read;
    }
    if (const UpgradeRecord* said = lastSaid())
        return tr("Read in the web app after the upgrade by hand, %1. The installation does not tell it.")
            .arg(Words::age(said->endedAt, now));
    if (facts.versionsAt.isValid())
        return tr("The installation does not tell its version, as was found %1.")
            .arg(Words::age(facts.versionsAt, now));
    return facts.error ? tr("The version was not read yet: %1").arg(Words::of(*facts.error)) : tr("Asking…");
}

const UpgradeRecord* UpgradePage::lastSaid() const {
    const auto it = std::find_if(m_records.begin(), m_records.end(),
                                 [](const UpgradeRecord& record) { return !record.versionSaid.isEmpty(); });
    return it == m_records.end() ? nullptr : &*it;
}

void UpgradePage::showCurrent() {
    const SessionFacts& facts = session()->facts();
    QString runs = facts.version;
    if (const UpgradeRecord* said = lastSaid(); said && runs.isEmpty()) runs = said->versionSaid;
    m_version->setText(runs.isEmpty() ? tr("Version not known") : tr("Runs %1").arg(displayLine(runs)));
    bool marked = parseVersion(runs) && parseVersion(runs)->extendedMaintenance;
    if (facts.versions)
        for (const QString& offered : facts.versions->available)
            marked = marked || (sameVersion(offered, runs) && parseVersion(offered) &&
                                parseVersion(offered)->extendedMaintenance);
    m_mark->setVisible(marked);
    m_mark->setQuiet(tr("Extended Maintenance"));
    m_source->setText(whereFrom(facts));
    const Environment& environment = session()->environment();
    const bool readOnly = environment.protection == Protection::ReadOnly;
    const bool busy = m_context.tracker.unfinishedOn(environment.root).has_value();
    m_upgrade->setText(
        (facts.versionsOffered ? tr("Upgrade %1…") : tr("Upgrade %1 by hand…")).arg(onButton(environment.name)));
    m_upgrade->setEnabled(!readOnly);
    m_whyNot->setVisible(readOnly);
    m_upgrade->setToolTip(busy ? tr("Something is running there; an upgrade can be prepared meanwhile.") : QString());
}

void UpgradePage::showOffer() {
    const SessionFacts& facts = session()->facts();
    const auto& versions = facts.versions;
    if (!m_filled || m_shown != versions) {
        m_filled = true;
        m_shown = versions;
        fillVersions(m_offer, versions);
    }
    const bool empty = !versions || versions->available.isEmpty();
    QStringList notes;
    if (!facts.versionsOffered)
        notes << tr(
            "Its API has no call for versions and upgrades. The console guides you through the web app instead, and "
            "watches the installation go and come back.");
    else if (!versions)
        notes << (facts.error ? Words::of(*facts.error) : tr("Asking…"));
    else if (versions->darkCluster && empty)
        notes << tr(
            "The cluster has no internet, so that no versions are listed. The version is typed when you upgrade.");
    else if (empty)
        notes << tr("No version is on offer.");
    if (versions)
        for (const QString& junk : unreadableVersions(versions->available))
            notes << tr("Also listed, but no version: \"%1\"").arg(displayLine(junk));
    m_offerNote->setText(notes.join(u'\n'));
    m_offerNote->setVisible(!notes.isEmpty());
    m_offer->setVisible(!empty);
}

void UpgradePage::showHistory() {
    clearLayout(m_history);
    const Environment& environment = session()->environment();
    for (auto& draft : m_wizards.drafts(QStringLiteral("upgrade")))
        if (draft->sides().second == environment.id && !draft->isBegun())
            m_history->addWidget(new DraftLine(m_wizards, std::move(draft)));
    for (const UpgradeRecord& record : m_records) addRecord(record);
    m_noHistory->setVisible(m_history->count() == 0);
}

void UpgradePage::addLine(const QString& pill, const StateLook& look, const QString& text,
                          const std::vector<QPushButton*>& buttons) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* mark = new Pill;
    mark->set(pill, look);
    row->addWidget(mark);
    QLabel* label = plainLabel(text);
    label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    label->setToolTip(plainTip(text));
    row->addWidget(label, 1);
    for (QPushButton* button : buttons) {
        button->setProperty("small", true);
        row->addWidget(button);
    }
    m_history->addWidget(line);
}

void UpgradePage::addRecord(const UpgradeRecord& record) {
    QStringList parts{record.from.isEmpty()
                          ? tr("to %1").arg(displayLine(record.version))
                          : tr("from %1 to %2").arg(displayLine(record.from), displayLine(record.version)),
                      record.disableRollback ? tr("rollback disabled") : tr("with rollback")};
    if (record.guided) parts << tr("by hand");
    parts << Words::when(record.startedAt, session()->environment().timeZone());
    const bool reported = !record.report.isEmpty();
    auto* show = makeButton(reported ? tr("Report") : tr("Open"), reported ? "upgradeReport" : "upgradeOpen");
    connect(show, &QPushButton::clicked, this, [this, record, reported] {
        const Environment& environment = session()->environment();
        if (reported)
            return showReportDialog(environment, tr("Upgrade of %1").arg(environment.name), record.report, this);
        // The wizard makes the checks afterwards and the report; what prophecyctl began has none.
        if (!m_wizards.openOperation(record.operation))
            (new OperationDialog(m_context, record.operation, this))->show();
    });
    addLine(UpgradeWords::of(record.ending, record.state), UpgradeWords::look(record.ending, record.state),
            parts.join(QStringLiteral(" · ")), {show});
}

}  // namespace prophecy::ui
