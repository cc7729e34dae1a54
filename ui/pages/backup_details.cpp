#include "ui/pages/backup_details.h"

#include <QDesktopServices>
#include <QFormLayout>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QTimeZone>
#include <QUrl>
#include <QVBoxLayout>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

// NOLINTNEXTLINE(readability-function-size): a layout, still to be cut
BackupDetails::BackupDetails(QWidget* parent)
    : QFrame(parent),
      m_one(new QWidget),
      m_many(wrappedLabel({}, "muted")),
      m_state(new Pill),
      m_age(plainLabel({}, "muted")),
      m_timestamp(plainLabel({})),
      m_times(wrappedLabel({}, "caption")),
      m_saidTitle(plainLabel(tr("What the server said"), "heading")),
      m_said(makeTextBox("serverText", "server", 5)),
      m_facts(new QFormLayout),
      m_open(makeButton(tr("Open in object store"), "openInStore")),
      m_restore(makeButton(tr("Restore…"), "restoreBackup")),
      m_request(makeButton(tr("Show request and curl…"), "showRequest")),
      m_delete(makeButton(tr("Delete…"), "deleteBackup", "danger")),
      m_whyNotDelete(wrappedLabel({}, "caption")) {
    setProperty("card", true);
    setObjectName(QStringLiteral("backupDetails"));
    setFixedWidth(300);
    auto* one = new QVBoxLayout(m_one);
    one->setContentsMargins(0, 0, 0, 0);
    one->setSpacing(8);
    auto* head = new QHBoxLayout;
    head->addWidget(m_state);
    head->addStretch();
    head->addWidget(m_age);
    one->addLayout(head);
    m_timestamp->setObjectName(QStringLiteral("detailTimestamp"));
    m_timestamp->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_timestamp->setStyleSheet(
        QStringLiteral("font-family: '%1'; font-size: 14px; font-weight: 600;").arg(theme::fixedFont().family()));
    one->addWidget(m_timestamp);
    one->addWidget(m_times);
    one->addWidget(m_saidTitle);
    one->addWidget(m_said);
    one->addWidget(plainLabel(tr("Facts"), "heading"));
    m_facts->setHorizontalSpacing(12);
    m_facts->setVerticalSpacing(4);
    for (const QString& label : {tr("Namespace"), tr("Location"), tr("Took"), tr("Listed"), tr("Whose")}) {
        QLabel* value = wrappedLabel({});
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_facts->addRow(plainLabel(label, "muted"), value);
    }
    one->addLayout(m_facts);
    for (QPushButton* button : {m_open, m_request}) one->addWidget(button);

    auto* content = new QWidget;
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(14, 14, 14, 6);
    contentLayout->addWidget(m_one);
    contentLayout->addWidget(m_many);
    contentLayout->addStretch();
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(content);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(1, 1, 1, 12);
    layout->setSpacing(6);
    layout->addWidget(scroll, 1);
    auto* actions = new QHBoxLayout;
    actions->setContentsMargins(13, 0, 13, 0);
    actions->setSpacing(6);
    for (QPushButton* button : {m_restore, m_delete}) actions->addWidget(button, 1);
    QSizePolicy keepsItsPlace = m_restore->sizePolicy();
    keepsItsPlace.setRetainSizeWhenHidden(true);
    m_restore->setSizePolicy(keepsItsPlace);
    layout->addLayout(actions);
    m_whyNotDelete->setObjectName(QStringLiteral("whyNotDelete"));
    m_whyNotDelete->setContentsMargins(13, 0, 13, 0);
    layout->addWidget(m_whyNotDelete);
    connect(m_open, &QPushButton::clicked, this, [this] { QDesktopServices::openUrl(m_link); });
    connect(m_request, &QPushButton::clicked, this, &BackupDetails::requestWanted);
    connect(m_restore, &QPushButton::clicked, this, &BackupDetails::restoreWanted);
    connect(m_delete, &QPushButton::clicked, this, &BackupDetails::deleteWanted);
    showCount(0, 0, {});
}

void BackupDetails::setFact(int row, const QString& value) {
    auto* label = qobject_cast<QLabel*>(m_facts->itemAt(row, QFormLayout::FieldRole)->widget());
    label->setText(value.isEmpty() ? tr("not told") : value);
}

void BackupDetails::show(const BackupRow& row, const QTimeZone& serverZone, qint64 usualMs, const QDateTime& now,
                         const QString& whyNotDelete) {
    const Backup& backup = row.known.backup;
    m_one->show();
    m_many->hide();
    const bool gone = !row.known.listed;
    m_state->set(gone ? tr("Gone") : Words::of(row.state), theme::look(gone ? BackupState::Unknown : row.state));
    m_age->setText(row.time.isValid() ? Words::age(row.time, now) : QString());
    m_timestamp->setText(backup.timestamp.isEmpty() ? tr("no timestamp") : displayLine(backup.timestamp.text()));
    m_times->setText(Words::inAllZones(row.time, serverZone));
    const bool worthShowing = row.state != BackupState::Success;
    m_saidTitle->setVisible(worthShowing);
    m_said->setVisible(worthShowing);
    setKind(m_said, row.state == BackupState::Failed ? "server" : "calm");
    const QString said = backup.status.isEmpty() ? tr("nothing") : displayText(backup.status);
    if (m_said->toPlainText() != said) m_said->setPlainText(said);
    setFact(0, displayLine(backup.nameSpace));
    setFact(1, displayLine(locationText(row.location()).isEmpty() ? backup.url : locationText(row.location())));
    const QString usual = usualMs < 0 ? QString() : tr("usually %1").arg(Words::duration(usualMs));
    setFact(2, row.known.tookMs < 0 ? tr("not seen running here")
               : usual.isEmpty()    ? Words::duration(row.known.tookMs)
                                    : Words::duration(row.known.tookMs) + QStringLiteral(", ") + usual);
    setFact(4, row.isOwn() ? tr("its own") : tr("not its own: %1").arg(Words::of(row.origin, backup.nameSpace)));
    setFact(3, row.known.listed ? tr("yes") : tr("no, only seen here before"));
    const auto link = openableLink(backup.url);
    m_link = link.value_or(QUrl());
    m_open->setVisible(link.has_value() && !gone);
    m_open->setToolTip(link ? link->toString() : QString());
    m_restore->setVisible(row.state == BackupState::Success);
    m_delete->setVisible(true);
    m_delete->setText(tr("Delete…"));
    allowDelete(whyNotDelete);
}

bool BackupDetails::mayRestore() const {
    return m_restore->isVisibleTo(this);
}

bool BackupDetails::mayDelete() const {
    return m_delete->isEnabled();
}

void BackupDetails::takeFocus() {
    for (QPushButton* button : {m_restore, m_request})
        if (button->isVisible()) return button->setFocus(Qt::OtherFocusReason);
}

void BackupDetails::allowDelete(const QString& whyNot) {
    m_delete->setEnabled(whyNot.isEmpty());
    m_whyNotDelete->setText(whyNot);
    m_whyNotDelete->setVisible(m_delete->isVisibleTo(this) && !whyNot.isEmpty());
}

void BackupDetails::showCount(int selected, int listed, const QString& whyNotDelete) {
    m_one->hide();
    m_many->show();
    m_many->setText(selected == 0 ? tr("Choose a backup to see all that is known of it.")
                                  : tr("%n backup(s) chosen.", nullptr, selected));
    m_restore->hide();
    m_delete->setVisible(listed > 0);
    allowDelete(whyNotDelete);
    m_delete->setText(tr("Delete %n backup(s)…", nullptr, listed));
}

}  // namespace prophecy::ui
