#pragma once

#include <QFrame>

#include "core/ticker.h"
#include "domain/operation/operation.h"

class QVBoxLayout;

namespace prophecy::ui {

class UpgradeProcedure;

/// How far an upgrade is, phase by phase with its times. Nothing that was not seen is claimed.
class PhaseList final : public QFrame {
    Q_OBJECT
public:
    PhaseList();
    /// guided: begun in the web app, so that nothing was sent from here.
    void show(const Operation& operation, bool guided, const QDateTime& now, const QTimeZone& zone);

private:
    enum class Mark { Done, Now, Ahead };
    static QString sentText(const Operation& operation, bool guided);
    static QString endText(const UpgradeTrace& trace, bool guided, bool over);
    void addPhase(Mark mark, const QString& text, const QString& time);

    QVBoxLayout* m_lines;
    Operation m_shown;
};

/// The phases of an upgrade that was sent from here, as they come.
class RunningPhases final : public QWidget {
    Q_OBJECT
public:
    explicit RunningPhases(UpgradeProcedure& procedure);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void refresh();

    UpgradeProcedure& m_procedure;
    PhaseList* m_phases;
    Ticker m_tick;
};

}  // namespace prophecy::ui
