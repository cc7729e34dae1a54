#include "ui/shell/sidebar.h"

#include <QActionGroup>
#include <QListView>
#include <QMenu>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/models/environment_list_model.h"
#include "ui/models/row_delegates.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

Sidebar::Sidebar(EnvironmentListModel& environments, Scheme scheme)
    : m_environments(environments),
      m_list(new QListView),
      m_add(makeButton(tr("Add environment"), "addEnvironment", "flat")),
      m_more(new QToolButton) {
    setProperty("side", true);
    setFixedWidth(232);
    makeList();
    m_more->setObjectName(QStringLiteral("appearanceButton"));
    m_more->setToolTip(tr("Appearance, help, quit"));
    m_more->setAccessibleName(tr("Menu: appearance, help, quit"));
    m_more->setPopupMode(QToolButton::InstantPopup);
    m_more->setMenu(makeMenu(scheme));
    auto* title = plainLabel(tr("ENVIRONMENTS"), "section");
    title->setContentsMargins(18, 0, 0, 0);
    auto* foot = new QHBoxLayout;
    foot->setContentsMargins(8, 0, 10, 0);
    foot->addWidget(m_add, 1);
    foot->addWidget(m_more);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 14, 0, 10);
    layout->setSpacing(6);
    layout->addWidget(title);
    layout->addWidget(m_list, 1);
    layout->addLayout(foot);
    repolish();
    connect(m_add, &QPushButton::clicked, this, &Sidebar::addWanted);
}

void Sidebar::makeList() {
    m_list->setObjectName(QStringLiteral("environmentList"));
    m_list->setAccessibleName(tr("Environments"));
    m_list->setProperty("plain", true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setModel(&m_environments);
    m_list->setItemDelegate(new EnvironmentDelegate(m_list));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setUniformItemSizes(true);
    // Not the current line, which a list sets for itself when it gets the focus.
    connect(m_list->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this](const QItemSelection& now) {
        if (!now.isEmpty()) Q_EMIT chosen(m_environments.idAt(now.indexes().front().row()));
    });
}

QMenu* Sidebar::makeMenu(Scheme scheme) {
    auto* menu = new QMenu(m_more);
    addSchemes(menu->addMenu(tr("Appearance")), scheme);
    auto* help = menu->addMenu(tr("Help"));
    help->addAction(tr("Keyboard shortcuts"), this, &Sidebar::shortcutsWanted)
        ->setObjectName(QStringLiteral("shortcuts"));
    help->addAction(tr("About Prophecy Console"), this, &Sidebar::aboutWanted)->setObjectName(QStringLiteral("about"));
    menu->addSeparator();
    auto* quit = menu->addAction(tr("Quit"), this, &Sidebar::quitWanted);
    quit->setShortcut(QKeySequence::Quit);
    addAction(quit);  // so that its keys work while the menu is closed
    return menu;
}

void Sidebar::addSchemes(QMenu* menu, Scheme current) {
    auto* schemes = new QActionGroup(menu);
    const std::pair<Scheme, QString> choices[] = {
        {Scheme::System, tr("As the desktop")}, {Scheme::Light, tr("Light")}, {Scheme::Dark, tr("Dark")}};
    for (const auto& [scheme, name] : choices) {
        QAction* action = menu->addAction(name, this, [this, scheme = scheme] { Q_EMIT schemeWanted(scheme); });
        action->setCheckable(true);
        action->setChecked(current == scheme);
        schemes->addAction(action);
    }
}

void Sidebar::select(int line) {
    if (line >= 0 && m_list->currentIndex().row() != line) m_list->setCurrentIndex(m_environments.index(line));
}

bool Sidebar::hasSelection() const {
    return m_list->currentIndex().isValid();
}

void Sidebar::repolish() {
    m_add->setIcon(theme::icon("list-add"));
    m_more->setIcon(theme::icon("overflow-menu"));
}

}  // namespace prophecy::ui
