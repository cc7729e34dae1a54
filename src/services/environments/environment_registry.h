#pragma once

#include <QObject>
#include <vector>

#include "core/scheduler.h"
#include "core/ticker.h"
#include "services/environments/protection.h"
#include "services/key_ring.h"
#include "storage/storage.h"

namespace prophecy {

/// The environments of this profile. Every change is checked, journaled and then announced.
class EnvironmentRegistry final : public QObject {
    Q_OBJECT
public:
    EnvironmentRegistry(Storage& storage, KeyRing& keys);

    Result<void> load();
    /// Takes over what another console changed, and announces it; to be called from time to time.
    void refresh();
    /// Keeps doing so.
    void watch(Scheduler& scheduler);
    const std::vector<Environment>& all() const { return m_environments; }
    const Environment* find(const EnvironmentId& id) const;
    const Environment* findByName(const QString& name) const;
    const Environment* findByTarget(const QUrl& root) const;
    /// Of the server at this address; UTC where it is not stored.
    QTimeZone zoneAt(const QUrl& root) const;

    /// Gives it an id. Kind Usage, Refused or Conflict when name, address or a path is not usable.
    /// Less protection than the same address had when it was removed here is lowered protection: its name must be
    /// typed.
    Result<Environment> add(Environment environment, const Consent& consent = {});
    /// It carries the revision that it is based on: kind Conflict where another console changed it since. Another
    /// origin drops the stored key and the pinned certificates. Lowering protection needs consent at the old level.
    Result<Environment> update(Environment environment, const Consent& consent);
    /// Forgets the environment, its key and its history here; the installation itself is not touched.
    Result<void> remove(const EnvironmentId& id);
    /// Trusts a certificate for one environment and these exact errors.
    Result<void> pin(const EnvironmentId& id, const CertificatePin& pin);

Q_SIGNALS:
    void added(const EnvironmentId& id);
    void changed(const EnvironmentId& id);
    void removed(const EnvironmentId& id);

private:
    Result<void> check(const Environment& environment) const;
    Result<void> checkAddedAgain(const Environment& environment, const Consent& consent) const;
    /// Kind Refused while something is unfinished there: who watches it needs the address and the key.
    Result<void> checkIdle(const Environment& environment) const;
    Result<void> store(const Environment& environment, const QString& action, const QJsonObject& detail);

    Storage& m_storage;
    KeyRing& m_keys;
    std::vector<Environment> m_environments;
    std::optional<Ticker> m_ticker;
};

}  // namespace prophecy
