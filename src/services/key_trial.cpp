#include "services/key_trial.h"

#include "core/sequence.h"

namespace prophecy {

Call tryKey(Connector& connector, const Environment& environment, const Secret& key, QObject* context,
            Handler<void> tried) {
    return Sequence<void>::start(context, std::move(tried), [&](Sequence<void>& trial) {
        trial.take<Endpoint>(
            [&](QObject* receiver, Handler<Endpoint> handler) {
                return connector.connectTo(environment, receiver, std::move(handler));
            },
            [&connector, key](Sequence<void>& self, Result<Endpoint> endpoint) {
                // Without a key of its own it cannot be asked in this way.
                if (!endpoint) return self.end({});
                endpoint->key = key;
                self.take<BackupList>(
                    [&](QObject* receiver, Handler<BackupList> handler) {
                        return connector.clientFor(*endpoint).listBackups(receiver, std::move(handler));
                    },
                    [](Sequence<void>& last, const Result<BackupList>& list) {
                        const bool refused = !list && (list.error().kind == ErrorKind::Auth ||
                                                       list.error().kind == ErrorKind::Forbidden);
                        last.end(refused ? Result<void>(fail(list.error())) : Result<void>());
                    });
            });
    });
}

}  // namespace prophecy
