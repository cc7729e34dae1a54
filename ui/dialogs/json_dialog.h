#pragma once

#include <QDialog>
#include <QJsonObject>

#include "domain/environment.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace prophecy::ui {

/// backupConfig as raw JSON, checked while it is typed.
class JsonDialog final : public QDialog {
    Q_OBJECT
public:
    JsonDialog(const Environment& environment, const QJsonObject& object, QWidget* parent);

Q_SIGNALS:
    void entered(const QJsonObject& object);

private:
    void check();

    QJsonObject m_before;
    QPlainTextEdit* m_text;
    QLabel* m_problem;
    QPushButton* m_use;
};

}  // namespace prophecy::ui
