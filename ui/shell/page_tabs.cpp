#include "ui/shell/page_tabs.h"

#include <QLabel>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/pages/page.h"
#include "ui/theme/theme.h"
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
    const int tab = m_tabs->addTab(title);
    QLabel* mark = plainLabel({});
    mark->setFixedSize(16, 16);
    m_tabs->setTabButton(tab, QTabBar::RightSide, mark);
    markUnsaved();
}

int PageTabs::count() const {
    return m_tabs->count();
}

int PageTabs::currentIndex() const {
    return m_tabs->currentIndex();
}

int PageTabs::unsavedPage() const {
    for (std::size_t i = 0; i < m_made.size(); ++i)
        if (m_made[i] && !m_made[i]->unsaved().empty()) return static_cast<int>(i);
    return -1;
}

std::set<EnvironmentId> PageTabs::unsaved() const {
    std::set<EnvironmentId> all;
    for (const Page* page : m_made)
        if (page) all.merge(page->unsaved());
    return all;
}

/// On the tab whose page it is; in words for those who do not see the mark. Its room is kept, so that no tab moves.
void PageTabs::markUnsaved() {
    for (int i = 0; i < m_tabs->count(); ++i) {
        const Page* page = m_made[static_cast<std::size_t>(i)];
        const bool edited = page && !page->unsaved().empty();
        const QIcon pencil = theme::icon("document-edit", theme::tokens().attention);
        auto* mark = static_cast<QLabel*>(m_tabs->tabButton(i, QTabBar::RightSide));
        mark->setPixmap(edited ? pencil.pixmap(mark->size()) : QPixmap());
        m_tabs->setTabToolTip(i, edited ? tr("Something was edited here and is not saved.") : QString());
        m_tabs->setAccessibleTabName(i, edited ? tr("%1, not saved").arg(m_tabs->tabText(i)) : m_tabs->tabText(i));
    }
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
        connect(page, &Page::unsavedChanged, this, &PageTabs::markUnsaved);
        connect(page, &Page::unsavedChanged, this, &PageTabs::unsavedChanged);
    }
    m_stack->setCurrentWidget(page);
    page->refresh();
}

}  // namespace prophecy::ui
