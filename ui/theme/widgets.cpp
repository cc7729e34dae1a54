#include "ui/theme/widgets.h"

#include <QCoreApplication>
#include <QLayout>
#include <QPainter>
#include <QPlainTextEdit>
#include <QScreen>
#include <QScrollArea>
#include <QStyle>

namespace prophecy::ui {

namespace {
constexpr int kPillHeight = 22;
constexpr int kPillPadding = 8;
constexpr int kIconSize = 12;

QFont pillFont(QFont font) {
    font.setPixelSize(12);
    font.setWeight(QFont::DemiBold);
    return font;
}
}  // namespace

QLabel* plainLabel(const QString& text, const char* kind) {
    auto* label = new QLabel(text);
    label->setTextFormat(Qt::PlainText);
    if (*kind) label->setProperty("kind", QString::fromLatin1(kind));
    return label;
}

ElidedLabel::ElidedLabel(const char* kind) {
    setTextFormat(Qt::PlainText);
    setKind(this, kind);
    setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
}

void ElidedLabel::set(const QString& text) {
    setText(text);
    setToolTip(plainTip(text));
}

void ElidedLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    const QString shown = fontMetrics().elidedText(text(), Qt::ElideRight, contentsRect().width());
    style()->drawItemText(&painter, contentsRect(), static_cast<int>(alignment()), palette(), isEnabled(), shown,
                          foregroundRole());
}

SteadyLabel::SteadyLabel(const char* kind) {
    setTextFormat(Qt::PlainText);
    setKind(this, kind);
    setWordWrap(true);
    setAlignment(Qt::AlignLeft | Qt::AlignTop);
}

void SteadyLabel::reserve(const QString& longest) {
    m_longest = longest;
    updateGeometry();
}

int SteadyLabel::heightForWidth(int width) const {
    const QRect room(0, 0, width, QWIDGETSIZE_MAX);
    const int reserved = fontMetrics().boundingRect(room, Qt::TextWordWrap, m_longest).height();
    return std::max(QLabel::heightForWidth(width), reserved);
}

QLabel* wrappedLabel(const QString& text, const char* kind) {
    QLabel* label = plainLabel(text, kind);
    label->setWordWrap(true);
    return label;
}

void setKind(QWidget* widget, const char* kind) {
    if (widget->property("kind").toString() == QLatin1String(kind)) return;
    widget->setProperty("kind", QString::fromLatin1(kind));
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

QString onButton(const QString& name) {
    return QString(name).replace(u'&', QStringLiteral("&&"));
}

QString plainTip(const QString& text) {
    if (text.isEmpty()) return text;
    return QStringLiteral("<span>") + text.toHtmlEscaped().replace(u'\n', QStringLiteral("<br>")) +
           QStringLiteral("</span>");
}

QPushButton* makeButton(const QString& text, const char* objectName, const char* kind) {
    auto* button = new QPushButton(text);
    button->setObjectName(QString::fromLatin1(objectName));
    button->setAutoDefault(false);
    if (*kind) button->setProperty("kind", QString::fromLatin1(kind));
    return button;
}

QFrame* makeCard() {
    auto* card = new QFrame;
    card->setProperty("card", true);
    return card;
}

QVBoxLayout* headCard(QFrame* card, const QString& title) {
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(14, 10, 14, 12);
    layout->setSpacing(6);
    layout->addWidget(plainLabel(title, "heading"));
    return layout;
}

QFrame* makeRule() {
    auto* rule = new QFrame;
    rule->setProperty("rule", true);
    rule->setFixedHeight(1);
    return rule;
}

QPlainTextEdit* makeTextBox(const char* objectName, const char* kind, int lines) {
    auto* box = new QPlainTextEdit;
    box->setObjectName(QString::fromLatin1(objectName));
    box->setProperty("kind", QString::fromLatin1(kind));
    box->setReadOnly(true);
    box->setFont(theme::fixedFont());
    box->setStyleSheet(QStringLiteral("font-size: 12px; font-family: '%1';").arg(theme::fixedFont().family()));
    box->setFixedHeight(QFontMetrics(theme::fixedFont()).lineSpacing() * lines + 20);
    box->setTabChangesFocus(true);
    return box;
}

QWidget* makeScroll(QWidget* content) {
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::TabFocus);  // so that its keys scroll it, also where nothing inside takes them
    scroll->setProperty("page", true);
    scroll->setAccessibleName(QCoreApplication::translate("Widgets", "Scrolled content"));
    // As wide as what is seen of it, whatever it was when it was hidden.
    content->setSizePolicy(QSizePolicy::Ignored, content->sizePolicy().verticalPolicy());
    scroll->setWidget(content);
    return scroll;
}

QWidget* makeInnerScroll(QWidget* content) {
    constexpr int kLeastHeight = 120;
    QWidget* scroll = makeScroll(content);
    scroll->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    scroll->setMinimumHeight(kLeastHeight);
    return scroll;
}

void markStale(QWidget* widget, bool isStale) {
    widget->setProperty("stale", isStale);
    widget->style()->unpolish(widget);
    widget->style()->polish(widget);
}

void resizeToFit(QWidget* window, QSize wanted) {
    constexpr QSize kFrame(20, 50);  // of the window manager
    window->resize(wanted.boundedTo(window->screen()->availableSize() - kFrame));
}

void clearLayout(QLayout* layout) {
    while (QLayoutItem* item = layout->takeAt(0)) {
        if (QWidget* widget = item->widget()) {
            widget->hide();
            widget->deleteLater();
        }
        if (item->layout()) clearLayout(item->layout());
        delete item;
    }
}

int pillWidth(const QString& text, const QFont& font, bool icon) {
    return QFontMetrics(pillFont(font)).horizontalAdvance(text) + 2 * kPillPadding + (icon ? kIconSize + 4 : 0) + 3;
}

int paintPill(QPainter* painter, const QRect& rect, const QString& text, const StateLook& look, const QFont& font) {
    const int width = std::min(rect.width(), pillWidth(text, font, look.icon != nullptr));
    const QRect pill(rect.left(), rect.center().y() - kPillHeight / 2 + 1, width, kPillHeight);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(look.tint);
    painter->drawRoundedRect(pill, kPillHeight / 2.0, kPillHeight / 2.0);
    QRect inner = pill.adjusted(kPillPadding, 0, -kPillPadding, 0);
    if (look.icon) {
        const QRect iconRect(inner.left(), pill.center().y() - kIconSize / 2 + 1, kIconSize, kIconSize);
        theme::icon(look.icon, look.ink).paint(painter, iconRect);
        inner.setLeft(iconRect.right() + 5);
    }
    painter->setFont(pillFont(font));
    painter->setPen(look.ink);
    painter->drawText(inner, Qt::AlignVCenter | Qt::AlignLeft,
                      QFontMetrics(pillFont(font)).elidedText(text, Qt::ElideRight, inner.width()));
    painter->restore();
    return width;
}

Pill::Pill(QWidget* parent) : QLabel(parent) {
    setTextFormat(Qt::PlainText);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Pill::set(const QString& text, const StateLook& look) {
    setText(text);
    m_ink = look.ink;
    m_tint = look.tint;
    m_icon = look.icon;
    m_outlined = false;
    updateGeometry();
    update();
}

void Pill::setOutlined(const QString& text, const QColor& color) {
    set(text, {color, Qt::transparent, nullptr});
    m_outlined = true;
}

void Pill::setQuiet(const QString& text) {
    set(text, {theme::tokens().muted, theme::tokens().alternate, nullptr});
}

QSize Pill::sizeHint() const {
    return {text().isEmpty() ? 0 : pillWidth(text(), font(), m_icon != nullptr), kPillHeight + 2};
}

void Pill::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    paintPill(&painter, rect(), text(), {m_ink, m_tint, m_icon}, font());
    if (!m_outlined) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(m_ink);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4);
}

}  // namespace prophecy::ui
