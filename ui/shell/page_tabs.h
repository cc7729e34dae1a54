#pragma once

#include <QPointer>
#include <QWidget>
#include <functional>
#include <set>

#include "services/environments/environment_session.h"

class QStackedWidget;
class QTabBar;

namespace prophecy::ui {

class Page;

/// The tabs of one environment. A page is made when it is first shown: most starts need only one.
class PageTabs final : public QWidget {
    Q_OBJECT
public:
    PageTabs();

    using Factory = std::function<Page*()>;
    void add(const QString& title, Factory factory);
    int count() const;
    void show(int index);
    int currentIndex() const;
    Page* currentPage() const;
    /// The first page with something unsaved; -1 for none.
    int unsavedPage() const;
    /// Every page that was made shows this environment; nullptr for none.
    void setSession(EnvironmentSession* session);
    /// Of all pages.
    std::set<EnvironmentId> unsaved() const;

Q_SIGNALS:
    void unsavedChanged();

private:
    void showCurrent();
    void markUnsaved();

    std::vector<Factory> m_factories;
    std::vector<Page*> m_made;  ///< nullptr until first shown; children of m_stack
    QPointer<EnvironmentSession> m_session;
    QTabBar* m_tabs;
    QStackedWidget* m_stack;
};

}  // namespace prophecy::ui
