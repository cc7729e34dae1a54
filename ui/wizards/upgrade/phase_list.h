#pragma once

#include <QFrame>

#include "domain/operation.h"

class QVBoxLayout;

namespace prophecy::ui {

/// How far an upgrade is, phase by phase with its times. Nothing that was not seen is claimed.
class PhaseList final : public QFrame {
    Q_OBJECT
public:
    PhaseList();
    /// guided: begun in the web app, so that nothing was sent from here.
    void show(const Operation& operation, bool guided, const QDateTime& now);

private:
    enum class Mark { Done, Now, Ahead };
    void addPhase(Mark mark, const QString& text, const QString& time);

    QVBoxLayout* m_lines;
    Operation m_shown;
};

}  // namespace prophecy::ui
