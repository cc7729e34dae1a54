#pragma once

#include <QPointer>

#include "ui/wizards/frame/procedure.h"

namespace prophecy::ui {

class Wizard;

/// Opens the wizards of the console, keeps them apart, and finds the one of a draft or of an operation again.
class WizardManager final : public QObject {
    Q_OBJECT
public:
    WizardManager(UiContext context, std::vector<ProcedureRow> rows, QObject* parent = nullptr);
    ~WizardManager() override;

    const UiContext& context() const { return m_context; }

    /// There is one for a pair of sides: the window or the draft of that pair, where it is not over, or a new one.
    Wizard* begin(std::unique_ptr<Procedure> wanted);
    /// The window of this draft, or one for it.
    Wizard* open(std::unique_ptr<Procedure> procedure);
    /// nullptr where it is no draft any more.
    Wizard* openDraft(const QString& kind, const QString& id);
    /// nullptr when no draft knows it.
    Wizard* openOperation(const OperationId& id);

    /// Those that are kept, open or not, in the order in which they were begun.
    std::vector<std::unique_ptr<Procedure>> drafts(const QString& kind) const;
    /// Another one of the same pair, of which nothing was sent; nullptr for none.
    std::unique_ptr<Procedure> twinOf(const Procedure& asking) const;
    /// With its window; nothing where something of it was sent.
    void discard(const QString& kind, const QString& id);
    /// Whether another window prepares or runs the same on that target; empty where none does.
    QString whyTaken(const Procedure& asking) const;
    /// With the console; drafts are saved.
    void closeAll();

Q_SIGNALS:
    /// One was opened, begun, closed or discarded.
    void changed();

private:
    std::vector<Wizard*> windows() const;
    Wizard* windowOf(const QString& draft) const;

    UiContext m_context;
    std::vector<ProcedureRow> m_rows;
    std::vector<QPointer<Wizard>> m_wizards;
};

}  // namespace prophecy::ui
