#include "ui/wizards/frame/procedure.h"

#include <algorithm>

#include "ui/wizards/frame/wizard_manager.h"

namespace prophecy::ui {

QTimeZone Procedure::zone() const {
    const Environment* environment = target();
    return environment ? environment->timeZone() : QTimeZone::utc();
}

QString Procedure::whyTaken() const {
    return manager.whyTaken(*this);
}

QString Procedure::reasonFor(const Check& check) const {
    const Environment *from = source(), *to = target();
    return from && to ? common().accepted.reasonFor(check, Acceptances::sidesOf(*from, *to)) : QString();
}

void Procedure::accept(const Check& check, const QString& reason) {
    const Environment *from = source(), *to = target();
    if (from && to) common().accepted.accept(check, Acceptances::sidesOf(*from, *to), reason);
}

AcceptedReasons Procedure::reasonsFor(const std::vector<Check>& checks) const {
    AcceptedReasons reasons;
    for (const Check& check : checks)
        if (const QString reason = reasonFor(check); !reason.isEmpty()) reasons[check.id] = {reason, check.evidence};
    return reasons;
}

void Procedure::retire(std::unique_ptr<CheckRun> run) {
    if (!run) return;
    run->disconnect(this);
    run.release()->deleteLater();
}

bool Procedure::knows(const OperationId& id) const {
    const auto& all = common().operations;
    return std::find(all.begin(), all.end(), id) != all.end();
}

}  // namespace prophecy::ui
