#include "domain/installation.h"

#include <algorithm>
#include <iterator>

namespace prophecy {

namespace {

QStringList entriesOf(const BackupList& list) {
    QStringList entries;
    for (const Backup& backup : list.backups) entries << entryOf(backup);
    entries.sort();
    return entries;
}

bool isOwnMachine(const QString& address) {
    return address == u"::1" || address == u"127.0.0.1" || address == u"::ffff:127.0.0.1";
}

}  // namespace

QStringList doorsOf(const QUrl& root, const QStringList& addresses) {
    const int port = root.port(root.scheme() == u"https" ? 443 : 80);
    QStringList doors;
    for (const QString& address : addresses)
        doors
            << QStringLiteral("%1:%2").arg(isOwnMachine(address) ? QStringLiteral("this machine") : address).arg(port);
    doors.removeDuplicates();
    return doors;
}

bool shareDoor(const QStringList& a, const QStringList& b) {
    return std::any_of(a.begin(), a.end(), [&](const QString& door) { return b.contains(door); });
}

bool listTheSame(const BackupList& a, const BackupList& b) {
    constexpr qsizetype kBetweenTwoLooks = 1;
    const QStringList here = entriesOf(a), there = entriesOf(b);
    QStringList common;
    std::set_intersection(here.begin(), here.end(), there.begin(), there.end(), std::back_inserter(common));
    const qsizetype larger = std::max(here.size(), there.size());
    return larger == 0 || (!common.isEmpty() && larger - common.size() <= kBetweenTwoLooks);
}

QString entryOf(const Backup& backup) {
    return QStringList{backup.timestamp.text(), backup.nameSpace, backup.url}.join(u' ');
}

QStringList newestOf(const BackupList& list, qsizetype count) {
    std::vector<const Backup*> newest;
    for (const Backup& backup : list.backups)
        if (isWellFormed(backup.timestamp)) newest.push_back(&backup);
    const auto middle = newest.begin() + std::min<std::ptrdiff_t>(count, static_cast<std::ptrdiff_t>(newest.size()));
    std::partial_sort(newest.begin(), middle, newest.end(),
                      [](const Backup* a, const Backup* b) { return a->timestamp > b->timestamp; });
    QStringList entries;
    for (auto it = newest.begin(); it != middle; ++it) entries << entryOf(**it);
    return entries;
}

}  // namespace prophecy
