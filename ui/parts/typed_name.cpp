#include "ui/parts/typed_name.h"

#include <QLabel>
#include <QLineEdit>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

using namespace std::chrono_literals;

namespace {
constexpr int kHoldSeconds = 10;
constexpr auto kApprovalLasts = 60s;
}  // namespace

TypedName::TypedName(Scheduler& scheduler)
    : m_scheduler(scheduler), m_label(wrappedLabel({})), m_name(new QLineEdit), m_hint(plainLabel({}, "muted")) {
    m_name->setObjectName(QStringLiteral("typedName"));
    m_name->setAccessibleName(tr("Name of the environment"));
    m_name->setMaximumWidth(280);
    m_hint->setObjectName(QStringLiteral("typedHint"));
    auto* row = new QHBoxLayout;
    row->addWidget(m_name);
    row->addWidget(m_hint, 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_label);
    layout->addLayout(row);
    connect(m_name, &QLineEdit::textChanged, this, &TypedName::typed);
}

void TypedName::ask(const Environment& environment) {
    m_environment = environment;
    m_label->setText(tr("Type %1 to allow it").arg(environment.name));
    m_name->clear();
    m_hint->clear();
    m_name->setFocus();
}

QString TypedName::text() const {
    return m_name->text();
}

QString TypedName::obstacle() const {
    if (m_environment.name.isEmpty() || m_name->text() != m_environment.name)
        return tr("Type the name %1 to allow it.").arg(m_environment.name);
    return m_holdLeft > 0 ? tr("A primary waits for %n more second(s).", nullptr, m_holdLeft) : QString();
}

void TypedName::typed() {
    const QString& wanted = m_environment.name;
    const bool right = !wanted.isEmpty() && m_name->text() == wanted;
    const bool begun = wanted.startsWith(m_name->text());
    const auto missing = static_cast<int>(wanted.size() - m_name->text().size());
    m_hold.reset();
    m_expiry = right ? m_scheduler.after(kApprovalLasts, [this] { expire(); }) : nullptr;
    m_holdLeft = right && m_environment.role == Role::Primary ? kHoldSeconds : 0;
    m_hint->setText(right || m_name->text().isEmpty() ? QString()
                    : begun                           ? tr("%n letter(s) to go", nullptr, missing)
                                                      : tr("that is not the name"));
    if (m_holdLeft > 0) tickHold();
    Q_EMIT changed();
}

/// Who typed it and went away did not mean whoever comes by later.
void TypedName::expire() {
    m_name->clear();
    m_hint->setText(tr("A minute has passed: type the name again."));
}

void TypedName::tickHold() {
    m_hint->setText(tr("A primary: %n second(s) to think again", nullptr, m_holdLeft));
    m_hold = m_scheduler.after(1s, [this] {
        if (--m_holdLeft > 0)
            tickHold();
        else
            m_hint->clear();
        Q_EMIT changed();
    });
}

}  // namespace prophecy::ui
