#include "ui/wizards/frame/wizard_frame.h"

#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QScrollBar>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <algorithm>

#include "core/text.h"
#include "ui/parts/target_band.h"
#include "ui/theme/widgets.h"
#include "ui/wizards/frame/step_list.h"

namespace prophecy::ui {

WizardFrame::WizardFrame(const QString& objectName, const QStringList& titles)
    : m_band(new TargetBand),
      m_list(new StepList(titles)),
      m_stack(new QStackedWidget),
      m_steps(static_cast<std::size_t>(titles.size())) {
    setObjectName(objectName);
    setAttribute(Qt::WA_DeleteOnClose);
    const QSize room = screen()->availableSize();
    setMinimumSize(QSize(860, 440).boundedTo(room));
    resizeToFit(this, {1120, 760});
    auto* place = new QWidget;
    auto* placeLayout = new QVBoxLayout(place);
    placeLayout->setContentsMargins(20, 16, 20, 12);
    placeLayout->addWidget(m_stack);
    auto* middle = new QHBoxLayout;
    middle->setSpacing(0);
    middle->addWidget(m_list);
    middle->addWidget(place, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_band);
    layout->addLayout(middle, 1);
    layout->addWidget(makeFoot());
    connect(m_list, &StepList::wanted, this, [this](int step) { go(step); });
}

QWidget* WizardFrame::makeFoot() {
    auto* footer = new QFrame;
    footer->setProperty("bar", true);
    m_saved = new ElidedLabel("muted");
    m_saved->setObjectName(QStringLiteral("wizardSaved"));
    m_obstacle = new ElidedLabel("muted");
    m_obstacle->setObjectName(QStringLiteral("wizardObstacle"));
    m_obstacle->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_obstacle->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Preferred);  // what is saved gives way first
    m_obstacle->setMinimumWidth(1);
    m_cancel = makeButton(tr("Cancel"), "wizardCancel");
    m_close = makeButton({}, "wizardClose");
    m_back = makeButton(tr("Back"), "wizardBack");
    m_next = makeButton({}, "wizardNext", "main");
    auto* layout = new QHBoxLayout(footer);
    layout->setContentsMargins(16, 10, 16, 10);
    layout->setSpacing(10);
    layout->addWidget(m_saved, 1);
    layout->addWidget(m_obstacle);
    for (QPushButton* button : {m_cancel, m_close, m_back, m_next}) layout->addWidget(button);
    connect(m_cancel, &QPushButton::clicked, this, [this] { cancel(); });
    connect(m_close, &QPushButton::clicked, this, [this] { saveAndClose(); });
    connect(m_back, &QPushButton::clicked, this, [this] { go(m_step - 1); });
    connect(m_next, &QPushButton::clicked, this, [this] {
        if (!current()->obstacle().isEmpty()) return refresh();  // it came up since the button was lit
        next();
    });
    return footer;
}

/// In a scroll area of its own, so that a tall page does not push the foot out of the window.
void WizardFrame::adopt(WizardStep* step) {
    auto* page = makeScroll(step);
    page->setFocusPolicy(Qt::NoFocus);
    m_stack->addWidget(page);
    connect(step, &WizardStep::changed, this, &WizardFrame::refresh);
    connect(step, &WizardStep::saveWanted, this, [this] { save(); });
}

QWidget* WizardFrame::pageOf(const WizardStep* step) const {
    for (int i = 0; i < m_stack->count(); ++i)
        if (static_cast<QScrollArea*>(m_stack->widget(i))->widget() == step) return m_stack->widget(i);
    return nullptr;
}

void WizardFrame::setStep(int index, WizardStep* step, const QString& title) {
    WizardStep*& place = m_steps[static_cast<std::size_t>(index)];
    if (place == step) return;
    const bool fresh = !place;
    place = step;
    if (!pageOf(step)) adopt(step);
    m_list->setTitle(index, title);
    if (index == m_step && !fresh) go(index);
}

void WizardFrame::go(int step) {
    m_step = step;
    m_stack->setCurrentWidget(pageOf(current()));
    for (QScrollArea* scroll : m_stack->findChildren<QScrollArea*>()) scroll->verticalScrollBar()->setValue(0);
    current()->enter();
    refresh();
    // What the page made just now is shown by its layout a moment later.
    QMetaObject::invokeMethod(this, &WizardFrame::focusFirst, Qt::QueuedConnection);
}

/// What has to be chosen here, and not a button that goes on.
void WizardFrame::focusFirst() {
    QWidget* first = current()->firstFocus();
    if (!first) {
        const auto children = current()->findChildren<QWidget*>();
        const auto it = std::find_if(children.begin(), children.end(), [this](QWidget* child) {
            return child->isEnabled() && child->isVisibleTo(current()) && (child->focusPolicy() & Qt::TabFocus) &&
                   !qobject_cast<QPushButton*>(child) && !qobject_cast<QScrollArea*>(child);
        });
        first = it == children.end() ? m_next : *it;
    }
    first->setFocus(Qt::OtherFocusReason);
}

void WizardFrame::refresh() {
    refreshBand();
    const Foot shown = foot();
    m_list->show(m_step, shown.reached, shown.locked);
    const QString sentence = !shown.nextShown ? QString() : shown.told.isEmpty() ? shown.obstacle : shown.told;
    m_obstacle->set(displayLine(sentence));
    m_next->setEnabled(shown.obstacle.isEmpty());
    m_next->setVisible(shown.nextShown);
    m_next->setText(shown.next);
    m_next->setObjectName(shown.dangerous ? QStringLiteral("wizardOverwrite") : QStringLiteral("wizardNext"));
    setKind(m_next, shown.dangerous ? "overwrite" : "main");
    m_back->setVisible(shown.backShown);
    m_cancel->setVisible(shown.cancelShown);
    m_close->setText(shown.close);
    m_close->setVisible(!shown.close.isEmpty());
    m_saved->set(shown.saved);
    m_saved->setVisible(shown.told.isEmpty());  // the room is for the refusal
    m_obstacle->setVisible(!sentence.isEmpty());
    setKind(m_obstacle, shown.told.isEmpty() ? "muted" : "bad");
}

}  // namespace prophecy::ui
