#include "domain/upgrade/upgrade.h"

#include <algorithm>
#include <map>
#include <set>

#include "domain/backup/backup.h"

namespace prophecy {

namespace {

/// The release lines with an EM version that a way from one version to another enters.
std::size_t emLinesBetween(const Version& from, const Version& to, const QStringList& available) {
    std::set<std::array<int, 2>> lines;
    for (const QString& text : available)
        if (const auto version = parseVersion(text); version && version->extendedMaintenance)
            if (*version > from && *version <= to && version->line() != from.line()) lines.insert(version->line());
    return lines.size();
}

bool isFurtherThanTheNextLine(const Version& from, const Version& to) {
    if (to.numbers[0] != from.numbers[0]) return to > from;
    return to.numbers[1] > from.numbers[1] + 1;
}

bool containsAny(const QString& words, std::initializer_list<const char*> parts) {
    return std::any_of(parts.begin(), parts.end(),
                       [&](const char* part) { return words.contains(QLatin1String(part)); });
}

}  // namespace

QJsonObject bodyOf(const UpgradeRequest& request) {
    return {{QStringLiteral("version"), request.version}, {QStringLiteral("disableRollback"), request.disableRollback}};
}

Result<void> checkRequest(const UpgradeRequest& request) {
    const auto version = parseVersion(request.version);
    return version ? Result<void>() : fail(version.error());
}

std::vector<ReleaseLine> linesOf(const QStringList& available) {
    std::map<std::array<int, 2>, ReleaseLine, std::greater<>> lines;
    for (const QString& text : available) {
        const auto version = parseVersion(text);
        if (!version) continue;
        ReleaseLine& line = lines[version->line()];
        line.name = version->lineText();
        line.extendedMaintenance = line.extendedMaintenance || version->extendedMaintenance;
        const auto known = std::find(line.versions.begin(), line.versions.end(), *version);
        if (known == line.versions.end())
            line.versions.push_back(*version);
        else
            known->extendedMaintenance = known->extendedMaintenance || version->extendedMaintenance;
    }
    std::vector<ReleaseLine> ordered;
    for (auto& [numbers, line] : lines) {
        std::sort(line.versions.begin(), line.versions.end(), std::greater<>());
        ordered.push_back(std::move(line));
    }
    return ordered;
}

QStringList unreadableVersions(const QStringList& available) {
    QStringList unreadable;
    for (const QString& text : available)
        if (!parseVersion(text)) unreadable << text;
    return unreadable;
}

QString asOffered(const Version& version, const QStringList& available) {
    const auto it = std::find_if(available.begin(), available.end(), [&](const QString& text) {
        const auto offered = parseVersion(text);
        return offered && *offered == version;
    });
    return it == available.end() ? version.text() : *it;
}

std::vector<VersionRemark> remarksOn(const Version& version, const std::optional<Versions>& versions) {
    const auto current = versions ? parseVersion(versions->current) : fail(ErrorKind::NotOffered, QString());
    const QStringList available = versions ? versions->available : QStringList();
    std::vector<VersionRemark> remarks;
    if (!current) {
        remarks.push_back(VersionRemark::CurrentUnknown);
    } else if (version == *current) {
        remarks.push_back(VersionRemark::Same);
    } else if (version < *current) {
        remarks.push_back(VersionRemark::Downgrade);
    } else if (emLinesBetween(*current, version, available) > 1) {
        remarks.push_back(VersionRemark::SkipsEmLines);
    } else if (linesOf(available).empty() && isFurtherThanTheNextLine(*current, version)) {
        remarks.push_back(VersionRemark::MaySkipEmLines);
    }
    const auto offered = [&](const QString& text) { return sameVersion(text, version.text()); };
    const bool same = current && version == *current;
    if (!available.isEmpty() && !same && std::none_of(available.begin(), available.end(), offered))
        remarks.push_back(VersionRemark::NotOnOffer);
    return remarks;
}

QString kebabName(UpgradePhase phase) {
    switch (phase) {
        case UpgradePhase::NotTold: return QStringLiteral("not-told");
        case UpgradePhase::Idle: return QStringLiteral("idle");
        case UpgradePhase::Running: return QStringLiteral("running");
        case UpgradePhase::RollingBack: return QStringLiteral("rolling-back");
        case UpgradePhase::Succeeded: return QStringLiteral("succeeded");
        case UpgradePhase::RolledBack: return QStringLiteral("rolled-back");
        case UpgradePhase::Failed: return QStringLiteral("failed");
        case UpgradePhase::Unclear: break;
    }
    return QStringLiteral("unclear");
}

UpgradePhase phaseOf(const QString& status) {
    const QString words = status.simplified().toLower().replace(u'_', u' ').replace(u'-', u' ');
    if (words.isEmpty()) return UpgradePhase::NotTold;
    static const QStringList idle{QStringLiteral("idle"),
                                  QStringLiteral("none"),
                                  QStringLiteral("not running"),
                                  QStringLiteral("not started"),
                                  QStringLiteral("no upgrade"),
                                  QStringLiteral("no upgrade running"),
                                  QStringLiteral("no upgrade in progress"),
                                  QStringLiteral("no ongoing upgrade")};
    static const QStringList good{QStringLiteral("success"),    QStringLiteral("succeeded"),
                                  QStringLiteral("successful"), QStringLiteral("completed"),
                                  QStringLiteral("complete"),   QStringLiteral("upgraded"),
                                  QStringLiteral("done"),       QStringLiteral("finished")};
    if (idle.contains(words) || wordsOf(status) == StatusWords::SaysIdle) return UpgradePhase::Idle;
    if (good.contains(words)) return UpgradePhase::Succeeded;
    const bool running =
        containsAny(words, {"running", "progress", "upgrading", "ongoing", "pending", "restarting", "started"});
    if (goesOn(status)) return running ? UpgradePhase::Running : UpgradePhase::Unclear;
    if (containsAny(words, {"rollback failed", "roll back failed", "rolling back failed", "failed to roll back",
                            "not rolled back", "not be rolled back"}))
        return UpgradePhase::Failed;
    if (containsAny(words, {"rolling back", "rollback in progress", "rollback started", "rollback ongoing",
                            "being rolled back", "will be rolled back", "to be rolled back"}))
        return UpgradePhase::RollingBack;
    if (containsAny(words, {"rolled back", "rolledback", "rollback complete", "rollback succe"}))
        return UpgradePhase::RolledBack;
    // "failed: pods still running" is a failure, "in progress, 0 failed" is none.
    for (const char* beginning : {"fail", "error", "upgrade fail", "abort", "cancel", "timed out"})
        if (words.startsWith(QLatin1String(beginning))) return UpgradePhase::Failed;
    if (running) return UpgradePhase::Running;
    if (containsAny(words,
                    {"fail", "error", "abort", "cancel", "timed out", "timeout", "terminated", "reject", "stopped"}))
        return UpgradePhase::Failed;
    return UpgradePhase::Unclear;
}

std::optional<Environment> partnerOf(const Environment& environment, const std::vector<Environment>& all) {
    if (environment.role == Role::Test) return std::nullopt;
    const Role other = environment.role == Role::Primary ? Role::Dr : Role::Primary;
    std::optional<Environment> partner;
    for (const Environment& candidate : all) {
        if (candidate.role != other) continue;
        if (partner) return std::nullopt;
        partner = candidate;
    }
    return partner;
}

}  // namespace prophecy
