#pragma once

#include <QDialog>

#include "ui/parts/ui_context.h"

namespace prophecy::ui {

/// One operation in a window. It can be closed and opened again at any time; the operation goes on.
class OperationDialog final : public QDialog {
    Q_OBJECT
public:
    OperationDialog(UiContext context, const OperationId& id, QWidget* parent);
};

}  // namespace prophecy::ui
