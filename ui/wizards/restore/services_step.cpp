#include "ui/wizards/restore/services_step.h"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>

#include "ui/theme/widgets.h"
#include "ui/wizards/restore/restore_words.h"
#include "ui/words/words.h"

namespace prophecy::ui {

ServicesStep::ServicesStep(RestoreProcedure& procedure)
    : RestoreStep(procedure), m_rows(new QVBoxLayout), m_warning(wrappedLabel({})) {
    m_warning->setObjectName(QStringLiteral("restorePartial"));
    auto* card = makeCard();
    m_rows->setContentsMargins(14, 10, 14, 10);
    m_rows->setSpacing(10);
    card->setLayout(m_rows);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(10);
    layout->addWidget(plainLabel(tr("Which services are restored?"), "title"));
    layout->addWidget(wrappedLabel(tr("The databases are always restored."), "muted"));
    layout->addWidget(card);
    layout->addWidget(m_warning);
    layout->addStretch();
}

void ServicesStep::enter() {
    clearLayout(m_rows);
    const EnvironmentSession* session = m_procedure.context.sessions.find(m_procedure.draft.destination);
    const Dialect dialect = session ? session->spokenEnvironment().dialect : Dialect::Auto;
    for (const QString& service : restorableServices(dialect)) addService(service);
    showConsequence();
}

void ServicesStep::addService(const QString& service) {
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(20);
    auto* text = new QVBoxLayout;
    text->setSpacing(0);
    text->addWidget(plainLabel(service, "heading"));
    text->addWidget(plainLabel(RestoreWords::holds(service), "caption"));
    auto* restore = new QRadioButton(tr("restore"));
    auto* keep = new QRadioButton(tr("keep what %1 has").arg(onButton(m_procedure.destinationName())));
    restore->setObjectName(QStringLiteral("restore-") + service);
    keep->setObjectName(QStringLiteral("keep-") + service);
    restore->setAccessibleName(tr("Restore %1").arg(service));
    keep->setAccessibleName(tr("Keep %1").arg(service));
    auto* group = new QButtonGroup(line);
    group->addButton(restore);
    group->addButton(keep);
    const bool skipped = m_procedure.draft.request.skipped.contains(service);
    keep->setChecked(skipped);
    restore->setChecked(!skipped);
    row->addLayout(text, 1);
    row->addWidget(restore);
    row->addWidget(keep);
    if (m_rows->count() > 0) m_rows->addWidget(makeRule());
    m_rows->addWidget(line);
    connect(keep, &QRadioButton::toggled, this, [this, service](bool kept) {
        m_procedure.draft.request.skipped.removeAll(service);
        if (kept) m_procedure.draft.request.skipped << service;
        m_procedure.draft.request.skipped.sort();
        showConsequence();
        Q_EMIT changed();
    });
}

void ServicesStep::showConsequence() {
    const QStringList& skipped = m_procedure.draft.request.skipped;
    m_warning->setVisible(!skipped.isEmpty());
    m_warning->setText(tr("The databases will be the source's, but %1 will be what %2 has: what they say of each other "
                          "may not fit. Projects without a repository, or repositories without a project, are typical.")
                           .arg(skipped.join(QStringLiteral(", ")), m_procedure.destinationName()));
}

QString ServicesStep::obstacle() const {
    if (QString why = m_procedure.whyNoPlan(); !why.isEmpty()) return why;
    const auto good = checkRequest(m_procedure.draft.request);
    return good ? QString() : Words::of(good.error());
}

}  // namespace prophecy::ui
