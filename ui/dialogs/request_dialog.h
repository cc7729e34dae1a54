#pragma once

#include <QDialog>

#include "services/request_preview.h"
#include "storage/storage.h"

namespace prophecy::ui {

/// The exact request of an action and the same as a curl command. Copying a dangerous one is journaled.
class RequestDialog final : public QDialog {
    Q_OBJECT
public:
    RequestDialog(Storage& storage, const Environment& environment, PreviewedRequest which,
                  const BackupTimestamp& timestamp, QWidget* parent);
    /// note is what copying it leaves in the journal; nothing for a harmless one.
    RequestDialog(Storage& storage, const Environment& environment, const Result<RequestPreview>& preview,
                  const std::optional<QJsonObject>& note, QWidget* parent);
};

}  // namespace prophecy::ui
