#pragma once

#include <QObject>
#include <algorithm>

#include "domain/checks/checks.h"

namespace prophecy {

/// Asks for everything that the checks before one action need, and judges anew with each answer. Sends reads only.
class CheckRun : public QObject {
    Q_OBJECT
public:
    /// Asks everything again.
    virtual void start() = 0;
    /// Asks again for what one check rests on.
    virtual void repeat(CheckId id) = 0;
    virtual std::vector<Check> checks() const = 0;
    /// Something that was asked is not answered yet.
    virtual bool isWaiting() const {
        const auto all = checks();
        return std::any_of(all.begin(), all.end(), [](const Check& c) { return c.state == CheckState::Waiting; });
    }

Q_SIGNALS:
    void changed();
};

/// Asks for what is looked at once an action is over. The first check tells whether the place answers at all.
class FollowUp : public QObject {
    Q_OBJECT
public:
    virtual void start() = 0;
    virtual std::vector<AfterCheck> checks() const = 0;
    bool isWaiting() const {
        const auto all = checks();
        return std::any_of(all.begin(), all.end(), [](const AfterCheck& c) { return c.state == CheckState::Waiting; });
    }

Q_SIGNALS:
    void changed();
};

}  // namespace prophecy
