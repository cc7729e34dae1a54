#pragma once

#include <QPlainTextEdit>

#include "domain/cron/expression.h"

namespace prophecy::ui {

/// One line for an expression, verbatim; the faulty part is underlined.
class CronTextEdit final : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit CronTextEdit(QWidget* parent = nullptr);
    void mark(const std::optional<CronError>& error);

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;
};

}  // namespace prophecy::ui
