#pragma once

#include <QWidget>
#include <set>

#include "ui/parts/ui_context.h"

namespace prophecy::ui {

/// A tab of the window: shows one environment at a time and is told when its facts changed or time passed.
class Page : public QWidget {
    Q_OBJECT
public:
    explicit Page(UiContext context) : m_context(context) {}

    /// nullptr while there is no environment.
    void setSession(EnvironmentSession* session);
    /// Ages moved on, or facts changed.
    virtual void refresh() = 0;
    /// A second passed.
    virtual void tick() {}
    /// The environments of which something was edited here and is not saved.
    virtual std::set<EnvironmentId> unsaved() const { return {}; }
    /// Where Ctrl+F goes; nullptr when the page has no filter.
    virtual QWidget* filterField() { return nullptr; }

Q_SIGNALS:
    void unsavedChanged();

protected:
    /// Another environment will be shown, or none; session() is still the one before.
    virtual void sessionLeaving() {}
    /// Another environment is shown, or none.
    virtual void sessionChanged() = 0;
    /// The history of the shown environment changed.
    virtual void rowsChanged() {}
    EnvironmentSession* session() const { return m_session; }

    UiContext m_context;

private:
    QPointer<EnvironmentSession> m_session;
};

/// One sentence on why what is shown may be old, empty when it is fresh.
QString staleness(const EnvironmentSession& session, const QDateTime& now);

}  // namespace prophecy::ui
