#pragma once

#include <QMap>
#include <vector>

#include "domain/config.h"
#include "domain/probe_report.h"
#include "storage/journal.h"

namespace prophecy {

struct KnownCapability {
    Offer offer = Offer::Untried;
    QDateTime at;
    bool operator==(const KnownCapability&) const = default;
};

/// The environments that the admin described, and what connecting to them found. Each change is one commit with its
/// journal note.
class EnvironmentStore {
public:
    EnvironmentStore(const Connection& connection, const Journal& journal)
        : m_connection(connection), m_journal(journal) {}

    Result<std::vector<Environment>> all() const;
    /// Kind Conflict when another environment has a name that could be confused.
    Result<void> save(const Environment& environment, const JournalNote& note) const;
    Result<void> remove(const EnvironmentId& id, const JournalNote& note) const;

    Result<QMap<Capability, KnownCapability>> capabilities(const EnvironmentId& id) const;
    /// What a probe found, with its time. What it could not try leaves what was found before.
    /// The config write may be tried again: somebody asked for it.
    Result<void> forgetWrite(const EnvironmentId& id) const;
    Result<void> remember(const EnvironmentId& id, const ProbeReport& report, const QDateTime& at) const;

private:
    const Connection& m_connection;
    const Journal& m_journal;
};

}  // namespace prophecy
