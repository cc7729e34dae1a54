#pragma once

#include <QFrame>
#include <QUrl>

#include "domain/backup/history.h"

class QFormLayout;
class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace prophecy::ui {

class Pill;

/// The pane beside the table: all of one backup, the server's whole text, and what can be done with it.
class BackupDetails final : public QFrame {
    Q_OBJECT
public:
    explicit BackupDetails(QWidget* parent = nullptr);

    void show(const BackupRow& row, const QTimeZone& serverZone, qint64 usualMs, const QDateTime& now,
              const QString& whyNotDelete);
    /// Several are selected, or none.
    void showCount(int selected, int listed, const QString& whyNotDelete);

    bool mayRestore() const;
    bool mayDelete() const;
    /// To the first thing that can be done with it.
    void takeFocus();

Q_SIGNALS:
    void requestWanted();
    void restoreWanted();
    void deleteWanted();

private:
    void allowDelete(const QString& whyNot);
    void setFact(int row, const QString& value);

    QWidget* m_one;
    QLabel* m_many;
    Pill* m_state;
    QLabel* m_age;
    QLabel* m_timestamp;
    QLabel* m_times;
    QLabel* m_saidTitle;
    QPlainTextEdit* m_said;
    QFormLayout* m_facts;
    QPushButton* m_open;
    QPushButton* m_restore;
    QPushButton* m_request;
    QPushButton* m_delete;
    QLabel* m_whyNotDelete;
    QUrl m_link;
};

}  // namespace prophecy::ui
