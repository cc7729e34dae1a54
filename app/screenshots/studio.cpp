#include "app/screenshots/studio.h"

#include <QPixmap>
#include <cstdio>

namespace prophecy::screenshots {

namespace {

/// A busy bar never stands still; it is taken as it is.
constexpr int kMostLooks = 25;

struct Looks {
    QImage last;
    int count = 0;

    bool isStill(QWidget* widget) {
        const QImage now = widget->grab().toImage();
        const bool same = now == last;
        last = now;
        return same || ++count > kMostLooks;
    }
};

}  // namespace

void Studio::shoot(std::function<QWidget*()> widget, const QString& name) {
    const QString path = QStringLiteral("%1/%2%3.png").arg(folder, name, suffix);
    const auto looks = std::make_shared<Looks>();
    tour.when([looks, widget] { return widget() && looks->isStill(widget()); },
              [looks, path] {
                  looks->last.save(path);
                  std::printf("%s\n", qPrintable(path));
              });
}

void Studio::shootWindow(const QString& name) {
    shoot([this] { return &window; }, name);
}

}  // namespace prophecy::screenshots
