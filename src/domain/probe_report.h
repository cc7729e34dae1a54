#pragma once

#include <QMap>
#include <vector>

#include "domain/config/config.h"
#include "domain/environment.h"

namespace prophecy {

/// What connecting to an environment found out, step by step.
struct ProbeStep {
    enum class What { Connection, Dialect, Key, BackupConfigRead, ObjectStoreRead, Users, Upgrade };
    What what = What::Connection;
    bool good = false;
    std::optional<Error> error;
};
QString kebabName(ProbeStep::What what);

struct ProbeReport {
    Dialect dialect = Dialect::Auto;  ///< Auto when neither answered
    std::vector<ProbeStep> steps;
    QMap<Capability, Offer> capabilities;
    QString version;             ///< empty when the environment does not tell
    std::optional<Error> error;  ///< why the environment cannot be used, if so
};

/// The web app's page in place of an answer, and the API's own "not found", "no such method" and "not implemented" mean
/// that a call is not offered. What a gateway says means nothing (docs/api.md, trap 6).
bool meansNotOffered(const Error& error);
/// The same of a write, whose effect is read back before it is believed: a missing path or method, in any words.
bool saysNoSuchCall(const Error& error);

/// Whether the API itself does not tell this: it has no such call, the key is not for it, or the answer is empty. A
/// gateway in the way, or an installation that is away, is something else.
bool isNotTold(const Error& error);

}  // namespace prophecy
