#pragma once

#include <QString>

#include "core/secret.h"

namespace prophecy {

/// Whether a character does something else in a terminal than to stand there: a control or bidirectional format
/// character, or a line separator of Unicode; not a line break or a tab.
bool steersATerminal(QChar c);

/// A server's text made safe to show as plain text: control and bidirectional format characters become
/// visible (U+FFFD), line breaks and tabs stay.
QString displayText(const QString& raw);

/// The same on one line, for a table cell.
QString displayLine(const QString& raw);

/// A server's text cut to what anybody may still want to read, 64 Ki characters.
QString boundedText(const QString& raw);

/// One word for a POSIX shell.
QString shellQuoted(const QString& word);

/// Replaces every occurrence of the key in use, also percent-encoded, by asterisks. Keys shorter than four bytes are
/// left, since they would match by chance.
class Scrubber {
public:
    explicit Scrubber(const Secret& key);
    QString operator()(QString text) const;

private:
    QString m_plain;
    QString m_encoded;
};
QString scrub(QString text, const Secret& key);

}  // namespace prophecy
