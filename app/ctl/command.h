#pragma once

#include <QObject>
#include <optional>

#include "app/app_context.h"
#include "app/ctl/kind_report.h"
#include "app/ctl/options.h"
#include "app/ctl/output.h"

namespace prophecy::ctl {

/// What a command is given to work with.
struct Given {
    AppContext& context;
    Options options;
    Secret key{};  ///< given by hand; empty for none
    Secret clientPassword{};
    KindReports reports = allKindReports();
};

/// Carries out one command and calls back once with what it has to say. Each command is a class in the file of its
/// family, beside its row; here is what several of them need.
class Command : public QObject {
    Q_OBJECT
public:
    explicit Command(Given given);
    virtual void run() = 0;
    /// Whether something that changes the server was begun, or may have been.
    bool hasStartedSomething() const;

Q_SIGNALS:
    void finished(const prophecy::Result<prophecy::ctl::Answer>& answer);

protected:
    void finish(Result<Answer> answer);

    /// Where it is to act, as --env or --url say.
    Result<Environment> target();
    Result<Environment> namedEnvironment(const QString& name);
    bool needStorage();
    /// What the command line agrees to beforehand.
    Consent consent() const;
    /// Goes on with a way to the target, once ends that are owed another look had it.
    void withClient(std::function<void(const Endpoint&)> go);
    /// Neither a backup nor a restore runs; an upgrade is something that runs, too. idle: what is said where none does.
    void sayIdle(const Endpoint& endpoint, const QString& idle);
    /// Where a file holds the environment's key, says what that means now.
    void sayOfKeyFile(const Environment& environment, const QString& what);
    /// With what to do where an unfinished operation stands in the way.
    Error withWayOut(Error error, const QUrl& root) const;

    AppContext& m_context;
    Options m_options;
    Secret m_givenKey;
    Secret m_clientPassword;
    KindReports m_reports;
    QTimeZone m_zone = QTimeZone::utc();
    Call m_call;
    Timer m_pause;
    Timer m_limit;
    ProgressLine m_progress;
    std::optional<OperationId> m_followed;  ///< the operation that was begun
    bool m_finished = false;

private:
    Result<Environment> adHocEnvironment(const QUrl& root) const;
    void useGivenKey(const Environment& environment);
    void confirmFirst(const Environment& environment, std::function<void()> go);
    void awaitConfirmation(const Environment& environment, std::function<void()> go, std::chrono::milliseconds until);
    bool owesALook(const Environment& environment) const;

    bool m_saidKey = false;
};

template <class Kind>
std::unique_ptr<Command> make(Given given) {
    return std::make_unique<Kind>(std::move(given));
}

}  // namespace prophecy::ctl
