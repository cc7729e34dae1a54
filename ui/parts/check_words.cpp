#include "ui/parts/check_words.h"

#include <QVBoxLayout>

#include "core/text.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"
#include "words/sentences.h"

namespace prophecy::ui {

QString CheckWords::of(CheckId id) {
    switch (id) {
        case CheckId::Reachable: return tr("Reachable");
        case CheckId::Key: return tr("Key valid");
        case CheckId::Idle: return tr("Nothing running there");
        case CheckId::Listed: return tr("Backup complete and listed");
        case CheckId::Version: return tr("Version");
        case CheckId::Location: return tr("Where the backup lies");
        case CheckId::Collision: return tr("Where both sides write");
        case CheckId::Schedule: return tr("Schedule");
        case CheckId::Keys: return tr("Keys after the restore");
        case CheckId::Protection: return tr("Protection");
        case CheckId::Partner: return tr("Version of the other site");
        case CheckId::SameInstallation: return tr("Two installations, not one");
        case CheckId::Direction: return tr("Direction");
        case CheckId::Record: return tr("The console's own record");
        case CheckId::Retention: break;
    }
    return tr("What retention removes");
}

QString CheckWords::of(CheckState state) {
    switch (state) {
        case CheckState::Waiting: return tr("Asking");
        case CheckState::Pass: return tr("Pass");
        case CheckState::Warn: return tr("Warning");
        case CheckState::Fail: return tr("Fails");
        case CheckState::Unknown: break;
    }
    return tr("Unknown");
}

StateLook CheckWords::look(CheckState state) {
    switch (state) {
        case CheckState::Waiting: return theme::look(BackupState::Running);
        case CheckState::Pass: return theme::look(Level::Good);
        case CheckState::Warn: return theme::look(Level::Attention);
        case CheckState::Fail: return theme::look(Level::Bad);
        case CheckState::Unknown: break;
    }
    return theme::look(Level::Unknown);
}

namespace {

QHBoxLayout* addCheckLine(QVBoxLayout* layout, CheckState state, const QString& text) {
    auto* pill = new Pill;
    pill->set(CheckWords::of(state), CheckWords::look(state));
    auto* line = new QWidget;
    auto* row = new QHBoxLayout(line);
    row->setContentsMargins(0, 0, 0, 0);
    auto* cell = new QWidget;  // so that the texts stand in one column
    cell->setFixedWidth(98);
    auto* cellLayout = new QHBoxLayout(cell);
    cellLayout->setContentsMargins(0, 0, 0, 0);
    cellLayout->addWidget(pill);
    cellLayout->addStretch();
    row->addWidget(cell, 0, Qt::AlignTop);
    row->addWidget(wrappedLabel(text), 1);
    layout->addWidget(line);
    return row;
}

}  // namespace

void fillChecks(QVBoxLayout* layout, const std::vector<Check>& checks, const AcceptedReasons& accepted,
                const QDateTime& now) {
    clearLayout(layout);
    for (const Check& check : checks) {
        QString text = CheckWords::of(check.id);
        const QString reason = reasonFor(check, accepted);
        if (check.state != CheckState::Pass) text += u'\n' + sentenceOf(check.evidence);
        if (check.needsReason() && !reason.isEmpty())
            text += u'\n' + CheckWords::tr("Accepted: %1").arg(displayLine(reason));
        QHBoxLayout* row = addCheckLine(layout, check.state, text);
        if (check.at.isValid()) row->addWidget(plainLabel(Words::age(check.at, now), "caption"), 0, Qt::AlignTop);
    }
}

void fillAfterChecks(QVBoxLayout* layout, const std::vector<AfterCheck>& checks) {
    clearLayout(layout);
    for (const AfterCheck& check : checks) addCheckLine(layout, check.state, sentenceOf(check.evidence));
}

}  // namespace prophecy::ui
