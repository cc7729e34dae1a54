#pragma once

#include <QByteArray>
#include <QString>

namespace prophecy {

/// Which file stands at a path: another file under the same name has another identity, and the same file has one
/// identity for all who share the folder. Empty where nothing stands there, and on systems that let nobody replace an
/// open file.
QByteArray fileIdentity(const QString& path);

}  // namespace prophecy
