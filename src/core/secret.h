#pragma once

#include <QByteArray>
#include <utility>

#include "core/result.h"

namespace prophecy {

/// An access key or a password. It has no stream operator and no implicit conversion, so that it reaches
/// neither a log nor a journal by accident; the bytes are overwritten when the last copy goes.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray bytes) : m_bytes(std::move(bytes)) {}
    Secret(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(const Secret&) = default;
    Secret& operator=(Secret&&) noexcept = default;
    ~Secret() {
        if (m_bytes.isDetached()) m_bytes.fill('\0');
    }

    bool isEmpty() const { return m_bytes.isEmpty(); }
    /// The bytes themselves, for the header that carries them and for the keychain only.
    const QByteArray& reveal() const { return m_bytes; }
    friend bool operator==(const Secret&, const Secret&) = default;

private:
    QByteArray m_bytes;
};

/// A pasted or read key, taken out of what evidently stands around it: white space and invisible marks, quotes, the
/// header or the cookie that carries it. Kind Usage, with what it is and where, for anything else than printable ASCII.
Result<Secret> parseKey(const QByteArray& raw);

}  // namespace prophecy
