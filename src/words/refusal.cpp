#include "words/refusal.h"

#include "words/sentences.h"

namespace prophecy {

namespace {

QString whyOf(Obstacle::Why why) {
    switch (why) {
        case Obstacle::Why::NotMade: return QStringLiteral("was not made");
        case Obstacle::Why::Fails: return QStringLiteral("fails");
        case Obstacle::Why::Unanswered: return QStringLiteral("is not answered");
        case Obstacle::Why::NeedsReason: break;
    }
    return QStringLiteral("needs a reason");
}

/// What else wants a reason, so that one need not ask as often as there are checks.
QStringList lacking(const std::vector<Check>& checks, const AcceptedReasons& accepted, CheckId but) {
    QStringList names;
    for (const Check& check : checks) {
        const auto obstacle = obstacleIn(check, accepted);
        if (obstacle && obstacle->why == Obstacle::Why::NeedsReason && check.id != but) names << kebabName(check.id);
    }
    return names;
}

}  // namespace

Error refusalOf(const Obstacle& obstacle) {
    const Check& check = obstacle.check;
    Error error =
        makeError(ErrorKind::Refused, QStringLiteral("The check \"%1\" %2: %3")
                                          .arg(kebabName(check.id), whyOf(obstacle.why), sentenceOf(check.evidence)));
    error.detail.insert(QStringLiteral("check"), kebabName(check.id));
    return error;
}

std::optional<Check> objectionIn(const Error& error) {
    const auto id = checkIdFrom(error.detail.value(u"check").toString());
    if (!id || !error.detail.value(u"needsReason").toBool()) return std::nullopt;
    return Check{*id, CheckState::Warn, evidenceFrom(error.detail.value(u"says")), {}};
}

Result<void> checkAccepted(const Check& check, const AcceptedReasons& accepted) {
    const auto obstacle = obstacleIn(check, accepted);
    if (!obstacle) return {};
    Error error = refusalOf(*obstacle);
    if (obstacle->why == Obstacle::Why::NeedsReason) {
        error.detail.insert(QStringLiteral("needsReason"), true);
        error.detail.insert(QStringLiteral("evidence"), sentenceOf(check.evidence));
        error.detail.insert(QStringLiteral("says"), toRecord(check.evidence));
    }
    return fail(error);
}

Result<void> mayGoOn(std::span<const CheckId> needed, const std::vector<Check>& checks,
                     const AcceptedReasons& accepted) {
    const auto obstacle = obstacleIn(needed, checks, accepted);
    if (!obstacle) return {};
    Error error = refusalOf(*obstacle);
    if (obstacle->why == Obstacle::Why::NeedsReason) {
        const QStringList others = lacking(checks, accepted, obstacle->check.id);
        if (!others.isEmpty())
            error.message += QStringLiteral(" Reasons are also needed for: %1.").arg(others.join(QStringLiteral(", ")));
    }
    return fail(error);
}

}  // namespace prophecy
