#include "storage/journal_anchor.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QSettings>
#include <QStandardPaths>

namespace prophecy {

namespace {

QString settingsPath() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/prophecy-console/journals.ini");
}

}  // namespace

JournalAnchor::JournalAnchor(const QString& databasePath)
    : m_key(QString::fromLatin1(
          QCryptographicHash::hash(QFileInfo(databasePath).absoluteFilePath().toUtf8(), QCryptographicHash::Sha256)
              .toHex())) {}

std::optional<JournalAnchor::Tip> JournalAnchor::read() const {
    const QSettings settings(settingsPath(), QSettings::IniFormat);
    const QStringList kept = settings.value(m_key).toString().split(u' ');
    if (kept.size() != 2) return std::nullopt;
    return Tip{kept[0].toLongLong(), kept[1]};
}

void JournalAnchor::write(const Tip& tip) const {
    if (const auto known = read(); known && known->seq >= tip.seq) return;
    QSettings settings(settingsPath(), QSettings::IniFormat);
    settings.setValue(m_key, QStringLiteral("%1 %2").arg(tip.seq).arg(tip.hash));
}

void JournalAnchor::forget() const {
    QSettings(settingsPath(), QSettings::IniFormat).remove(m_key);
}

}  // namespace prophecy
