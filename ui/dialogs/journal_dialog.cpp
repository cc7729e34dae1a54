#include "ui/dialogs/journal_dialog.h"

#include <QCoreApplication>
#include <QDialog>
#include <QFormLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "core/text.h"
#include "domain/config/config.h"
#include "ui/models/journal_model.h"
#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

namespace {

struct JournalDialog {
    Q_DECLARE_TR_FUNCTIONS(JournalDialog)
};

QLabel* fact(const QString& text) {
    QLabel* label = wrappedLabel(displayLine(text));
    label->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    return label;
}

/// A text as it is, with its lines; everything else as JSON.
QString textOf(const QJsonValue& value) {
    if (value.isString()) return value.toString();
    if (value.isObject()) return QString::fromUtf8(QJsonDocument(value.toObject()).toJson()).trimmed();
    if (value.isArray()) return QString::fromUtf8(QJsonDocument(value.toArray()).toJson()).trimmed();
    return jsonText(value);
}

QString detailText(const QJsonObject& detail) {
    QStringList parts;
    for (auto it = detail.begin(); it != detail.end(); ++it)
        parts << QStringLiteral("%1: %2").arg(it.key(), textOf(it.value()));
    return displayText(parts.join(u'\n'));
}

QFormLayout* factsOf(const JournalRow& row) {
    auto* form = new QFormLayout;
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(JournalDialog::tr("Entry"), fact(QString::number(row.seq)));
    form->addRow(JournalDialog::tr("Time"), fact(JournalDialog::tr("%1 here, %2")
                                                     .arg(row.at.toLocalTime().toString(u"yyyy-MM-dd HH:mm:ss"),
                                                          row.at.toUTC().toString(Qt::ISODate))));
    form->addRow(JournalDialog::tr("Action"), fact(QStringLiteral("%1 (%2)").arg(actionWords(row.action), row.action)));
    form->addRow(JournalDialog::tr("Environment"), fact(row.environment));
    form->addRow(JournalDialog::tr("Address"), fact(row.target));
    form->addRow(JournalDialog::tr("Who"), fact(JournalDialog::tr("%1 on %2").arg(row.who, row.workstation)));
    QLabel* hash = fact(row.hash);
    hash->setFont(theme::fixedFont());
    form->addRow(JournalDialog::tr("Hash"), hash);
    return form;
}

}  // namespace

void showJournalDialog(const JournalRow& row, QWidget* parent) {
    auto* dialog = new QDialog(parent);
    dialog->setObjectName(QStringLiteral("journalDialog"));
    dialog->setWindowTitle(JournalDialog::tr("Entry %1 of the journal").arg(row.seq));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(dialog, {680, 520});
    auto* layout = new QVBoxLayout(dialog);
    layout->setContentsMargins(16, 14, 16, 14);
    layout->setSpacing(10);
    layout->addLayout(factsOf(row));
    QPlainTextEdit* detail = makeTextBox("journalDetail", "calm", 8);
    detail->setAccessibleName(JournalDialog::tr("Detail"));
    detail->setPlainText(detailText(row.detail));
    detail->setMaximumHeight(QWIDGETSIZE_MAX);
    layout->addWidget(detail, 1);
    auto* done = makeButton(JournalDialog::tr("Close"), "journalClose", "main");
    layout->addWidget(done, 0, Qt::AlignRight);
    QObject::connect(done, &QPushButton::clicked, dialog, &QDialog::reject);
    detail->setFocus();
    dialog->open();
}

}  // namespace prophecy::ui
