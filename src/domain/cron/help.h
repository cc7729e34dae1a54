#pragma once

#include "domain/cron/expression.h"

namespace prophecy {

// Go's number forms, and what to say about an item that the library refuses.

/// Digits with an optional sign that fit 64 bits, as strconv.Atoi reads them.
std::optional<qint64> parseGoInteger(QStringView text);
/// A duration of Go in whole seconds: at least 1, the rest of a second is cut (0 and less count as 1).
std::optional<qint64> parseGoDuration(QStringView text);
/// "MON", "feb" in the fields that have names.
std::optional<qint64> valueOfName(CronField field, QStringView text);
QStringView nameOfValue(CronField field, int value);

struct ItemHelp {
    QString message;      ///< translated
    QString replacement;  ///< for the item; null when nobody can know
};
/// For characters that only look like those of an expression: dashes of a web page, full-width forms. Nothing where
/// there are none.
std::optional<ItemHelp> lookalikes(QStringView item);
ItemHelp notAValue(CronField field, QStringView item, QStringView value);
ItemHelp notAStep(QStringView step);
ItemHelp outOfRange(CronField field, QStringView item, qint64 start, qint64 end);

bool zonePrefix(QStringView token);
QString zonePrefixSentence();

}  // namespace prophecy
