#include "ui/wizards/upgrade/version_step.h"

#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

QTreeWidget* makeVersionTree(const char* objectName) {
    auto* tree = new QTreeWidget;
    tree->setObjectName(QString::fromLatin1(objectName));
    tree->setAccessibleName(VersionStep::tr("Versions on offer"));
    tree->setColumnCount(2);
    tree->setHeaderLabels({VersionStep::tr("Version"), VersionStep::tr("What it is")});
    tree->header()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    tree->setColumnWidth(0, 220);
    tree->setRootIsDecorated(false);
    tree->setItemsExpandable(false);
    tree->setUniformRowHeights(true);
    tree->setIndentation(18);
    return tree;
}

void fillVersions(QTreeWidget* tree, const std::optional<Versions>& versions) {
    tree->clear();
    if (!versions) return;
    const auto current = parseVersion(versions->current);
    for (const ReleaseLine& line : linesOf(versions->available)) {
        auto* parent = new QTreeWidgetItem(
            tree, {VersionStep::tr("Release line %1").arg(line.name),
                   line.extendedMaintenance ? VersionStep::tr("with Extended Maintenance") : QString()});
        parent->setFlags(Qt::ItemIsEnabled);
        QFont bold = tree->font();
        bold.setBold(true);
        parent->setFont(0, bold);
        for (const Version& version : line.versions) {
            QStringList what;
            if (version.extendedMaintenance) what << VersionStep::tr("Extended Maintenance, supported for a year");
            if (current && version == *current) what << VersionStep::tr("runs now");
            if (current && version < *current) what << VersionStep::tr("older than what runs");
            auto* leaf = new QTreeWidgetItem(parent, {version.text(), what.join(QStringLiteral(", "))});
            leaf->setData(0, Qt::UserRole, version.text());
        }
        parent->setExpanded(true);
    }
}

namespace {

QString darkText(const Versions& versions) {
    return versions.darkCluster
               ? VersionStep::tr(
                     "The cluster has no internet, so that no versions are listed. Type the version that "
                     "was brought into it.")
               : VersionStep::tr("No versions are on offer. Type the version.");
}

}  // namespace

VersionStep::VersionStep(UpgradeProcedure& procedure)
    : UpgradeStep(procedure),
      m_current(wrappedLabel({}, "muted")),
      m_note(wrappedLabel({})),
      m_offer(makeVersionTree("versionOffer")),
      m_typed(new QLineEdit),
      m_wrong(wrappedLabel({}, "bad")),
      m_warning(new QFrame),
      m_warningText(wrappedLabel({})),
      m_acknowledge(new QCheckBox(tr("I have read this, and want this version."))) {
    m_current->setObjectName(QStringLiteral("versionCurrent"));
    m_note->setObjectName(QStringLiteral("versionNote"));
    m_typed->setObjectName(QStringLiteral("versionTyped"));
    m_typed->setAccessibleName(tr("Version"));
    m_typed->setPlaceholderText(tr("such as 3.4.2.0"));
    m_typed->setMaximumWidth(220);
    m_wrong->setObjectName(QStringLiteral("versionWrong"));
    m_warning->setProperty("notice", true);
    m_warning->setObjectName(QStringLiteral("versionWarning"));
    m_acknowledge->setObjectName(QStringLiteral("versionAcknowledge"));
    auto* warningLayout = new QVBoxLayout(m_warning);
    warningLayout->addWidget(m_warningText);
    warningLayout->addWidget(m_acknowledge);
    auto* typed = new QHBoxLayout;
    typed->addWidget(plainLabel(tr("The version, or type another")));
    typed->addWidget(m_typed);
    typed->addWidget(m_wrong, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("To which version?"), "title"));
    layout->addWidget(m_current);
    layout->addWidget(m_note);
    layout->addWidget(m_offer, 1);
    layout->addWidget(m_warning);  // above the field, so that the field stays where it is
    layout->addLayout(typed);
    layout->addStretch();
    connect(m_offer, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
        const QString version = item ? item->data(0, Qt::UserRole).toString() : QString();
        if (version.isEmpty()) return;
        m_typed->setText(version);
        choose(version);
    });
    connect(m_typed, &QLineEdit::textEdited, this, [this](const QString& text) {
        const QSignalBlocker quiet(m_offer);
        m_offer->setCurrentItem(nullptr);
        choose(text);
    });
    connect(m_acknowledge, &QCheckBox::toggled, this, [this](bool read) {
        m_procedure.draft.acknowledged = read ? m_procedure.versionWarning() : Evidence();
        Q_EMIT changed();
    });
    connect(&procedure, &Procedure::checksChanged, this, [this] {
        if (isVisible()) show();
    });
}

void VersionStep::enter() {
    m_typed->setText(m_procedure.draft.version);
    (void)m_procedure.checkRun();
    show();
}

void VersionStep::choose(const QString& version) {
    if (m_procedure.draft.version == version.trimmed()) return;
    m_procedure.draft.version = version.trimmed();
    m_procedure.planChanged(UpgradeProcedure::VersionChoice);
    m_procedure.draft.acknowledged.clear();
    m_procedure.draft.accepted.forget(CheckId::Version);  // given for another version
    (void)m_procedure.checkRun();
    show();
}

QString VersionStep::currentText(const UpgradeCheckRun* run, const std::optional<Versions>& versions) const {
    const QString name = m_procedure.name();
    if (!run || !versions) return tr("%1 does not tell which version it runs.").arg(name);
    const QString age = Words::age(run->facts().versions.at, m_procedure.context.clock.nowUtc());
    return tr("%1 runs %2, as it says %3.").arg(name, displayLine(versions->current), age);
}

void VersionStep::show() {
    UpgradeCheckRun* run = m_procedure.checkRun();
    const auto versions = m_procedure.versions();
    if (!m_filled || m_shown != versions) {
        m_filled = true;
        m_shown = versions;
        const QSignalBlocker quiet(m_offer);
        fillVersions(m_offer, versions);
    }
    const QString name = m_procedure.name();
    const bool guided = m_procedure.isGuided();
    const bool asking = run && !run->facts().versions.answer;
    m_current->setText(asking ? tr("Asking %1…").arg(name) : currentText(run, versions));
    const bool dark = versions && versions->available.isEmpty();
    const QString failure =
        run && !asking && !versions && !guided ? Words::of(run->facts().versions.answer->error()) : QString();
    if (guided)
        m_note->setText(tr("Its API has no call for upgrades. Decide here all the same: the console then guides you "
                           "through the web app and watches %1 go and come back.")
                            .arg(name));
    else
        m_note->setText(dark ? darkText(*versions) : failure);
    m_note->setVisible(!m_note->text().isEmpty());
    m_offer->setVisible(versions && !dark);
    const auto parsed = parseVersion(m_procedure.draft.version);
    m_wrong->setText(parsed || m_procedure.draft.version.isEmpty()
                         ? QString()
                         : tr("This is no version: the character at position %1 does not fit. It is four numbers with "
                              "dots, such as 3.4.2.0.")
                               .arg(parsed.error().detail.value(u"position").toInt()));
    const Evidence warning = parsed ? m_procedure.versionWarning() : Evidence();
    m_warning->setVisible(!warning.empty());
    m_warningText->setText(sentenceOf(warning));
    const QSignalBlocker quiet(m_acknowledge);
    m_acknowledge->setChecked(!warning.empty() && m_procedure.draft.acknowledged == warning);
    Q_EMIT changed();
}

QWidget* VersionStep::firstFocus() const {
    if (m_offer->isVisibleTo(this)) return m_offer;
    return m_typed;
}

QString VersionStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    if (m_procedure.draft.version.isEmpty()) return tr("Choose a version, or type it.");
    if (!parseVersion(m_procedure.draft.version)) return tr("What is typed is no version.");
    if (!m_procedure.versions() && !m_procedure.isGuided())
        return tr("%1 has not told its version yet.").arg(m_procedure.name());
    const Evidence warning = m_procedure.versionWarning();
    return warning.empty() || m_procedure.draft.acknowledged == warning ? QString()
                                                                        : tr("Acknowledge what this version means.");
}

}  // namespace prophecy::ui
