#pragma once

#include <QCoreApplication>

namespace prophecy {

/// The plural forms of English, and the catalogue of the desktop's language where there is one.
void installTranslations(QCoreApplication& app);

}  // namespace prophecy
