#pragma once

#include <QString>
#include <array>
#include <optional>
#include <tl/expected.hpp>

namespace prophecy {

// The cron of robfig/cron v1.2.0, which the product embeds: seconds first, five or six fields, descriptors, "@every".

enum class CronField { Second, Minute, Hour, DayOfMonth, Month, DayOfWeek };
inline constexpr CronField kCronFields[] = {CronField::Second,     CronField::Minute, CronField::Hour,
                                            CronField::DayOfMonth, CronField::Month,  CronField::DayOfWeek};
inline constexpr std::size_t kCronFieldCount = 6;

/// Inclusive. Sunday is 0.
struct CronBounds {
    int min;
    int max;
};
CronBounds boundsOf(CronField field);
/// "day-of-month", as prophecyctl prints it.
QString kebabName(CronField field);
/// "day of the month", translated, for a sentence.
QString displayName(CronField field);

/// The values at which one field matches.
struct CronSet {
    quint64 bits = 0;
    bool starred = false;      ///< an item is "*" or "?", stepped or not: joins the two day fields by "and"
    bool starredInV3 = false;  ///< the same in robfig v3, where a step above 1 takes the mark away
    int unevenStep = 0;        ///< a step of an open item that does not divide the field; 0 when there is none

    bool has(int value) const { return (bits >> value) & 1; }
    bool operator==(const CronSet&) const = default;
};
quint64 fullBits(CronField field);

struct CronExpression {
    QString text;                                 ///< as it was given
    std::array<QString, kCronFieldCount> fields;  ///< the text of each field; a missing one is "*"
    std::array<CronSet, kCronFieldCount> sets;
    int fieldCount = 0;                  ///< 5 or 6; 0 for a descriptor
    std::optional<qint64> everySeconds;  ///< set for "@every", whose sets are empty

    const CronSet& operator[](CronField field) const { return sets[static_cast<std::size_t>(field)]; }
    CronSet& operator[](CronField field) { return sets[static_cast<std::size_t>(field)]; }
    bool isFull(CronField field) const { return (*this)[field].bits == fullBits(field); }
    /// Both day fields are joined by "and" when one is starred, otherwise by "or".
    bool daysJoinedByAnd() const {
        return (*this)[CronField::DayOfMonth].starred || (*this)[CronField::DayOfWeek].starred;
    }
};

/// The first fault of an expression.
struct CronError {
    std::optional<CronField> field;  ///< nothing for a fault of the whole text
    int position = 0;                ///< of the faulty item, in code points from 0
    int length = 0;                  ///< in code points
    QString item;
    QString message;  ///< one translated sentence that helps
    QString mend;     ///< the whole text with the item mended; empty when nobody can know what was meant
    bool operator==(const CronError&) const = default;
};

/// Never throws, never loops long: the work is linear in the text.
tl::expected<CronExpression, CronError> parseCron(const QString& text);

/// Whether both run at the same instants, whatever their spelling.
bool meansTheSame(const CronExpression& a, const CronExpression& b);
/// One spelling for each meaning: six fields, single blanks, or "@every 1h30m0s". What can never run is "0 0 0 30 2 *".
QString canonicalText(const CronExpression& expression);
/// "1-5,8" for the values of a set; "*" when it is full, "," when it is empty.
QString fieldText(CronField field, quint64 bits);

/// Bits of the days of one month that match, bit 1 for the first; firstWeekday is that day's, Sunday 0.
quint32 matchingDays(const CronExpression& expression, int firstWeekday, int daysInMonth);
/// Whether an instant exists at all; a 29 February does.
bool canEverRun(const CronExpression& expression);

}  // namespace prophecy
