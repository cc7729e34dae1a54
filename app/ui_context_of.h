#pragma once

#include "app/app_context.h"
#include "ui/parts/ui_context.h"

namespace prophecy {

/// The services of this context, as windows want them. Its storage has to be usable.
inline ui::UiContext uiContextOf(AppContext& context) {
    return {context.clock,          context.scheduler,  *context.storage(), context.keys,
            context.connector,      context.registry(), context.tracker(),  context.sessions(),
            context.configWriter(), context.restores(), context.upgrades()};
}

}  // namespace prophecy
