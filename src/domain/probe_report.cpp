#include "domain/probe_report.h"

namespace prophecy {

QString kebabName(ProbeStep::What what) {
    switch (what) {
        case ProbeStep::What::Connection: return QStringLiteral("connection");
        case ProbeStep::What::Dialect: return QStringLiteral("dialect");
        case ProbeStep::What::Key: return QStringLiteral("key");
        case ProbeStep::What::BackupConfigRead: return QStringLiteral("backup-config-read");
        case ProbeStep::What::ObjectStoreRead: return QStringLiteral("object-store-read");
        case ProbeStep::What::Users: return QStringLiteral("users");
        case ProbeStep::What::Upgrade: break;
    }
    return QStringLiteral("upgrade");
}

bool meansNotOffered(const Error& error) {
    if (error.kind == ErrorKind::NotOffered || error.kind == ErrorKind::NotFound) return true;
    if (error.kind == ErrorKind::NotTheApi) return error.webPage && error.httpStatus >= 200 && error.httpStatus < 300;
    return error.fromApi && (error.httpStatus == 405 || error.httpStatus == 501);
}

bool saysNoSuchCall(const Error& error) {
    const bool page = error.webPage && error.httpStatus >= 200 && error.httpStatus < 300;
    const bool noSuchPath = (error.webPage || error.fromApi) && error.httpStatus == 404;
    return meansNotOffered(error) || page || noSuchPath || error.httpStatus == 405 || error.httpStatus == 501;
}

bool isNotTold(const Error& error) {
    constexpr int kTooMany = 429;
    const bool saysNothing = error.wrongShape && error.httpStatus >= 200 && error.httpStatus < 300;
    const bool refused = error.fromApi && error.httpStatus < 500 && error.httpStatus != kTooMany;
    return meansNotOffered(error) || saysNothing || refused;
}

}  // namespace prophecy
