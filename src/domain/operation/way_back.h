#pragma once

#include <QJsonObject>
#include <chrono>

#include "core/ids.h"

namespace prophecy {

/// The backup that leads back from something irreversible, as the admin decided on it.
struct WayBack {
    bool wanted = true;
    QString whyNot{};                ///< the reason where none is wanted
    std::chrono::minutes limit{60};  ///< how old it may be
    OperationId made{};              ///< under which it was made for this; empty where it was not

    bool isWaived() const { return !wanted && !whyNot.trimmed().isEmpty(); }
    bool operator==(const WayBack&) const = default;
};

QJsonObject toRecord(const WayBack& wayBack);
WayBack wayBackFrom(const QJsonObject& record);

}  // namespace prophecy
