#include "secrets/keychain_store.h"

#include <qt6keychain/keychain.h>

#include "secrets/keychain_lock.h"

namespace prophecy {

namespace {

const QString kService = QStringLiteral("prophecy-console");

Error errorOf(const QKeychain::Job& job) {
    const bool missing = job.error() == QKeychain::EntryNotFound;
    return makeError(missing ? ErrorKind::NotFound : ErrorKind::Keychain,
                     QStringLiteral("The keychain says: %1").arg(job.errorString()));
}

/// Starts a job that settles the promise with what it read, or after the patience with an error, whichever comes first.
template <class T, class Job, class Result_>
Call start(Scheduler& scheduler, std::chrono::milliseconds patience, Job* job, Promise<T> promise, Result_ resultOf) {
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    auto waiting = std::make_shared<Timer>(scheduler.after(patience, [promise] {
        promise.settle(
            fail(ErrorKind::Keychain, QStringLiteral("The keychain does not answer. Does it wait to be unlocked?")));
    }));
    QObject::connect(job, &QKeychain::Job::finished, job, [promise, waiting, resultOf](QKeychain::Job* done) {
        waiting->reset();
        if (done->error() != QKeychain::NoError) return promise.settle(fail(errorOf(*done)));
        promise.settle(resultOf(static_cast<Job*>(done)));
    });
    job->start();
    return promise.call();
}

}  // namespace

KeychainStore::KeychainStore(Scheduler& scheduler, std::chrono::milliseconds patience)
    : m_scheduler(scheduler), m_patience(patience) {}

namespace {

/// A locked keychain has its entries, but does not show them.
Error lockedOr(Error error, bool locked) {
    if (!locked) return error;
    return makeError(ErrorKind::KeychainLocked,
                     QStringLiteral("The keychain is locked. Once it is unlocked, the key is "
                                    "read again."));
}

}  // namespace

Call KeychainStore::read(const QString& name, QObject* context, Handler<Secret> handler) {
    const Promise<Secret> promise(context, std::move(handler));
    auto current = std::make_shared<Call>();
    promise.onDrop([current] { current->drop(); });
    *current = isKeychainLocked(context, [this, promise, name, weak = std::weak_ptr(current)](Result<bool> answer) {
        const auto alive = weak.lock();
        if (!alive) return;
        const bool locked = answer.value_or(false);
        // Asking for an entry of a locked keychain opens its prompt: once, and not at every poll.
        if (locked && std::exchange(m_prompted, true)) return promise.settle(fail(lockedOr({}, true)));
        *alive = readEntry(name, promise.context(), [promise, locked](Result<Secret> secret) {
            promise.settle(secret ? std::move(secret) : fail(lockedOr(secret.error(), locked)));
        });
    });
    return promise.call();
}

Call KeychainStore::readEntry(const QString& name, QObject* context, Handler<Secret> handler) {
    auto* job = new QKeychain::ReadPasswordJob(kService);
    job->setKey(name);
    return start(m_scheduler, m_patience, job, Promise<Secret>(context, std::move(handler)),
                 [](QKeychain::ReadPasswordJob* done) -> Result<Secret> { return Secret(done->binaryData()); });
}

Call KeychainStore::write(const QString& name, const Secret& secret, QObject* context, Handler<void> handler) {
    auto* job = new QKeychain::WritePasswordJob(kService);
    job->setKey(name);
    job->setBinaryData(secret.reveal());
    return start(m_scheduler, m_patience, job, Promise<void>(context, std::move(handler)),
                 [](QKeychain::WritePasswordJob*) -> Result<void> { return {}; });
}

Call KeychainStore::remove(const QString& name, QObject* context, Handler<void> handler) {
    auto* job = new QKeychain::DeletePasswordJob(kService);
    job->setKey(name);
    return start(m_scheduler, m_patience, job, Promise<void>(context, std::move(handler)),
                 [](QKeychain::DeletePasswordJob*) -> Result<void> { return {}; });
}

}  // namespace prophecy
