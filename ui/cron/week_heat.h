#pragma once

#include <QWidget>

#include "domain/cron/week.h"

namespace prophecy::ui {

/// A week as 24 × 7 cells: the stronger the colour, the more runs in that hour.
class WeekHeat final : public QWidget {
    Q_OBJECT
public:
    explicit WeekHeat(QWidget* parent = nullptr);
    void show(const std::optional<WeekMap>& map);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;
    bool event(QEvent* event) override;

private:
    std::optional<WeekMap> m_map;
};

}  // namespace prophecy::ui
