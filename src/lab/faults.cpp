#include "lab/faults.h"

#include <QRegularExpression>
#include <array>
#include <utility>

namespace prophecy::lab {

namespace {
constexpr std::array<std::pair<const char*, Fault::Kind>, 21> kNames{
    {{"latency", Fault::Kind::Latency},
     {"slow", Fault::Kind::Slow},
     {"drop-before-accept", Fault::Kind::DropBeforeAccept},
     {"drop-after-accept", Fault::Kind::DropAfterAccept},
     {"truncated-json", Fault::Kind::TruncatedJson},
     {"error-500", Fault::Kind::Error500},
     {"html-502", Fault::Kind::Html502},
     {"rate-limit", Fault::Kind::RateLimit},
     {"expired-key", Fault::Kind::ExpiredKey},
     {"fail-backup", Fault::Kind::FailBackup},
     {"fail-restore", Fault::Kind::FailRestore},
     {"fail-upgrade", Fault::Kind::FailUpgrade},
     {"hang-upgrade", Fault::Kind::HangUpgrade},
     {"other-version", Fault::Kind::OtherVersion},
     {"text", Fault::Kind::Text},
     {"page", Fault::Kind::Page},
     {"refuse-body", Fault::Kind::RefuseBody},
     {"interim", Fault::Kind::Interim},
     {"late-error", Fault::Kind::LateError},
     {"words", Fault::Kind::Words},
     {"early-success", Fault::Kind::EarlySuccess}}};
}  // namespace

int Fault::number(int fallback) const {
    bool ok = false;
    const int value = argument.toInt(&ok);
    return ok ? value : fallback;
}

Result<Fault> parseFault(const QString& text) {
    static const QRegularExpression form(
        QStringLiteral("^(?<name>[a-z0-9-]+)(=(?<arg>[^@*]*))?(@(?<path>/[^*]*))?(\\*(?<count>\\d+))?$"));
    const auto match = form.match(text);
    if (match.hasMatch()) {
        for (const auto& [name, kind] : kNames) {
            if (match.captured(u"name") != QLatin1String(name)) continue;
            Fault fault{kind, match.captured(u"arg"), match.captured(u"path"), -1, {}};
            if (!match.captured(u"count").isEmpty()) fault.remaining = match.captured(u"count").toInt();
            return fault;
        }
    }
    return fail(ErrorKind::Usage,
                QStringLiteral("Unknown fault \"%1\"; the form is NAME[=ARG][@PATH][*COUNT].").arg(text));
}

std::optional<Fault> Faults::take(Fault::Kind kind, const QString& path) {
    for (Fault& fault : m_faults) {
        if (fault.kind != kind || fault.remaining == 0 || (!fault.path.isEmpty() && fault.path != path)) continue;
        if (kind == Fault::Kind::Html502 && !fault.argument.isEmpty()) {
            if (!fault.firstMet) fault.firstMet = m_clock.steady();
            if (m_clock.steady() - *fault.firstMet >= std::chrono::seconds(fault.number(0))) continue;
        }
        if (fault.remaining > 0) --fault.remaining;
        return fault;
    }
    return std::nullopt;
}

}  // namespace prophecy::lab
