#include "ui/pages/overview/figure_tile.h"

#include <QVBoxLayout>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

FigureTile::FigureTile(const QString& title, const char* objectName)
    : m_title(title), m_figure(plainLabel({}, "figure")), m_note(new SteadyLabel("caption")) {
    setProperty("card", true);
    m_figure->setObjectName(QString::fromLatin1(objectName));
    m_note->reserve(QStringLiteral("0\n0"));  // its age may wrap it, and nothing below moves
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(14, 12, 14, 12);
    layout->setSpacing(4);
    layout->addWidget(plainLabel(title, "muted"));
    layout->addWidget(m_figure);
    layout->addWidget(m_note);
    layout->addStretch();
}

void FigureTile::set(const QString& figure, const QString& note) {
    m_figure->setText(figure);
    setNote(note);
}

void FigureTile::setNote(const QString& note) {
    m_note->setText(note);
    tell();
}

void FigureTile::setLevel(Level level) {
    m_level = level;
    const bool colored = !m_isStale && level != Level::Unknown;
    m_figure->setStyleSheet(colored ? QStringLiteral("color: %1").arg(theme::look(level).ink.name()) : QString());
}

void FigureTile::setStale(bool isStale) {
    if (m_isStale == isStale) return;
    m_isStale = isStale;
    setKind(m_figure, isStale ? "staleFigure" : "figure");
    markStale(this, isStale);
    setLevel(m_level);
    tell();
}

void FigureTile::tell() {
    m_figure->setAccessibleName(tr("%1: %2").arg(m_title, m_figure->text()));
    setAccessibleName(m_isStale
                          ? tr("%1: %2. %3. It may not hold any more.").arg(m_title, m_figure->text(), m_note->text())
                          : tr("%1: %2. %3").arg(m_title, m_figure->text(), m_note->text()));
}

}  // namespace prophecy::ui
