#pragma once

#include <QFrame>
#include <QLabel>
#include <QPushButton>

#include "ui/theme/theme.h"

class QPlainTextEdit;
class QBoxLayout;
class QVBoxLayout;

namespace prophecy::ui {

// Small helpers for layouts in code. Every label shows plain text; ownership goes to the parent or layout as usual in
// Qt.

/// kind is a style of style.qss: "title", "heading", "muted", …; empty for normal text.
QLabel* plainLabel(const QString& text, const char* kind = "");
QLabel* wrappedLabel(const QString& text, const char* kind = "");
void setKind(QWidget* widget, const char* kind);

/// For tooltips: Qt would render what looks like markup, so a server's text is escaped.
QString plainTip(const QString& text);

/// A name on a button or a box, in which "&" makes no shortcut.
QString onButton(const QString& name);
QPushButton* makeButton(const QString& text, const char* objectName, const char* kind = "");
QFrame* makeCard();
/// Gives a card its layout, beginning with a heading.
QVBoxLayout* headCard(QFrame* card, const QString& title);
QFrame* makeRule();
/// Read-only and selectable; for what a server said and for requests.
QPlainTextEdit* makeTextBox(const char* objectName, const char* kind, int lines);
/// Sizes a window, but not beyond its screen.
void resizeToFit(QWidget* window, QSize wanted);
/// Scrolls its content up and down, without a frame.
QWidget* makeScroll(QWidget* content);
/// The same inside of what scrolls already: it takes the room that is left, and asks for none.
QWidget* makeInnerScroll(QWidget* content);
void clearLayout(QLayout* layout);
/// What it shows may not hold any more: it looks so, and stays readable.
void markStale(QWidget* widget, bool isStale);

/// One line that ends in dots where the room is too small for it; the tooltip has it all.
class ElidedLabel final : public QLabel {
    Q_OBJECT
public:
    explicit ElidedLabel(const char* kind);
    void set(const QString& text);

protected:
    void paintEvent(QPaintEvent* event) override;
};

/// A wrapped text that changes above what is clicked: it is as tall as its longest text would be, so that nothing below
/// moves.
class SteadyLabel final : public QLabel {
    Q_OBJECT
public:
    explicit SteadyLabel(const char* kind = "");
    /// The longest text that is to be expected.
    void reserve(const QString& longest);
    int heightForWidth(int width) const override;

private:
    QString m_longest;
};

/// A rounded label with icon and word, which a screen reader takes for a text.
class Pill final : public QLabel {
    Q_OBJECT
public:
    explicit Pill(QWidget* parent = nullptr);
    void set(const QString& text, const StateLook& look);
    /// Without an icon, outlined: for roles and plain facts.
    void setOutlined(const QString& text, const QColor& color);
    void setQuiet(const QString& text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QColor m_ink;
    QColor m_tint;
    const char* m_icon = nullptr;
    bool m_outlined = false;
};

/// Paints what Pill and the table's delegate share; returns the width it needs.
int paintPill(QPainter* painter, const QRect& rect, const QString& text, const StateLook& look, const QFont& font);
int pillWidth(const QString& text, const QFont& font, bool icon);

}  // namespace prophecy::ui
