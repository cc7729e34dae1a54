#pragma once

#include <QFrame>
#include <QTimeZone>

#include "domain/findings.h"

class QLabel;
class QVBoxLayout;

namespace prophecy::ui {

/// The findings of one environment, worst first. What stays is changed in place, so that nothing moves under the mouse
/// and the keyboard's focus remains where it is.
class FindingsCard final : public QFrame {
    Q_OBJECT
public:
    FindingsCard();
    /// now: by the server's clock. zone: the server's.
    void show(const std::vector<Finding>& findings, const QDateTime& now, const QTimeZone& zone);
    /// Another environment is shown.
    void forget();

Q_SIGNALS:
    /// A finding wants to be looked into: the backups that failed.
    void failuresWanted();
    void settingsWanted();

private:
    void build(const std::vector<Finding>& findings);
    void addRow(const Finding& finding);
    QWidget* makeWayOut(const Finding& finding);

    QVBoxLayout* m_rows;
    std::vector<std::pair<FindingCode, Level>> m_shown;
    std::vector<QLabel*> m_sentences;
    bool m_isBuilt = false;
};

}  // namespace prophecy::ui
