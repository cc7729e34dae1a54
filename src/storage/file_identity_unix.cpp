#include <QFile>

#include <sys/stat.h>
#include "storage/file_identity.h"

namespace prophecy {

// The device's number differs from machine to machine on a network share, the inode's does not.
QByteArray fileIdentity(const QString& path) {
    struct stat found {};
    if (::stat(QFile::encodeName(path).constData(), &found) != 0) return {};
    return QByteArray::number(static_cast<qulonglong>(found.st_ino));
}

}  // namespace prophecy
