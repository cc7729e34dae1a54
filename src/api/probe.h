#pragma once

#include <QMap>
#include <vector>

#include "api/client.h"

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

/// Finds out which dialect answers; the environment's own choice, when it is not Auto, is only confirmed.
/// Fails with the error of the more telling dialect: a refused key beats a missing page.
Call detectDialect(Transport& transport, Scheduler& scheduler, const Endpoint& endpoint, QObject* context,
                   Handler<Dialect> handler);

/// Dialect, key and every capability that can be probed by a read. Always succeeds: trouble is in the report.
/// The handle must be kept until the report comes.
Call probe(Transport& transport, Scheduler& scheduler, const Endpoint& endpoint, QObject* context,
           Handler<ProbeReport> handler);

/// HTML, "not found", "no such method" and "not implemented" mean that a call is not offered.
bool meansNotOffered(const Error& error);

}  // namespace prophecy
