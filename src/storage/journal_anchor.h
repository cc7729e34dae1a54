#pragma once

#include <QString>
#include <optional>

namespace prophecy {

/// The last entry of a journal, kept outside the database among this account's configuration: what it names and the
/// journal lacks was cut off. It proves nothing on another machine, or against somebody who edits both.
class JournalAnchor {
public:
    struct Tip {
        qint64 seq = 0;
        QString hash;
        bool operator==(const Tip&) const = default;
    };
    explicit JournalAnchor(const QString& databasePath);

    /// Nothing where none is kept for this file.
    std::optional<Tip> read() const;
    /// An earlier entry than the one that is known does not replace it.
    void write(const Tip& tip) const;
    /// The file was set aside: the next one begins anew.
    void forget() const;

private:
    QString m_path;  ///< a file for each database, replaced as a whole: nobody waits for a lock
};

}  // namespace prophecy
