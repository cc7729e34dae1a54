#include "domain/cron/compose.h"

#include <QRegularExpression>
#include <QStringList>
#include <bit>

namespace prophecy {

namespace {

quint64 bitsOf(CronField field, const QString& text) {
    std::array<QString, kCronFieldCount> fields;
    fields.fill(QStringLiteral("*"));
    fields[static_cast<std::size_t>(field)] = text;
    const auto parsed = parseCron(QStringList(fields.begin(), fields.end()).join(u' '));
    return parsed ? (*parsed)[field].bits : 0;
}

bool isDayField(CronField field) {
    return field == CronField::DayOfMonth || field == CronField::DayOfWeek;
}

int onlyValue(quint64 bits) {
    return std::popcount(bits) == 1 ? std::countr_zero(bits) : -1;
}

}  // namespace

FieldChoice choiceOf(CronField field, const QString& text) {
    static const QRegularExpression stepped(QStringLiteral("^(\\*|\\?|\\d+)/(\\d+)$"));
    static const QRegularExpression toTheEnd(QStringLiteral("^(\\d+)-(\\d+)/(\\d+)$"));
    static const QRegularExpression ranged(QStringLiteral("^(\\d+)-(\\d+)$"));
    static const QRegularExpression listed(QStringLiteral("^\\d+(-\\d+)?(,\\d+(-\\d+)?)*$"));
    const CronBounds bounds = boundsOf(field);
    FieldChoice choice{FieldChoice::Mode::Other, bounds.min, bounds.max, 1, bitsOf(field, text)};
    if (text == u"*" || text == u"?") {
        choice.mode = FieldChoice::Mode::Every;
    } else if (const auto match = stepped.match(text); match.hasMatch()) {
        bool number = false;
        const int from = match.captured(1).toInt(&number);
        choice.from = number ? from : bounds.min;
        choice.step = match.captured(2).toInt();
        if (choice.step >= 1 && choice.step <= bounds.max) choice.mode = FieldChoice::Mode::EachN;
    } else if (const auto open = toTheEnd.match(text);
               open.hasMatch() && open.captured(2).toInt() == bounds.max && isDayField(field)) {
        choice.mode = FieldChoice::Mode::EachN;
        choice.from = open.captured(1).toInt();
        choice.step = open.captured(3).toInt();
    } else if (const auto range = ranged.match(text); range.hasMatch()) {
        choice.mode = FieldChoice::Mode::Range;
        choice.from = range.captured(1).toInt();
        choice.to = range.captured(2).toInt();
    } else if (listed.match(text).hasMatch()) {
        choice.mode = FieldChoice::Mode::Chosen;
    }
    return choice;
}

QString textOf(CronField field, const FieldChoice& choice) {
    const CronBounds bounds = boundsOf(field);
    switch (choice.mode) {
        case FieldChoice::Mode::Every: return QStringLiteral("*");
        case FieldChoice::Mode::EachN:
            if (choice.step == 1 && choice.from == bounds.min) return QStringLiteral("*");
            if (isDayField(field)) return QStringLiteral("%1-%2/%3").arg(choice.from).arg(bounds.max).arg(choice.step);
            if (choice.from == bounds.min) return QStringLiteral("*/%1").arg(choice.step);
            return QStringLiteral("%1/%2").arg(choice.from).arg(choice.step);
        case FieldChoice::Mode::Range: return QStringLiteral("%1-%2").arg(choice.from).arg(choice.to);
        case FieldChoice::Mode::Chosen: return fieldText(field, choice.bits);
        case FieldChoice::Mode::Other: break;
    }
    return {};
}

QString composeCron(std::array<QString, kCronFieldCount> fields, CronField edited) {
    static const QRegularExpression starStep(QStringLiteral("^[*?]/(\\d+)$"));
    for (const CronField field : {CronField::DayOfMonth, CronField::DayOfWeek}) {
        if (!isDayField(edited)) break;  // what the days mean is not touched by another field
        QString& text = fields[static_cast<std::size_t>(field)];
        const CronBounds bounds = boundsOf(field);
        const auto match = starStep.match(text);
        if (match.hasMatch() && match.captured(1).toInt() == 1)
            text = QStringLiteral("*");
        else if (match.hasMatch())
            text = QStringLiteral("%1-%2/%3").arg(bounds.min).arg(bounds.max).arg(match.captured(1));
    }
    return QStringList(fields.begin(), fields.end()).join(u' ');
}

QString textOf(const CronPreset& p) {
    switch (p.kind) {
        case CronPreset::Kind::Hourly: return QStringLiteral("0 %1 * * * *").arg(p.minute);
        case CronPreset::Kind::EveryNHours: return QStringLiteral("0 %1 */%2 * * *").arg(p.minute).arg(p.everyHours);
        case CronPreset::Kind::Daily: return QStringLiteral("0 %1 %2 * * *").arg(p.minute).arg(p.hour);
        case CronPreset::Kind::Weekdays: return QStringLiteral("0 %1 %2 * * 1-5").arg(p.minute).arg(p.hour);
        case CronPreset::Kind::Weekly: return QStringLiteral("0 %1 %2 * * %3").arg(p.minute).arg(p.hour).arg(p.weekday);
        case CronPreset::Kind::Monthly: break;
    }
    return QStringLiteral("0 %1 %2 %3 * *").arg(p.minute).arg(p.hour).arg(p.day);
}

std::optional<CronPreset> presetOf(const CronExpression& e) {
    if (e.everySeconds) return std::nullopt;
    CronPreset guess;
    guess.minute = onlyValue(e[CronField::Minute].bits);
    if (guess.minute < 0) return std::nullopt;
    guess.hour = std::max(0, onlyValue(e[CronField::Hour].bits));
    guess.weekday = std::max(0, onlyValue(e[CronField::DayOfWeek].bits));
    guess.day = std::max(1, onlyValue(e[CronField::DayOfMonth].bits));
    const int hours = std::popcount(e[CronField::Hour].bits);
    guess.everyHours = hours > 1 && hours < 24 ? 24 / hours : 2;
    for (const auto kind : {CronPreset::Kind::Hourly, CronPreset::Kind::EveryNHours, CronPreset::Kind::Daily,
                            CronPreset::Kind::Weekdays, CronPreset::Kind::Weekly, CronPreset::Kind::Monthly}) {
        guess.kind = kind;
        const auto candidate = parseCron(textOf(guess));
        if (candidate && meansTheSame(*candidate, e)) return guess;
    }
    return std::nullopt;
}

}  // namespace prophecy
