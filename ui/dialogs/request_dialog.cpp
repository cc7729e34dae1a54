#include "ui/dialogs/request_dialog.h"

#include <QApplication>
#include <QClipboard>
#include <QDialogButtonBox>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

RequestDialog::RequestDialog(Storage& storage, const Environment& environment, PreviewedRequest which,
                             const BackupTimestamp& timestamp, QWidget* parent)
    : RequestDialog(storage, environment, previewRequest(which, environment, timestamp),
                    which == PreviewedRequest::ReadStatus
                        ? std::nullopt
                        : std::optional(QJsonObject{{QStringLiteral("timestamp"), timestamp.text()}}),
                    parent) {}

RequestDialog::RequestDialog(Storage& storage, const Environment& environment, const Result<RequestPreview>& preview,
                             const std::optional<QJsonObject>& note, QWidget* parent)
    : QDialog(parent) {
    setObjectName(QStringLiteral("requestDialog"));
    setWindowTitle(tr("Exact request"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {680, 380});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    band->show(environment, tr("Request to %1").arg(environment.name));
    outer->addWidget(band);
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(8);
    outer->addLayout(layout);

    if (!preview) {
        layout->addWidget(wrappedLabel(Words::of(preview.error())));
        return;
    }
    layout->addWidget(plainLabel(tr("What the console sends"), "heading"));
    auto* request = makeTextBox("requestText", "calm", 3);
    request->setPlainText(preview->request);
    layout->addWidget(request);
    layout->addWidget(plainLabel(tr("The same with curl"), "heading"));
    auto* curl = makeTextBox("curlText", "calm", 5);
    curl->setPlainText(preview->curl);
    layout->addWidget(curl);
    layout->addWidget(
        wrappedLabel(tr("The key is read from a file, so that it stands in no process list."), "caption"));
    layout->addStretch();

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
    auto* copy = makeButton(tr("Copy as curl"), "copyCurlButton");
    buttons->addButton(copy, QDialogButtonBox::ActionRole);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(copy, &QPushButton::clicked, this, [&storage, environment, note, text = preview->curl, copy] {
        if (note) {
            const auto noted =
                storage.journal().append({environment.name, environment.root, QStringLiteral("curl-copy"), *note});
            if (!noted) {
                copy->setText(tr("Not copied: the journal cannot be written"));
                return;
            }
        }
        QApplication::clipboard()->setText(text);
        copy->setText(tr("Copied"));
    });
}

}  // namespace prophecy::ui
