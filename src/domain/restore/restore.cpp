#include "domain/restore/restore.h"

#include <algorithm>

#include "core/text.h"

namespace prophecy {

namespace {

const QString kPostgres = QStringLiteral("postgres");

bool hasControlCharacter(const QString& text) {
    return std::any_of(text.begin(), text.end(),
                       [](QChar c) { return c.category() == QChar::Other_Control || c == QChar::LineSeparator; });
}

}  // namespace

QStringList restorableServices(Dialect dialect) {
    QStringList services{QStringLiteral("artifactory"), QStringLiteral("edweb"), QStringLiteral("gitserver"),
                         QStringLiteral("metagraph"), QStringLiteral("openidfederator")};
    if (dialect == Dialect::Athena) services << kPostgres;
    return services;
}

QJsonObject bodyOf(const RestoreRequest& request) {
    QJsonObject body{{QStringLiteral("timestamp"), request.timestamp.text()},
                     {QStringLiteral("sourceNamespace"), request.sourceNamespace}};
    QJsonObject services;
    for (const QString& service : request.skipped)
        services.insert(service, QJsonObject{{QStringLiteral("disable"), true}, {QStringLiteral("disabled"), true}});
    if (!services.isEmpty()) body.insert(QStringLiteral("svcs"), services);
    return body;
}

Result<void> checkRequest(const RestoreRequest& request) {
    if (!isWellFormed(request.timestamp))
        return fail(ErrorKind::Usage,
                    QStringLiteral("\"%1\" is not a backup timestamp.").arg(request.timestamp.text()));
    if (request.sourceNamespace.trimmed().isEmpty())
        return fail(ErrorKind::Usage, QStringLiteral("The namespace of the source is missing."));
    if (hasControlCharacter(request.sourceNamespace))
        return fail(ErrorKind::Usage, QStringLiteral("The namespace of the source has a control character."));
    for (const QString& service : request.skipped)
        if (!restorableServices(Dialect::Athena).contains(service))
            return fail(ErrorKind::Usage, QStringLiteral("\"%1\" is no service that can be skipped.").arg(service));
    const QStringList all = restorableServices(Dialect::Platform);
    const bool nothingLeft =
        std::all_of(all.begin(), all.end(), [&](const QString& s) { return request.skipped.contains(s); });
    if (nothingLeft)
        return fail(ErrorKind::Refused, QStringLiteral("All services are skipped: there is nothing to restore."));
    return {};
}

RestoreKind RestorePlan::kind() const {
    if (inPlace()) return RestoreKind::InPlace;
    return destination.role == Role::Dr ? RestoreKind::ToDr : RestoreKind::Copy;
}

QStringList copyCommands(const RestorePlan& plan) {
    const auto namespaceOf = [](const QString& known, const char* placeholder) {
        return known.isEmpty() ? QString::fromLatin1(placeholder) : known;
    };
    const QString from = namespaceOf(plan.request.sourceNamespace, "SOURCE-NAMESPACE");
    const QString to = namespaceOf(plan.destination.nameSpace, "DESTINATION-NAMESPACE");
    const QString& timestamp = plan.request.timestamp.text();
    const QString copy = QStringLiteral("kubectl --context %1 cp %2 %3");
    return {copy.arg(QStringLiteral("SOURCE-CONTEXT"),
                     shellQuoted(from + QStringLiteral("/ATHENA-POD:/backup/") + from + u'/' + timestamp),
                     shellQuoted(QStringLiteral("./") + timestamp)),
            copy.arg(QStringLiteral("DESTINATION-CONTEXT"), shellQuoted(QStringLiteral("./") + timestamp),
                     shellQuoted(to + QStringLiteral("/ATHENA-POD:/backup/") + from + u'/' + timestamp))};
}

}  // namespace prophecy
