#include "services/environments/schedule_memory.h"

#include <QJsonDocument>

#include "domain/cron/expression.h"

namespace prophecy {

ScheduleAge rememberSchedule(Storage& storage, const Environment& environment, const BackupConfig& config,
                             const QDateTime& now) {
    const QString name = QStringLiteral("schedule ") + targetKey(environment.root);
    // Another spelling of the same, or another zone to read it in, is no other schedule.
    const auto expression = parseCron(config.frequency());
    const QJsonObject schedule{
        {QStringLiteral("frequency"), expression ? canonicalText(*expression) : config.frequency()},
        {QStringLiteral("enabled"), config.enabled()}};
    const QJsonObject known = QJsonDocument::fromJson(storage.setting(name)).object();
    const auto time = [&](QStringView key) { return QDateTime::fromString(known.value(key).toString(), Qt::ISODate); };
    if (known.value(u"schedule").toObject() == schedule) return {time(u"since"), time(u"changed")};
    ScheduleAge age{now, known.isEmpty() ? QDateTime() : now};
    const QJsonObject seen{{QStringLiteral("schedule"), schedule},
                           {QStringLiteral("since"), age.since.toString(Qt::ISODate)},
                           {QStringLiteral("changed"), age.changed.toString(Qt::ISODate)}};
    storage.setSetting(name, QJsonDocument(seen).toJson(QJsonDocument::Compact));
    return age;
}

}  // namespace prophecy
