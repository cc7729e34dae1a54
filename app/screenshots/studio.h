#pragma once

#include <QApplication>

#include "app/screenshots/tour.h"
#include "app/ui_context_of.h"
#include "lab/lab.h"
#include "ui/shell/main_window.h"

namespace prophecy::screenshots {

/// What the scenes are played in: the window over two practice labs, and where the pictures go.
struct Studio {
    QApplication& app;
    AppContext& context;
    ui::MainWindow& window;
    lab::Lab& primary;
    QString folder;
    QString suffix;  ///< "-200" for a screen of twice the density
    Tour tour;

    ui::UiContext ui() { return uiContextOf(context); }
    /// 0 is the primary, 1 its DR site.
    const Environment& environment(int i) { return context.registry().all()[static_cast<std::size_t>(i)]; }
    const EnvironmentSession* session(int i) { return context.sessions().find(environment(i).id); }

    /// Plans a picture of a widget, taken once two looks at it are the same.
    void shoot(std::function<QWidget*()> widget, const QString& name);
    void shootWindow(const QString& name);
};

// The scenes; look is what their pictures are named after, such as "light".

void planPages(Studio& stage, const QString& look);
void planSchedule(Studio& stage, const QString& look);
void planDialogs(Studio& stage, const QString& look);
void planRestore(Studio& stage, const QString& look);
void planUpgrade(Studio& stage, const QString& look, const QString& version);
void planUpgradeByHand(Studio& stage, const QString& look, const QString& version);
/// What is shown of an environment without backups, and of one that refuses the key.
void planTroubles(Studio& stage, const QString& look);

}  // namespace prophecy::screenshots
