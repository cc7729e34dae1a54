#pragma once

#include <QDialog>
#include <QJsonObject>

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace prophecy::ui {

/// An object as raw JSON, checked while it is typed.
class JsonDialog final : public QDialog {
    Q_OBJECT
public:
    JsonDialog(const QString& title, const QJsonObject& object, QWidget* parent);

Q_SIGNALS:
    void entered(const QJsonObject& object);

private:
    void check();

    QPlainTextEdit* m_text;
    QLabel* m_problem;
    QPushButton* m_use;
};

}  // namespace prophecy::ui
