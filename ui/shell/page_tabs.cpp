#include "ui/shell/page_tabs.h"

#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/pages/page.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

PageTabs::PageTabs() : m_tabs(new QTabBar), m_stack(new QStackedWidget) {
    m_tabs->setObjectName(QStringLiteral("pageTabs"));
    m_tabs->setAccessibleName(tr("Pages"));
    m_tabs->setDrawBase(false);
    m_tabs->setExpanding(false);
    m_tabs->setUsesScrollButtons(false);
    auto* row = new QHBoxLayout;
    row->setContentsMargins(20, 0, 20, 0);
    row->addWidget(m_tabs);
    row->addStretch();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addLayout(row);
    layout->addWidget(makeRule());
    layout->addWidget(m_stack, 1);
    connect(m_tabs, &QTabBar::currentChanged, this, &PageTabs::showCurrent);
}

void PageTabs::add(const QString& title, Factory factory) {
    m_factories.push_back(std::move(factory));
    m_made.push_back(nullptr);
    const QSignalBlocker quiet(m_tabs);
    m_tabs->addTab(title);
}

int PageTabs::count() const {
    return m_tabs->count();
}

int PageTabs::currentIndex() const {
    return m_tabs->currentIndex();
}

int PageTabs::unsavedPage() const {
    for (std::size_t i = 0; i < m_made.size(); ++i)
        if (m_made[i] && m_made[i]->hasUnsavedEdits()) return static_cast<int>(i);
    return -1;
}

Page* PageTabs::currentPage() const {
    return qobject_cast<Page*>(m_stack->currentWidget());
}

void PageTabs::show(int index) {
    const QSignalBlocker once(m_tabs);
    m_tabs->setCurrentIndex(index);
    showCurrent();
}

void PageTabs::setSession(EnvironmentSession* session) {
    m_session = session;
    for (Page* page : m_made)
        if (page) page->setSession(session);
}

void PageTabs::showCurrent() {
    if (m_tabs->currentIndex() < 0) return;
    const auto index = static_cast<std::size_t>(m_tabs->currentIndex());
    Page*& page = m_made[index];
    if (!page) {
        page = m_factories[index]();
        page->setSession(m_session);
        m_stack->addWidget(page);
    }
    m_stack->setCurrentWidget(page);
    page->refresh();
}

}  // namespace prophecy::ui
