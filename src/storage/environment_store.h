#pragma once

#include <QMap>
#include <vector>

#include "domain/config/config.h"
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
    /// The record gets the revision after the one that the environment carries. Kind Conflict when another environment
    /// has a name that could be confused, or when another console changed or removed this one since that revision.
    Result<void> save(const Environment& environment, const JournalNote& note) const;
    /// Its protection is remembered for when the address is added again; see removedProtection.
    Result<void> remove(const Environment& environment, const JournalNote& note) const;
    /// How what was stored of this address last was protected when it was removed.
    Result<std::optional<Protection>> removedProtection(const QUrl& root) const;

    Result<QMap<Capability, KnownCapability>> capabilities(const EnvironmentId& id) const;
    /// What a probe found, with its time. What it could not try leaves what was found before.
    /// The config write may be tried again: somebody asked for it.
    Result<void> forgetWrite(const EnvironmentId& id) const;
    Result<void> remember(const EnvironmentId& id, const ProbeReport& report, const QDateTime& at) const;

private:
    Result<void> noteLeaving(const Environment& next) const;
    Result<void> checkRevision(const Environment& environment) const;

    const Connection& m_connection;
    const Journal& m_journal;
};

}  // namespace prophecy
