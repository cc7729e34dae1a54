#pragma once

#include <QCoreApplication>
#include <QDateTime>
#include <QTimeZone>

#include "domain/environment.h"
#include "domain/findings.h"
#include "ui/words/kind_words.h"

namespace prophecy::ui {

/// The one place where kinds, states and times become translated words. Text from a server passes through displayText.
class Words {
    Q_DECLARE_TR_FUNCTIONS(prophecy::ui::Words)
public:
    static QString of(BackupState state);
    static QString of(Level level);
    static QString of(Reach reach);
    static QString of(Role role);
    static QString of(Protection protection);
    static QString of(Dialect dialect);
    static QString of(Capability capability);
    static QString of(Offer offer);
    static QString of(OperationKind kind, KindWordsTable table = allKindWords());
    /// "Backup running", "Delete: outcome unknown".
    static QString headline(const Operation& operation, KindWordsTable table = allKindWords());

    /// Why the last look at an operation failed, in a few words.
    static QString trouble(ErrorKind kind);
    /// A whole sentence that says what went wrong and what to do.
    static QString of(const Error& error);
    /// What the admin can do about an environment that does not answer as it should; may be empty.
    static QString wayOut(Reach reach);
    /// Why a backup is not the installation's own; empty where it is.
    static QString of(Origin origin, const QString& nameSpace);

    /// "4 s ago", "3 h ago"; a time ahead of the clock is said as such.
    static QString age(const QDateTime& then, const QDateTime& now);
    /// "3 h 12 m"
    static QString span(qint64 seconds);
    /// "3 m 02 s"
    static QString duration(qint64 milliseconds);
    /// "2026-11-26 02:00 (01:00 UTC)": in the zone of the server that it happened on, and in UTC.
    static QString when(const QDateTime& instant, const QTimeZone& zone);
    /// "02:00:13 (01:00:13 UTC)", for what happened a short while ago; empty for an invalid time.
    static QString clock(const QDateTime& instant, const QTimeZone& zone);
    /// Server zone, UTC and local, one a line.
    static QString inAllZones(const QDateTime& instant, const QTimeZone& serverZone);
};

}  // namespace prophecy::ui
