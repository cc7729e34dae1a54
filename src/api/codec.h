#pragma once

#include <QJsonObject>

#include "api/http.h"
#include "domain/backup/backup.h"
#include "domain/config/config.h"
#include "domain/upgrade/upgrade.h"

namespace prophecy {

/// What a start or a delete was answered with.
struct Acknowledgement {
    QString message;
    BackupTimestamp timestamp;  ///< where the message names one
    bool accepted = false;      ///< it says so: code 202, or a timestamp
    bool done = false;          ///< it says so: success is true
};

// Decoders from an answer to a typed value. They are pure and thread-safe; every one accepts the payload with or
// without the "data" envelope (docs/api.md, trap 1), and scrubs the key from what the server said.

/// Classifies the answer: redirects, refusals, HTML and junk become errors; otherwise the payload.
Result<QJsonObject> decodeObject(const HttpAnswer& answer, const Secret& key);

Result<BackupList> decodeBackupList(const HttpAnswer& answer, const Secret& key);
/// Nothing running or existing is no error: an empty answer (trap 3).
Result<BackupAnswer> decodeBackupAnswer(const HttpAnswer& answer, const Secret& key);
Result<Acknowledgement> decodeAcknowledgement(const HttpAnswer& answer, const Secret& key);
Result<BackupConfig> decodeBackupConfig(const HttpAnswer& answer, const Secret& key);
Result<QJsonObject> decodeObjectStoreConfig(const HttpAnswer& answer, const Secret& key);
Result<Users> decodeUsers(const HttpAnswer& answer, const Secret& key);
Result<Versions> decodeVersions(const HttpAnswer& answer, const Secret& key);
/// Kind NotTheApi for an answer without words.
Result<UpgradeStatus> decodeUpgradeStatus(const HttpAnswer& answer, const Secret& key);

/// What a status means where the API itself says it.
ErrorKind refusalKind(int status);

/// For a request that was sent once: what its error means. Final is what never left this machine, and a refusal that is
/// known to be one, in the API's own words; after anything else the server may have taken it: UnknownOutcome.
Error outcomeOfOnce(Error error);

}  // namespace prophecy
