#include "ui/shell/notice_bar.h"

#include <QHBoxLayout>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

NoticeBar::NoticeBar() : m_text(wrappedLabel({})) {
    setProperty("notice", true);
    setObjectName(QStringLiteral("windowNotice"));
    auto* put = makeButton(tr("Put away"), "dismissNotice", "flat");
    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_text, 1);
    layout->addWidget(put);
    hide();
    connect(put, &QPushButton::clicked, this, &QWidget::hide);
}

void NoticeBar::tell(const QString& sentence) {
    m_text->setText(isHidden() ? sentence : m_text->text() + u'\n' + sentence);
    show();
}

}  // namespace prophecy::ui
