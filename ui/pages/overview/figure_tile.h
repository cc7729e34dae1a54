#pragma once

#include <QFrame>

#include "domain/findings.h"

class QLabel;

namespace prophecy::ui {

class SteadyLabel;

/// One figure with its title and where it comes from. Read aloud as a whole.
class FigureTile final : public QFrame {
    Q_OBJECT
public:
    /// objectName is of the figure.
    FigureTile(const QString& title, const char* objectName);
    void set(const QString& figure, const QString& note);
    void setNote(const QString& note);
    /// Unknown: in no colour.
    void setLevel(Level level);
    /// What stands there may not hold any more.
    void setStale(bool isStale);

private:
    void tell();

    QString m_title;
    QLabel* m_figure;
    SteadyLabel* m_note;
    Level m_level = Level::Unknown;
    bool m_isStale = false;
};

}  // namespace prophecy::ui
