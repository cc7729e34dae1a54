#pragma once

#include "ui/wizards/restore/restore_procedure.h"

class QLineEdit;
class QPlainTextEdit;

namespace prophecy::ui {

class SteadyLabel;

/// What some checks of a restore call for: copying the files of a local backup, and a key of the source held ready.
class Preparations final : public QWidget {
    Q_OBJECT
public:
    explicit Preparations(RestoreProcedure& procedure);

private:
    QWidget* makeCopyBox();
    QWidget* makeKeyBox();
    void show();
    void holdKey();
    void holdKnownKey();

    RestoreProcedure& m_procedure;
    QWidget* m_copyBox;
    QPlainTextEdit* m_commands;
    QWidget* m_keyBox;
    SteadyLabel* m_keyNote;
    QLineEdit* m_key;
    QString m_keyTold;  ///< how the last try stands
    Call m_keeping;
};

}  // namespace prophecy::ui
