#pragma once

#include <QWidget>
#include <vector>

#include "domain/cron/compose.h"

class QButtonGroup;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;

namespace prophecy::ui {

/// One field of an expression as toggles: every value, each n, a range, or chosen ones. What it cannot show it says,
/// and keeps the text until somebody changes the field.
class FieldEditor final : public QWidget {
    Q_OBJECT
public:
    explicit FieldEditor(CronField field, QWidget* parent = nullptr);

    void load(const QString& text);
    QString text() const { return m_text; }

Q_SIGNALS:
    void edited();

private:
    QLayout* makeHead(const QString& title);
    void makeGrid();
    void arrange(bool all);
    void toggle(int value, bool on);
    void chooseMode(FieldChoice::Mode mode);
    void numbersChanged();
    void write();
    void show(const FieldChoice& choice);
    bool isCoarse(int value) const;

    CronField m_field;
    QString m_text;
    FieldChoice m_choice;
    QButtonGroup* m_modes;
    std::vector<QPushButton*> m_values;  ///< by value, from the field's least
    QWidget* m_gridBox;
    QGridLayout* m_grid;
    QWidget* m_numbers;
    QSpinBox* m_step;
    QSpinBox* m_from;
    QSpinBox* m_to;
    QLabel* m_every;
    QLabel* m_toLabel;
    QLabel* m_other;
    QPushButton* m_all;
    bool m_loading = false;
    bool m_wantsAll = false;
    std::optional<bool> m_showsAll;
};

}  // namespace prophecy::ui
