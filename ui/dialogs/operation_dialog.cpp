#include "ui/dialogs/operation_dialog.h"

#include <QPushButton>
#include <QVBoxLayout>

#include "ui/parts/operation_view.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

OperationDialog::OperationDialog(UiContext context, const OperationId& id, QWidget* parent) : QDialog(parent) {
    setObjectName(QStringLiteral("operationDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    resizeToFit(this, {640, 400});
    auto* outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 0, 0);
    auto* band = new TargetBand;
    outer->addWidget(band);
    auto* view = new OperationView(context, id);
    if (const auto operation = view->operation()) {
        const Environment* stored = context.registry.findByTarget(operation->target);
        Environment shown = stored ? *stored : Environment();
        shown.name = operation->environmentName;
        shown.root = operation->target;
        const QString title =
            tr("%1 of %2").arg(Words::of(operation->kind, context.kindWords), operation->environmentName);
        band->show(shown, title);
        setWindowTitle(title);
    }
    auto* layout = new QVBoxLayout;
    layout->setContentsMargins(16, 12, 16, 16);
    layout->setSpacing(12);
    outer->addLayout(layout);
    layout->addWidget(view, 1);
    auto* closeButton = makeButton(tr("Close"), "operationClose");
    layout->addWidget(closeButton, 0, Qt::AlignRight);
    connect(closeButton, &QPushButton::clicked, this, &QDialog::reject);
}

}  // namespace prophecy::ui
