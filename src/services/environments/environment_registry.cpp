#include "services/environments/environment_registry.h"

#include <QUuid>
#include <algorithm>

#include "api/routes.h"
#include "storage/records.h"

namespace prophecy {

EnvironmentRegistry::EnvironmentRegistry(Storage& storage, KeyRing& keys) : m_storage(storage), m_keys(keys) {}

Result<void> EnvironmentRegistry::load() {
    auto all = m_storage.environments().all();
    if (!all) return fail(all.error());
    m_environments = std::move(*all);
    return {};
}

void EnvironmentRegistry::refresh() {
    auto all = m_storage.environments().all();
    if (!all || *all == m_environments) return;
    const std::vector<Environment> before = std::exchange(m_environments, std::move(*all));
    const auto in = [](const std::vector<Environment>& list, const EnvironmentId& id) {
        return std::find_if(list.begin(), list.end(), [&](const Environment& e) { return e.id == id; });
    };
    for (const Environment& gone : before)
        if (in(m_environments, gone.id) == m_environments.end()) Q_EMIT removed(gone.id);
    for (const Environment& now : std::vector(m_environments)) {
        const auto known = in(before, now.id);
        if (known == before.end())
            Q_EMIT added(now.id);
        else if (*known != now)
            Q_EMIT changed(now.id);
    }
}

void EnvironmentRegistry::watch(Scheduler& scheduler) {
    constexpr std::chrono::seconds kInterval(3);
    m_ticker.emplace(scheduler, kInterval, [this] { refresh(); });
    m_ticker->run();
}

const Environment* EnvironmentRegistry::find(const EnvironmentId& id) const {
    const auto it =
        std::find_if(m_environments.begin(), m_environments.end(), [&](const Environment& e) { return e.id == id; });
    return it == m_environments.end() ? nullptr : &*it;
}

const Environment* EnvironmentRegistry::findByName(const QString& name) const {
    const QString wanted = nameSkeleton(name);
    const auto it = std::find_if(m_environments.begin(), m_environments.end(),
                                 [&](const Environment& e) { return nameSkeleton(e.name) == wanted; });
    return it == m_environments.end() ? nullptr : &*it;
}

const Environment* EnvironmentRegistry::findByTarget(const QUrl& root) const {
    const QString wanted = targetKey(root);
    const auto it = std::find_if(m_environments.begin(), m_environments.end(),
                                 [&](const Environment& e) { return targetKey(e.root) == wanted; });
    return it == m_environments.end() ? nullptr : &*it;
}

QTimeZone EnvironmentRegistry::zoneAt(const QUrl& root) const {
    const Environment* environment = findByTarget(root);
    return environment ? environment->timeZone() : QTimeZone::utc();
}

Result<void> EnvironmentRegistry::check(const Environment& environment) const {
    if (const auto name = checkName(environment.name); !name) return fail(name.error());
    if (!environment.root.isValid() || environment.root.host().isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("The address is missing."));
    if (auto plain = checkPlainHttp(environment); !plain) return plain;
    if (!environment.zone.isEmpty() && !isKnownZone(environment.zone))
        return fail(
            ErrorKind::Usage,
            QStringLiteral("This system does not know the time zone \"%1\".").arg(QString::fromUtf8(environment.zone)));
    if (environment.standbyExpected && environment.role != Role::Dr)
        return fail(ErrorKind::Usage,
                    QStringLiteral("Only a DR site is off on purpose; %1 is another role.").arg(environment.name));
    if (auto apart = checkOverrides(environment); !apart) return apart;
    if (const Environment* other = findByName(environment.name); other && other->id != environment.id)
        return fail(ErrorKind::Refused,
                    QStringLiteral("The name \"%1\" is taken, or could be confused with the environment \"%2\".")
                        .arg(environment.name, other->name));
    if (const Environment* other = findByTarget(environment.root); other && other->id != environment.id)
        return fail(ErrorKind::Refused,
                    QStringLiteral("%1 is already stored as \"%2\".").arg(shownAddress(environment.root), other->name));
    return {};
}

Result<void> EnvironmentRegistry::checkIdle(const Environment& environment) const {
    const auto rows = m_storage.operations().unfinished();
    if (!rows) return fail(rows.error());
    for (const StoredOperation& row : *rows)
        if (targetKey(row.operation.target) == targetKey(environment.root))
            return fail(
                ErrorKind::Refused,
                QStringLiteral("The %1 that was started on %2 is not finished. Its address stays as it is until then.")
                    .arg(kebabName(row.operation.kind), environment.name));
    return {};
}

Result<void> EnvironmentRegistry::store(const Environment& environment, const QString& action,
                                        const QJsonObject& detail) {
    return m_storage.environments().save(environment, {environment.name, environment.root, action, detail});
}

Result<void> EnvironmentRegistry::checkAddedAgain(const Environment& environment, const Consent& consent) const {
    const auto before = m_storage.environments().removedProtection(environment.root);
    if (!before) return fail(before.error());
    if (!*before || !lowersProtection(**before, environment.protection) || consent.typedName == environment.name)
        return {};
    return fail(
        ErrorKind::Refused,
        QStringLiteral("%1 was stored here before, with the protection \"%2\". To add it with less, its new name "
                       "\"%3\" must be typed.")
            .arg(shownAddress(environment.root), kebabName(**before), environment.name));
}

Result<Environment> EnvironmentRegistry::add(Environment environment, const Consent& consent) {
    environment.revision = 0;
    environment.name = environment.name.trimmed();
    environment.id = EnvironmentId(QUuid::createUuid().toString(QUuid::WithoutBraces));
    if (const auto ok = check(environment); !ok) return fail(ok.error());
    if (const auto ok = checkAddedAgain(environment, consent); !ok) return fail(ok.error());
    if (const auto stored = store(environment, QStringLiteral("environment-add"), toRecord(environment)); !stored)
        return fail(stored.error());
    ++environment.revision;
    m_environments.push_back(environment);
    Q_EMIT added(environment.id);
    return environment;
}

Result<Environment> EnvironmentRegistry::update(Environment environment, const Consent& consent) {
    refresh();
    const auto it = std::find_if(m_environments.begin(), m_environments.end(),
                                 [&](const Environment& e) { return e.id == environment.id; });
    if (it == m_environments.end())
        return fail(ErrorKind::NotFound, QStringLiteral("This environment was removed meanwhile."));
    environment.name = environment.name.trimmed();
    if (const auto ok = check(environment); !ok) return fail(ok.error());
    const Environment before = *it;
    if (lowersProtection(before.protection, environment.protection)) {
        const bool typed = consent.typedName == before.name;
        if (!(typed || (before.protection == Protection::Confirm && consent.confirmed)))
            return fail(ErrorKind::Refused,
                        QStringLiteral("Lowering the protection of %1 needs its name to be typed.").arg(before.name));
    }
    if (targetKey(before.root) != targetKey(environment.root))
        if (const auto idle = checkIdle(before); !idle) return fail(idle.error());
    const bool moved = originOf(before.root) != originOf(environment.root);
    if (moved)
        std::erase_if(environment.pins, [&](const CertificatePin& pin) {
            return std::find(before.pins.begin(), before.pins.end(), pin) != before.pins.end();
        });
    const QJsonObject detail{{QStringLiteral("before"), toRecord(before)},
                             {QStringLiteral("after"), toRecord(environment)}};
    if (const auto stored = store(environment, QStringLiteral("environment-change"), detail); !stored)
        return fail(stored.error());
    ++environment.revision;
    *it = environment;
    if (moved) m_keys.forget(before);
    Q_EMIT changed(environment.id);
    return environment;
}

Result<void> EnvironmentRegistry::remove(const EnvironmentId& id) {
    refresh();
    const auto it =
        std::find_if(m_environments.begin(), m_environments.end(), [&](const Environment& e) { return e.id == id; });
    if (it == m_environments.end()) return {};
    const Environment gone = *it;
    if (auto idle = checkIdle(gone); !idle) return idle;
    const JournalNote note{gone.name, gone.root, QStringLiteral("environment-remove"), toRecord(gone)};
    if (auto removed = m_storage.environments().remove(gone, note); !removed) return removed;
    m_environments.erase(it);
    m_keys.forget(gone);
    Q_EMIT removed(id);
    return {};
}

Result<void> EnvironmentRegistry::pin(const EnvironmentId& id, const CertificatePin& pin) {
    const Environment* known = find(id);
    if (!known) return fail(ErrorKind::NotFound, QStringLiteral("This environment was removed meanwhile."));
    Environment environment = *known;
    environment.pins.push_back(pin);
    auto updated = update(environment, {});
    if (!updated) return fail(updated.error());
    return {};
}

}  // namespace prophecy
