#pragma once

#include "app/ctl/command.h"

namespace prophecy::ctl {

/// A command that begins an operation of any kind, and follows it.
class ActingCommand : public Command {
protected:
    using Command::Command;

    /// Makes a backup, waits for its good end, and goes on. Anything else ends the command.
    void backUpFirst(const Environment& environment, std::function<void(const Operation&)> go);
    /// To be called before begun.
    void watch();
    void begun(const Operation& operation);
    void giveUpWaiting(const QString& why);

    /// The server says that it is done, which ends the command unless more is to be looked at.
    virtual void succeeded(const Operation&, const Answer& answer) { finish(answer); }
    virtual void failed(const Operation&) {}

private:
    void follow(const Operation& operation);
    void conclude(const Operation& operation);
    void sayTrouble(const Operation& operation, bool belongsToIt);
    Answer runningAnswer(const Operation& operation) const;

    std::optional<OperationId> m_wayBack;  ///< the backup that is waited for before something else begins
};

}  // namespace prophecy::ctl
