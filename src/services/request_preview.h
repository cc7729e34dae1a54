#pragma once

#include <QJsonObject>

#include "domain/backup/backup.h"
#include "domain/restore/restore.h"
#include "domain/upgrade/upgrade.h"

namespace prophecy {

/// A request as text and as a command, for showing and copying; it holds no key.
struct RequestPreview {
    QString request;
    QString curl;
};

enum class PreviewedRequest { StartBackup, ReadStatus, DeleteBackup };

Result<RequestPreview> previewRequest(PreviewedRequest which, const Environment& environment,
                                      const BackupTimestamp& timestamp = {});

Result<RequestPreview> previewConfigWrite(const QJsonObject& config, const Environment& environment);

Result<RequestPreview> previewUpgrade(const UpgradeRequest& upgrade, const Environment& environment);

Result<RequestPreview> previewRestore(const RestoreRequest& restore, const Environment& environment);

}  // namespace prophecy
