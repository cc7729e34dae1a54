#pragma once

#include "api/client.h"
#include "domain/probe_report.h"

namespace prophecy {

/// The server does not know the path, so that it may speak the other dialect. What refuses in front of it tells
/// nothing.
bool mayBeOtherDialect(const Error& error);

/// Finds out which dialect answers; the environment's own choice, when it is not Auto, is only confirmed.
/// Fails with the error of the more telling dialect: a refused key beats a missing page.
Call detectDialect(Transport& transport, Scheduler& scheduler, const Endpoint& endpoint, QObject* context,
                   Handler<Dialect> handler);

/// Dialect, key and every capability that can be probed by a read. Always succeeds: trouble is in the report.
/// The handle must be kept until the report comes.
Call probe(Transport& transport, Scheduler& scheduler, const Endpoint& endpoint, QObject* context,
           Handler<ProbeReport> handler);

}  // namespace prophecy
