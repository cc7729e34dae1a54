#pragma once

#include <QString>
#include <chrono>
#include <optional>
#include <vector>

#include "core/clock.h"
#include "core/result.h"

namespace prophecy::lab {

/// One way to misbehave: NAME[=ARG][@PATH][*COUNT]. Without a path it meets every request, without a count for ever.
struct Fault {
    enum class Kind {
        Latency,           ///< ARG milliseconds before the request is looked at
        Slow,              ///< the answer goes out at ARG bytes a second
        DropBeforeAccept,  ///< closes without doing anything
        DropAfterAccept,   ///< does the thing, then closes without an answer
        TruncatedJson,     ///< half of the answer's body, as if it were whole
        Error500,
        Html502,       ///< for ARG seconds from the first request that meets it
        RateLimit,     ///< 429 with Retry-After ARG
        ExpiredKey,    ///< 401
        FailBackup,    ///< the next backup fails at component ARG
        FailRestore,   ///< the next restore fails at component ARG
        FailUpgrade,   ///< the next upgrade fails with the words ARG; it rolls back unless that is disabled
        HangUpgrade,   ///< the next upgrade never ends; with ARG "away" it never comes back
        OtherVersion,  ///< the next upgrade ends with version ARG
        Text,          ///< something in front answers ARG (404) in plain text, without asking the API
        Page,          ///< the same with a page
        RefuseBody,    ///< a GET with a body gets a page with status ARG (403); with ARG "close" the connection ends
        Interim,       ///< an interim answer ARG (103) before the real one
        LateError,     ///< does the thing, then answers ARG (500) in the API's own JSON
        Words,         ///< a status says ARG
        EarlySuccess   ///< the status of a restore says Success, whatever runs
    };
    Kind kind = Kind::Latency;
    QString argument;
    QString path;
    int remaining = -1;  ///< -1: without end
    std::optional<std::chrono::milliseconds> firstMet;

    int number(int fallback) const;
};

Result<Fault> parseFault(const QString& text);

class Faults {
public:
    explicit Faults(const Clock& clock) : m_clock(clock) {}
    void add(Fault fault) { m_faults.push_back(std::move(fault)); }
    void clear() { m_faults.clear(); }

    /// The fault of this kind that meets a request to this path now, used up by one.
    std::optional<Fault> take(Fault::Kind kind, const QString& path);

private:
    const Clock& m_clock;
    std::vector<Fault> m_faults;
};

}  // namespace prophecy::lab
