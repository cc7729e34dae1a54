#pragma once

#include <QString>
#include <QStringList>

#include "core/result.h"

namespace prophecy::lab {

/// How one practice environment behaves; the defaults are those of `prophecy-lab serve`.
struct LabOptions {
    enum class Api { Platform, Athena, Both };
    enum class Envelope { Data, Bare };
    enum class TimestampIn { Body, Query, Either };

    quint16 port = 0;  ///< 0: any free one
    QString stateDir{};
    QString storeDir{};  ///< empty: inside the state
    QString nameSpace = QStringLiteral("app");
    QString version = QStringLiteral("3.4.1.0");
    QString locationType = QStringLiteral("s3");
    int seedBackups = 0;
    double speed = 1.0;  ///< components a second
    Api api = Api::Both;
    Envelope envelope = Envelope::Data;
    TimestampIn timestampIn = TimestampIn::Either;
    bool undocumented = true;          ///< whether the calls that docs/api.md calls ours are answered
    bool restoreReplacesKeys = false;  ///< a restore brings the source's keys with it (docs/api.md, trap 7)
    int restoreRestartSeconds = 0;     ///< how long pages of a gateway answer in the middle of a restore
    QStringList offer{QStringLiteral("3.4.1.0 EM"), QStringLiteral("3.4.2.0"), QStringLiteral("3.4.2.3"),
                      QStringLiteral("3.5.1.0 EM"), QStringLiteral("3.5.2.0"), QStringLiteral("4.0.1.0 EM")};
    bool dark = false;  ///< a cluster without internet: the list of versions is empty
    QString tlsCertificate{};
    QString tlsKey{};
    QString guests{};  ///< PEM: only who shows one of these certificates is answered; empty for anybody
    QStringList faults{};
};

}  // namespace prophecy::lab
