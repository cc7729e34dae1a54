#include "ui/wizards/frame/step_list.h"

#include <QPixmap>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/theme/theme.h"
#include "ui/theme/widgets.h"

namespace prophecy::ui {

StepList::StepList(const QStringList& titles) : m_titles(titles) {
    setProperty("side", true);
    setFixedWidth(220);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(8, 14, 8, 10);
    layout->setSpacing(2);
    for (int i = 0; i < titles.size(); ++i) {
        auto* button = makeButton({}, qPrintable(QStringLiteral("step%1").arg(i + 1)), "step");
        button->setCheckable(true);
        m_buttons.push_back(button);
        layout->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, i] { Q_EMIT wanted(i); });
    }
    layout->addStretch();
}

void StepList::show(int current, int reached, int locked) {
    QPixmap blank(16, 16);  // so that words stand in one column, done or not
    blank.fill(Qt::transparent);
    for (int i = 0; i < m_titles.size(); ++i) {
        QPushButton* button = m_buttons[static_cast<std::size_t>(i)];
        const bool done = i < current;
        button->setText(QStringLiteral("%1  %2").arg(i + 1).arg(m_titles[i]));
        button->setIcon(done ? theme::icon("dialog-ok-apply", theme::tokens().good) : QIcon(blank));
        button->setChecked(i == current);
        button->setEnabled(i == current || (i <= reached && i > locked));
        button->setAccessibleName(i == current ? tr("Step %1, %2, current").arg(i + 1).arg(m_titles[i])
                                  : done       ? tr("Step %1, %2, done").arg(i + 1).arg(m_titles[i])
                                               : tr("Step %1, %2").arg(i + 1).arg(m_titles[i]));
    }
}

}  // namespace prophecy::ui
