#include "ui/theme/theme.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QStyle>
#include <QStyleFactory>
#include <QSvgRenderer>

namespace prophecy::ui {

QString kebabName(Scheme scheme) {
    switch (scheme) {
        case Scheme::Light: return QStringLiteral("light");
        case Scheme::Dark: return QStringLiteral("dark");
        case Scheme::System: break;
    }
    return QStringLiteral("system");
}

Scheme schemeFrom(const QByteArray& kept) {
    if (kept == "light" || kept == "1") return Scheme::Light;
    return kept == "dark" || kept == "2" ? Scheme::Dark : Scheme::System;
}

}  // namespace prophecy::ui

namespace prophecy::ui::theme {

namespace {

const Tokens* current = &Tokens::light();

/// Renders an SVG at the size that is asked for and fills its shape with one colour.
class TintedIcon final : public QIconEngine {
public:
    TintedIcon(QString path, QColor color) : m_path(std::move(path)), m_color(color) {}
    QIconEngine* clone() const override { return new TintedIcon(m_path, m_color); }
    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        QImage image(rect.size() * painter->device()->devicePixelRatio(), QImage::Format_ARGB32_Premultiplied);
        image.fill(Qt::transparent);
        QSvgRenderer renderer(m_path);
        QPainter shape(&image);
        renderer.render(&shape);
        shape.setCompositionMode(QPainter::CompositionMode_SourceIn);
        QColor color = m_color;
        if (mode == QIcon::Disabled) color.setAlphaF(0.4F);
        shape.fillRect(image.rect(), color);
        shape.end();
        painter->drawImage(rect, image);
    }
    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    QString m_path;
    QColor m_color;
};

QPalette paletteOf(const Tokens& t) {
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, const QColor& color) { palette.setColor(role, color); };
    set(QPalette::Window, t.window);
    set(QPalette::WindowText, t.text);
    set(QPalette::Base, t.surface);
    set(QPalette::AlternateBase, t.alternate);
    set(QPalette::Text, t.text);
    set(QPalette::PlaceholderText, t.muted);
    set(QPalette::Button, t.surface);
    set(QPalette::ButtonText, t.text);
    set(QPalette::BrightText, t.bad);
    set(QPalette::ToolTipBase, t.surface);
    set(QPalette::ToolTipText, t.text);
    set(QPalette::Link, t.accent);
    set(QPalette::Highlight, t.accent);
    set(QPalette::HighlightedText, t.onAccent);
    set(QPalette::Mid, t.line);
    set(QPalette::Dark, t.line);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, t.muted);
    return palette;
}

/// "@name" in the sheet is the token of that name.
QString styleSheet(const Tokens& t) {
    QFile file(QStringLiteral(":/theme/style.qss"));
    if (!file.open(QIODevice::ReadOnly)) return {};
    QString sheet = QString::fromUtf8(file.readAll());
    const std::pair<const char*, QColor> names[] = {{"@window", t.window},
                                                    {"@surface", t.surface},
                                                    {"@alternate", t.alternate},
                                                    {"@line", t.line},
                                                    {"@text", t.text},
                                                    {"@muted", t.muted},
                                                    {"@onAccent", t.onAccent},
                                                    {"@accent", t.accent},
                                                    {"@badTint", t.badTint},
                                                    {"@bad", t.bad},
                                                    {"@runningTint", t.runningTint},
                                                    {"@attentionTint", t.attentionTint},
                                                    {"@attention", t.attention}};
    for (const auto& [name, color] : names) sheet.replace(QLatin1String(name), color.name());
    return sheet;
}

bool systemIsDark() {
    return QGuiApplication::palette().color(QPalette::Window).lightness() < 128;
}

}  // namespace

void apply(QApplication& app, Scheme scheme) {
    static const bool desktopIsDark = systemIsDark();
    const bool dark = scheme == Scheme::Dark || (scheme == Scheme::System && desktopIsDark);
    current = dark ? &Tokens::dark() : &Tokens::light();
    if (!app.style() || app.style()->name() != u"fusion")
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
    QApplication::setPalette(paletteOf(*current));
    app.setStyleSheet(styleSheet(*current));
}

const Tokens& tokens() {
    return *current;
}

QIcon icon(const char* name, const QColor& color) {
    return QIcon(new TintedIcon(QStringLiteral(":/icons/%1.svg").arg(QLatin1String(name)), color));
}
QIcon icon(const char* name) {
    return icon(name, current->text);
}

StateLook look(BackupState state) {
    switch (state) {
        case BackupState::Success: return {current->good, current->goodTint, "dialog-ok-apply"};
        case BackupState::Failed: return {current->bad, current->badTint, "window-close"};
        case BackupState::Running: return {current->running, current->runningTint, "media-playback-start"};
        case BackupState::Unknown: break;
    }
    return {current->muted, current->alternate, "question"};
}

StateLook look(Level level) {
    switch (level) {
        case Level::Good: return look(BackupState::Success);
        case Level::Attention: return {current->attention, current->attentionTint, "attention"};
        case Level::Bad: return look(BackupState::Failed);
        case Level::Unknown: break;
    }
    return look(BackupState::Unknown);
}

StateLook look(Reach reach) {
    switch (reach) {
        case Reach::Online: return look(Level::Good);
        case Reach::NeverSeen: return look(Level::Unknown);
        case Reach::Standby: return {current->muted, current->alternate, "media-playback-pause"};
        case Reach::Unreachable: return {current->bad, current->badTint, "network-disconnect"};
        case Reach::KeychainLocked: return {current->muted, current->alternate, "lock"};
        case Reach::KeyMissing:
        case Reach::KeyRefused:
        case Reach::ClientCertificate:
        case Reach::CertificateRefused: return {current->bad, current->badTint, "lock"};
        default: return look(Level::Bad);
    }
}

QColor roleColor(Role role) {
    switch (role) {
        case Role::Primary: return current->primary;
        case Role::Dr: return current->dr;
        case Role::Test: break;
    }
    return current->test;
}

QFont fixedFont() {
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    font.setPixelSize(12);
    return font;
}

}  // namespace prophecy::ui::theme
