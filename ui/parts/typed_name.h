#pragma once

#include <QWidget>

#include "core/scheduler.h"
#include "domain/environment.h"

class QLabel;
class QLineEdit;

namespace prophecy::ui {

/// The name that must be typed before something irreversible; what was typed holds for a minute. A primary gives its
/// admin ten more seconds to think.
class TypedName final : public QWidget {
    Q_OBJECT
public:
    explicit TypedName(Scheduler& scheduler);
    /// Whose name; what was typed is forgotten.
    void ask(const Environment& environment);
    QString text() const;
    /// Seconds until it may begin, once the name is right.
    int holdLeft() const { return m_holdLeft; }
    /// Why it is not allowed yet; empty when it is.
    QString obstacle() const;

Q_SIGNALS:
    void changed();

private:
    void typed();
    void tickHold();
    void expire();

    Scheduler& m_scheduler;
    Environment m_environment;
    QLabel* m_label;
    QLineEdit* m_name;
    QLabel* m_hint;
    int m_holdLeft = 0;
    Timer m_hold;
    Timer m_expiry;
};

}  // namespace prophecy::ui
