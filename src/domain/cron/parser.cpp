#include <QList>
#include <limits>

#include "domain/cron/expression.h"
#include "domain/cron/help.h"
#include "domain/cron/text.h"

namespace prophecy {

namespace {

struct Token {
    QStringView text;
    qsizetype at = 0;
};

/// White space as Go's unicode.IsSpace sees it.
bool isSpace(QChar c) {
    const char16_t u = c.unicode();
    return (u >= 0x09 && u <= 0x0d) || u == 0x20 || u == 0x85 || u == 0xa0 || u == 0x1680 ||
           (u >= 0x2000 && u <= 0x200a) || u == 0x2028 || u == 0x2029 || u == 0x202f || u == 0x205f || u == 0x3000;
}

template <class Separates>
QList<Token> split(Token whole, Separates separates) {
    QList<Token> tokens;
    qsizetype start = -1;
    for (qsizetype i = 0; i <= whole.text.size(); ++i) {
        const bool ends = i == whole.text.size() || separates(whole.text[i]);
        if (!ends && start < 0) start = i;
        if (!ends || start < 0) continue;
        tokens.append({whole.text.mid(start, i - start), whole.at + start});
        start = -1;
    }
    return tokens;
}

class Parser {
public:
    /// mends: whether a fault is to come with one; a mend itself is only tried.
    explicit Parser(const QString& text, bool mends = true) : m_text(text), m_mends(mends) {}

    tl::expected<CronExpression, CronError> parse() {
        if (m_text.isEmpty()) return fault({}, {}, CronText::tr("The expression is empty."));
        if (m_text.startsWith(u'@')) return descriptor();
        const QList<Token> tokens = split({m_text, 0}, isSpace);
        if (tokens.size() < 5 || tokens.size() > 6) return wrongCount(tokens);
        m_result.text = m_text;
        m_result.fieldCount = static_cast<int>(tokens.size());
        for (const CronField field : kCronFields) {
            const auto i = static_cast<qsizetype>(field);
            const bool missing = i >= tokens.size();
            const QStringView star = u"*";
            m_result.fields[static_cast<std::size_t>(i)] = missing ? star.toString() : tokens[i].text.toString();
            if (auto error = parseField(field, missing ? Token{star, 0} : tokens[i]))
                return tl::unexpected(tokens.size() == 5 ? minuteFirst(std::move(*error)) : std::move(*error));
        }
        return m_result;
    }

private:
    tl::unexpected<CronError> fault(std::optional<CronField> field, Token item, const QString& message,
                                    const QString& replacement = {}) const {
        CronError error;
        error.field = field;
        error.position = codePoints(0, item.at);
        error.length = codePoints(item.at, item.text.size());
        error.item = item.text.toString();
        error.message = message;
        if (m_mends && !replacement.isNull()) {
            const QString mend =
                (m_text.left(item.at) + replacement + m_text.mid(item.at + item.text.size())).trimmed();
            if (Parser(mend, false).parse()) error.mend = mend;
        }
        return tl::unexpected(std::move(error));
    }

    /// Five fields that make sense with the minute first were most likely meant so.
    CronError minuteFirst(CronError error) const {
        const QString withSeconds = QStringLiteral("0 ") + m_text.trimmed();
        if (!m_mends || !Parser(withSeconds, false).parse()) return error;
        error.message += u' ' + CronText::tr("Five fields are read with the seconds first.");
        error.mend = withSeconds;
        return error;
    }

    int codePoints(qsizetype from, qsizetype length) const {
        int count = 0;
        for (const QChar c : QStringView(m_text).mid(from, length)) count += c.isLowSurrogate() ? 0 : 1;
        return count;
    }

    tl::unexpected<CronError> wrongCount(const QList<Token>& tokens) const {
        const Token whole{m_text, 0};
        if (m_text.trimmed().startsWith(u'@'))
            return fault({}, whole, CronText::tr("A descriptor stands alone: no blank before or after it."),
                         m_text.trimmed());
        if (!tokens.isEmpty() && zonePrefix(tokens.front().text))
            return fault({}, tokens.front(), zonePrefixSentence(), QStringLiteral(""));
        if (tokens.size() == 7)
            return fault({}, tokens.back(), CronText::tr("There are seven fields, and there is no field for the year."),
                         QStringLiteral(""));
        return fault(
            {}, whole,
            CronText::tr("Six fields are expected (second, minute, hour, day of the month, month, weekday), not %1.")
                .arg(tokens.size()));
    }

    tl::expected<CronExpression, CronError> descriptor() {
        static const std::pair<QStringView, QStringView> known[] = {
            {u"@yearly", u"0 0 0 1 1 *"}, {u"@annually", u"0 0 0 1 1 *"}, {u"@monthly", u"0 0 0 1 * *"},
            {u"@weekly", u"0 0 0 * * 0"}, {u"@daily", u"0 0 0 * * *"},    {u"@midnight", u"0 0 0 * * *"},
            {u"@hourly", u"0 0 * * * *"}};
        static constexpr QStringView every = u"@every ";
        if (m_text.startsWith(every)) {
            const Token duration{QStringView(m_text).mid(every.size()), every.size()};
            const auto seconds = parseGoDuration(duration.text);
            if (!seconds)
                return fault(
                    {}, duration,
                    CronText::tr("\"%1\" is no duration; write it like 90m, 1h30m or 45s.").arg(duration.text));
            m_result.text = m_text;
            m_result.everySeconds = *seconds;
            return m_result;
        }
        const QString tidy = m_text.trimmed().toLower();
        for (const auto& [name, meaning] : known) {
            if (m_text == name) {
                auto expanded = parseCron(meaning.toString());
                expanded->text = m_text;
                expanded->fieldCount = 0;
                return expanded;
            }
            if (tidy == name)
                return fault({}, {m_text, 0},
                             CronText::tr("Descriptors are in small letters, with nothing around them: %1.").arg(name),
                             name.toString());
        }
        return fault(
            {}, {m_text, 0},
            CronText::tr("\"%1\" is not known. There are @yearly, @monthly, @weekly, @daily, @hourly and @every.")
                .arg(m_text.left(40)));
    }

    std::optional<CronError> parseField(CronField field, Token whole) {
        for (const Token& item : split(whole, [](QChar c) { return c == u','; }))
            if (auto error = parseItem(field, item)) return error;
        return std::nullopt;
    }

    std::optional<CronError> parseItem(CronField field, Token item) {
        const auto bad = [&](const ItemHelp& help) {
            const ItemHelp told = lookalikes(item.text).value_or(help);
            return fault(field, item, told.message, told.replacement).value();
        };
        const auto slashes = item.text.split(u'/');
        const auto range = slashes.front().split(u'-');
        const CronBounds bounds = boundsOf(field);
        const bool star = range.front() == u"*" || range.front() == u"?";
        qint64 start = bounds.min, end = bounds.max, step = 1;
        if (!star) {
            const auto first = value(field, range.front());
            if (!first) return bad(notAValue(field, item.text, range.front()));
            if (range.size() > 2)
                return bad({CronText::tr("There is more than one hyphen in \"%1\".").arg(item.text), {}});
            const auto last = range.size() == 2 ? value(field, range.back()) : first;
            if (!last) return bad(notAValue(field, item.text, range.back()));
            start = *first;
            end = *last;
        }
        if (slashes.size() > 2)
            return bad({CronText::tr("There is more than one slash in \"%1\".").arg(item.text), {}});
        if (slashes.size() == 2) {
            const auto number = parseGoInteger(slashes.back());
            if (!number || *number < 0) return bad(notAStep(slashes.back()));
            step = *number;
            if (range.size() == 1) end = bounds.max;
        }
        if (start < bounds.min || end > bounds.max || start > end) return bad(outOfRange(field, item.text, start, end));
        if (step == 0) return bad({CronText::tr("A step of 0 would never move on."), {}});
        add(field, start, end, step, star, star || (slashes.size() == 2 && end == bounds.max));
        return std::nullopt;
    }

    void add(CronField field, qint64 start, qint64 end, qint64 step, bool star, bool open) {
        CronSet& set = m_result[field];
        for (qint64 v = start; v <= end; v += std::min<qint64>(step, 64)) {
            set.bits |= quint64(1) << v;
        }
        set.starred = set.starred || star;
        set.starredInV3 = set.starredInV3 || (star && step == 1);
        const CronBounds bounds = boundsOf(field);
        const int span = bounds.max - bounds.min + 1;
        const bool even = field != CronField::DayOfMonth && span % step == 0 && start - bounds.min < step;
        if (open && step > 1 && !even && set.unevenStep == 0)
            set.unevenStep = static_cast<int>(std::min<qint64>(step, std::numeric_limits<int>::max()));
    }

    static std::optional<qint64> value(CronField field, QStringView text) {
        if (const auto named = valueOfName(field, text)) return named;
        const auto number = parseGoInteger(text);
        return number && *number >= 0 ? number : std::nullopt;
    }

    const QString& m_text;
    const bool m_mends;
    CronExpression m_result;
};

}  // namespace

CronBounds boundsOf(CronField field) {
    static constexpr CronBounds bounds[] = {{0, 59}, {0, 59}, {0, 23}, {1, 31}, {1, 12}, {0, 6}};
    return bounds[static_cast<std::size_t>(field)];
}

quint64 fullBits(CronField field) {
    const CronBounds bounds = boundsOf(field);
    return (~quint64(0) >> (63 - bounds.max)) & (~quint64(0) << bounds.min);
}

QString kebabName(CronField field) {
    static constexpr QStringView names[] = {u"second", u"minute", u"hour", u"day-of-month", u"month", u"day-of-week"};
    return names[static_cast<std::size_t>(field)].toString();
}

tl::expected<CronExpression, CronError> parseCron(const QString& text) {
    return Parser(text).parse();
}

}  // namespace prophecy
