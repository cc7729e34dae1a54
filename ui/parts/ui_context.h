#pragma once

#include "services/config_writer.h"
#include "services/environments/sessions.h"
#include "services/restore/restores.h"
#include "services/upgrade/upgrades.h"
#include "ui/words/kind_words.h"

namespace prophecy::ui {

/// The services that windows are built over; all of them outlive every window.
struct UiContext {
    const Clock& clock;
    Scheduler& scheduler;
    Storage& storage;
    KeyRing& keys;
    Connector& connector;
    EnvironmentRegistry& registry;
    OperationTracker& tracker;
    Sessions& sessions;
    ConfigWriter& configWriter;
    Restores& restores;
    Upgrades& upgrades;
    KindWordsTable kindWords = allKindWords();
};

}  // namespace prophecy::ui
