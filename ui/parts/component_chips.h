#pragma once

#include <QWidget>

#include "domain/operation/operation.h"
#include "ui/theme/theme.h"

namespace prophecy::ui {

/// The databases and volumes of an operation, done or pending, as far as they fit; the rest is counted.
class ComponentChips final : public QWidget {
    Q_OBJECT
public:
    explicit ComponentChips(QWidget* parent = nullptr);
    void show(const Progress& progress);
    void setRows(int rows);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    struct Chip {
        QString name;
        bool done;
    };
    std::vector<Chip> m_chips;
    int m_rows = 1;
};

StateLook operationLook(const Operation& operation);

}  // namespace prophecy::ui
