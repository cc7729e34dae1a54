#pragma once

#include <QJsonObject>

#include "domain/upgrade/upgrade.h"

namespace prophecy::lab {

/// An upgrade of a practice environment as it runs: steps one after the other, the middle ones behind a gateway's
/// pages. It touches no component: databases and volumes stay as they are.
struct LabUpgrade {
    enum class Fate { Succeeds, Fails, Hangs, StaysAway, OtherVersion };

    UpgradeRequest request;
    QString from;
    Fate fate = Fate::Succeeds;
    QString argument;  ///< the words of a failure, or the other version
    int step = 0;
    int rollbackStep = 0;  ///< above 0 while it rolls back

    /// Services restart: a gateway answers in their place.
    bool isAway() const;
    QString status() const;
    /// Goes a step further; returns false once it is over.
    bool advance();
    /// What runs once it is over.
    QString resultingVersion() const;
};

QJsonObject toRecord(const LabUpgrade& upgrade);
LabUpgrade labUpgradeFrom(const QJsonObject& record);

/// The page on which the web app upgrades, for rehearsing what is done there by hand.
QByteArray upgradePage(const QString& version, const QString& status, const QStringList& offered);
/// What that page sends.
UpgradeRequest upgradeInForm(const QByteArray& form);

}  // namespace prophecy::lab
