#include "storage/journal_anchor.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>

#include "core/logging.h"

namespace prophecy {

JournalAnchor::JournalAnchor(const QString& databasePath)
    : m_path(QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
             QStringLiteral("/prophecy-console/journals/") +
             QString::fromLatin1(QCryptographicHash::hash(QFileInfo(databasePath).absoluteFilePath().toUtf8(),
                                                          QCryptographicHash::Sha256)
                                     .toHex())) {}

std::optional<JournalAnchor::Tip> JournalAnchor::read() const {
    QFile file(m_path);
    if (!file.open(QIODevice::ReadOnly)) return std::nullopt;
    const QStringList kept = QString::fromLatin1(file.readAll()).split(u' ');
    if (kept.size() != 2) return std::nullopt;
    return Tip{kept[0].toLongLong(), kept[1]};
}

void JournalAnchor::write(const Tip& tip) const {
    if (const auto known = read(); known && known->seq >= tip.seq) return;
    QDir().mkpath(QFileInfo(m_path).path());
    QSaveFile file(m_path);
    if (!file.open(QIODevice::WriteOnly) ||
        file.write(QStringLiteral("%1 %2").arg(tip.seq).arg(tip.hash).toLatin1()) < 0 || !file.commit())
        qCWarning(logStorage) << "The journal's last entry could not be noted at" << m_path;
}

void JournalAnchor::forget() const {
    QFile::remove(m_path);
}

}  // namespace prophecy
