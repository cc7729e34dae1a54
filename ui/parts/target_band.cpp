#include "ui/parts/target_band.h"

#include <QHBoxLayout>
#include <QPainter>

#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

TargetBand::TargetBand(QWidget* parent)
    : QFrame(parent),
      m_role(new Pill),
      m_name(plainLabel({}, "name")),
      m_address(plainLabel({}, "muted")),
      m_extras(new QHBoxLayout) {
    setProperty("band", true);
    setObjectName(QStringLiteral("targetBand"));
    m_name->setObjectName(QStringLiteral("bandName"));
    m_address->setObjectName(QStringLiteral("bandAddress"));
    m_address->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(16, 9, 16, 6);
    layout->setSpacing(12);
    layout->addWidget(m_role);
    layout->addWidget(m_name);
    layout->addWidget(m_address);
    m_extras->setSpacing(8);
    for (QLabel* label : {m_name, m_address}) label->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);
    layout->addLayout(m_extras, 100);
    layout->addStretch(1);
}

void TargetBand::show(const Environment& environment, const QString& title) {
    m_color = theme::roleColor(environment.role);
    m_role->show();
    m_address->show();
    m_role->setOutlined(Words::of(environment.role), m_color);
    m_name->setText(title.isEmpty() ? environment.name : title);
    m_address->setText(shownAddress(environment.root).section(QStringLiteral("://"), 1));
    m_address->setToolTip(shownAddress(environment.root));
    update();
}

void TargetBand::showNobody(const QString& title) {
    m_color = theme::tokens().line;
    m_role->hide();
    m_address->hide();
    m_name->setText(title);
    update();
}

void TargetBand::paintEvent(QPaintEvent* event) {
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.fillRect(QRect(0, 0, width(), 3), m_color);
    painter.fillRect(QRect(0, height() - 1, width(), 1), theme::tokens().line);
}

}  // namespace prophecy::ui
