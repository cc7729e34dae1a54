#include "ui/dialogs/json_dialog.h"

#include <QJsonDocument>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "domain/config/config_change.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

JsonDialog::JsonDialog(const Environment& environment, const QJsonObject& object, QWidget* parent)
    : QDialog(parent),
      m_before(object),
      m_text(new QPlainTextEdit),
      m_problem(wrappedLabel({}, "bad")),
      m_use(makeButton(tr("Review and save…"), "jsonUse", "main")) {
    setObjectName(QStringLiteral("jsonDialog"));
    const QString title = tr("backupConfig of %1").arg(environment.name);
    setWindowTitle(title);
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {600, 440});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    band->show(environment, title);
    outer->addWidget(band);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(10);
    outer->addLayout(layout);
    m_text->setObjectName(QStringLiteral("jsonText"));
    m_text->setAccessibleName(title);
    m_text->setFont(theme::fixedFont());
    m_text->setTabChangesFocus(true);
    m_text->setPlainText(QString::fromUtf8(QJsonDocument(object).toJson()));
    layout->addWidget(m_text, 1);
    m_problem->setObjectName(QStringLiteral("jsonProblem"));
    layout->addWidget(m_problem);
    auto* buttons = new QHBoxLayout;
    auto* cancel = makeButton(tr("Cancel"), "jsonCancel");
    buttons->addStretch();
    buttons->addWidget(cancel);
    buttons->addWidget(m_use);
    layout->addLayout(buttons);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_text, &QPlainTextEdit::textChanged, this, &JsonDialog::check);
    connect(m_use, &QPushButton::clicked, this, [this] {
        const QJsonObject entered = QJsonDocument::fromJson(m_text->toPlainText().toUtf8()).object();
        accept();
        Q_EMIT this->entered(entered);
    });
    check();
}

void JsonDialog::check() {
    const QByteArray json = m_text->toPlainText().toUtf8();
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(json, &error);
    QString problem;
    if (error.error != QJsonParseError::NoError)
        problem = tr("Line %1: %2").arg(json.left(error.offset).count('\n') + 1).arg(error.errorString());
    else if (!document.isObject())
        problem = tr("It must be an object in braces.");
    else if (!numbersSurvive(json))
        problem = tr("It holds a number that this console cannot repeat exactly.");
    else if (const auto valid = checkChange({m_before}, {document.object()}); !valid)
        problem = Words::of(valid.error());
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_use->setEnabled(problem.isEmpty());
}

}  // namespace prophecy::ui
