#include "secrets/key_folder_store.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include "secrets/files.h"

namespace prophecy {

namespace {

using Permissions = QFileDevice::Permissions;

constexpr Permissions kOfGroup = QFileDevice::ReadGroup | QFileDevice::WriteGroup;
constexpr Permissions kOfOthers = QFileDevice::ReadOther | QFileDevice::WriteOther;

/// As chmod takes it: 0644.
QString modeText(Permissions permissions) {
    const auto digit = [&](QFileDevice::Permission read, QFileDevice::Permission write, QFileDevice::Permission run) {
        const auto bit = [&](QFileDevice::Permission which, int value) { return permissions & which ? value : 0; };
        return bit(read, 4) + bit(write, 2) + bit(run, 1);
    };
    return QStringLiteral("0%1%2%3")
        .arg(digit(QFileDevice::ReadOwner, QFileDevice::WriteOwner, QFileDevice::ExeOwner))
        .arg(digit(QFileDevice::ReadGroup, QFileDevice::WriteGroup, QFileDevice::ExeGroup))
        .arg(digit(QFileDevice::ReadOther, QFileDevice::WriteOther, QFileDevice::ExeOther));
}

}  // namespace

QString KeyFolder::fileNameOf(const QString& environment) {
    QString name;
    for (const QChar c : environment) {
        // The sign itself, too, so that no two names have one file.
        const bool leadsAway = c == u'%' || kNotInNames.contains(c) || (c == u'.' && name.isEmpty());
        name += leadsAway ? QStringLiteral("%") + QString::number(c.unicode(), 16).toUpper() : QString(c);
    }
    return name;
}

QString KeyFolder::fileOf(const QString& environment) const {
    if (path.isEmpty()) return {};
    const QFileInfo info(QDir(path).filePath(fileNameOf(environment)));
    return info.exists() || info.isSymLink() ? info.filePath() : QString();
}

Result<std::optional<Secret>> KeyFolder::keyOf(const QString& environment) const {
    const QString found = fileOf(environment);
    if (found.isEmpty()) return std::optional<Secret>();
    QFile file(found);
    const QFileInfo info(found);
    const auto refuse = [&](const QString& why) {
        return fail(ErrorKind::Keychain, QStringLiteral("The key file %1 %2.").arg(file.fileName(), why));
    };
    if (!info.isFile()) return refuse(QStringLiteral("is no file"));
    if (!file.open(QIODevice::ReadOnly)) return refuse(QStringLiteral("cannot be read: ") + file.errorString());
    const Permissions open = file.permissions() & (isHandedOver ? kOfOthers : kOfGroup | kOfOthers);
    if (kModesTell && open)
        return refuse(QStringLiteral("is open to others (mode %1, wanted 0600 or less), so that it is not used")
                          .arg(modeText(file.permissions())));
    constexpr qint64 kLongestKey = 64 * 1024;
    if (file.size() > kLongestKey) return refuse(QStringLiteral("is longer than any key"));
    const auto key = parseKey(file.read(kLongestKey));
    if (!key) return refuse(QStringLiteral("holds no key: ") + key.error().message);
    if (key->isEmpty()) return refuse(QStringLiteral("is empty"));
    return std::optional(*key);
}

void KeyFolderStore::use(const KeyFolder& folder, NameOf nameOf) {
    m_folder = folder;
    m_nameOf = std::move(nameOf);
}

Call KeyFolderStore::read(const QString& name, QObject* context, Handler<Secret> handler) {
    const QString environment = m_nameOf ? m_nameOf(name) : QString();
    const auto key = environment.isEmpty() ? Result<std::optional<Secret>>() : m_folder.keyOf(environment);
    if (key && !*key) return m_next.read(name, context, std::move(handler));
    const Promise<Secret> promise(context, std::move(handler));
    promise.settle(key ? Result<Secret>(**key) : fail(key.error()));
    return promise.call();
}

Call KeyFolderStore::write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) {
    return m_next.write(name, secret, context, std::move(handler));
}

Call KeyFolderStore::remove(const QString& name, QObject* context, Handler<void> handler) {
    return m_next.remove(name, context, std::move(handler));
}

}  // namespace prophecy
