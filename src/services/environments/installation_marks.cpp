#include "services/environments/installation_marks.h"

#include <QHostAddress>
#include <QJsonArray>
#include <QJsonDocument>
#include <algorithm>

namespace prophecy {

namespace {

constexpr qsizetype kKeptEntries = 12, kComparedEntries = 500;

QString nameOf(const EnvironmentId& id) {
    return QStringLiteral("marks ") + id.text();
}

/// What can be said without asking anybody.
QStringList plainDoors(const Environment& environment) {
    const QString host = environment.root.host();
    if (host == u"localhost") return doorsOf(environment.root, {QStringLiteral("127.0.0.1")});
    return QHostAddress(host).isNull() ? QStringList() : doorsOf(environment.root, {host});
}

/// What was kept of this environment at the address that it has now.
InstallationMarks keptOf(Storage& storage, const Environment& environment) {
    const QJsonObject kept = QJsonDocument::fromJson(storage.setting(nameOf(environment.id))).object();
    if (kept.value(u"root").toString() != targetKey(environment.root)) return {};
    InstallationMarks marks;
    for (const QJsonValue door : kept.value(u"doors").toArray()) marks.doors << door.toString();
    for (const QJsonValue entry : kept.value(u"newest").toArray()) marks.newest << entry.toString();
    return marks;
}

enum class Lists { Same, Differ, Silent };

/// What was listed since the marks were kept tells nothing, and one may have gone since.
Lists compareLists(const QStringList& kept, const QStringList& listed) {
    constexpr qsizetype kMayDiffer = 1;
    if (kept.isEmpty()) return Lists::Silent;
    QStringList asOld;
    for (const QString& entry : listed)
        if (entry <= kept.front() && asOld.size() < kept.size()) asOld << entry;
    if (asOld.isEmpty()) return Lists::Silent;
    const auto common =
        std::count_if(asOld.begin(), asOld.end(), [&](const QString& entry) { return kept.contains(entry); });
    return common > 0 && asOld.size() - common <= kMayDiffer ? Lists::Same : Lists::Differ;
}

Likeness compare(Storage& storage, const Environment& other, const QStringList& doors, const QStringList& listed) {
    const InstallationMarks kept = keptOf(storage, other);
    const QStringList known = plainDoors(other) + kept.doors;
    const Lists lists = compareLists(kept.newest, listed);
    const bool doorsTell = !known.isEmpty() && !doors.isEmpty();
    if (doorsTell && shareDoor(known, doors)) return lists == Lists::Differ ? Likeness::None : Likeness::Same;
    if (lists != Lists::Same) return Likeness::None;
    return doorsTell ? Likeness::Lists : Likeness::Same;
}

}  // namespace

InstallationMarks marksOf(const QStringList& doors, const BackupList& list) {
    return {doors, newestOf(list, kKeptEntries)};
}

void keepMarks(Storage& storage, const Environment& environment, InstallationMarks marks) {
    if (marks.doors.isEmpty()) marks.doors = keptOf(storage, environment).doors;
    const QJsonObject kept{{QStringLiteral("root"), targetKey(environment.root)},
                           {QStringLiteral("doors"), QJsonArray::fromStringList(marks.doors)},
                           {QStringLiteral("newest"), QJsonArray::fromStringList(marks.newest)}};
    const QByteArray json = QJsonDocument(kept).toJson(QJsonDocument::Compact);
    if (storage.setting(nameOf(environment.id)) != json) storage.setSetting(nameOf(environment.id), json);
}

bool areSame(Storage& storage, const Environment& a, const Environment& b) {
    const InstallationMarks marks = keptOf(storage, a);
    return compare(storage, b, plainDoors(a) + marks.doors, marks.newest) == Likeness::Same;
}

Result<std::vector<Resembling>> resembling(Storage& storage, const Environment& environment, const QStringList& doors,
                                           const BackupList& list) {
    const auto all = storage.environments().all();
    if (!all) return fail(all.error());
    const QStringList listed = newestOf(list, kComparedEntries);
    std::vector<Resembling> found;
    for (const Environment& other : *all) {
        const Likeness likeness = other.id == environment.id ? Likeness::None : compare(storage, other, doors, listed);
        if (likeness != Likeness::None) found.push_back({other, likeness});
    }
    return found;
}

}  // namespace prophecy
