#include <QDir>
#include <QLockFile>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

#include "domain/operation/kind_policy.h"
#include "domain/restore/restore_draft.h"
#include "domain/upgrade/upgrade_draft.h"
#include "services/environments/environment_registry.h"
#include "storage/records.h"
#include "storage/schema.h"
#include "storage/storage.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/manual_time.h"

using namespace prophecy;
using namespace prophecy::test;

class StorageTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualTime m_time;

    std::unique_ptr<Storage> open() {
        auto storage = Storage::open(m_folder->path(), m_time);
        if (!storage) qWarning("%s", qPrintable(storage.error().message));
        return storage ? std::move(*storage) : nullptr;
    }
    QString file() const { return m_folder->filePath(QStringLiteral("prophecy.sqlite")); }
    Operation operation(const char* id, const char* target) {
        Operation o;
        o.id = OperationId(QString::fromLatin1(id));
        o.target = QUrl(QString::fromLatin1(target));
        o.startedAt = m_time.nowUtc();
        return o;
    }

private Q_SLOTS:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }

    /// Written by version 0.1 while it watched a backup; both drafts were saved by its window.
    void aProfileOfVersion01Opens() {
        QFile script(QStringLiteral(PROJECT_FOLDER "/tests/fixtures/profile_of_0_1.sql"));
        QVERIFY(script.open(QIODevice::ReadOnly));
        {
            auto database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("fixture"));
            database.setDatabaseName(file());
            QVERIFY(database.open());
            QSqlQuery query(database);
            for (const QByteArray& line : script.readAll().split('\n'))
                QVERIFY2(line.isEmpty() || query.exec(QString::fromUtf8(line)), line.constData());
        }
        QSqlDatabase::removeDatabase(QStringLiteral("fixture"));
        const auto storage = open();
        QVERIFY(storage);
        QCOMPARE_EQ(storage->environments().all()->size(), 2U);
        const OperationStore& operations = storage->operations();
        const auto find = [&](const char* id) {
            const auto row = operations.find(OperationId(QString::fromLatin1(id)));
            return row && *row ? (*row)->operation : Operation();
        };
        QCOMPARE_EQ(operations.unfinished()->size(), 1U);
        const Operation running = operations.unfinished()->front().operation;
        QVERIFY(running.kind == OperationKind::Backup);
        QCOMPARE_EQ(running.state, OperationState::Running);
        QCOMPARE_EQ(running.timestamp.text(), QStringLiteral("2026-11-27t12-33-19"));
        const Operation backup = find("b0d4ec63-16a5-43d9-8b3b-96dba7191388");
        QCOMPARE_EQ(backup.tookMs, 10186);
        QCOMPARE_EQ(operations.deletionsOf(BackupTimestamp(QStringLiteral("2026-11-26t06-00-00")))->size(), 1U);
        const Operation restore = find("8d68e03b-1e64-433b-92f5-e2f0d5734d68");
        QVERIFY(restore.kind == OperationKind::Restore && restore.neverSeenRunning);
        QCOMPARE_EQ(operations.restores()->size(), 1U);
        QCOMPARE_EQ(operations.toBeConfirmed()->front().operation, restore);
        const Operation upgrade = find("807080ee-3cb4-468d-afd6-8d2072c20e56");
        QVERIFY(upgrade.kind == OperationKind::Upgrade);
        // Nothing that was kept is lost when it is written anew.
        for (const Operation& kept : {running, backup, restore, upgrade})
            QCOMPARE_EQ(operationFrom(toRecord(kept)), kept);
        const QJsonObject trace = toRecord(upgrade).value(u"upgrade").toObject();
        QCOMPARE_EQ(trace.value(u"ending").toString(), QStringLiteral("upgraded"));
        QCOMPARE_EQ(trace.value(u"runningAt").toString(), QStringLiteral("2026-11-27T12:33:08.408Z"));
        QCOMPARE_EQ(toRecord(restore).value(u"restore").toObject().value(u"skipped").toArray().size(), 1);
        const auto drafts = [&](const char* kind) {
            return storage->drafts().all(QString::fromLatin1(kind)).value().front();
        };
        QCOMPARE_EQ(restoreDraftFrom(drafts("restore"))->request.skipped, QStringList{QStringLiteral("gitserver")});
        QCOMPARE_EQ(upgradeDraftFrom(drafts("upgrade"))->version, QStringLiteral("3.4.2.0"));
        const auto verified = storage->journal().verify();
        QCOMPARE_EQ(verified->rows, 17);
        QVERIFY(!verified->firstBroken && verified->unaccounted.isEmpty());
    }

    void environmentsSurviveARoundTrip() {
        Environment e;
        e.id = EnvironmentId(QStringLiteral("id"));
        e.name = QStringLiteral("acme-prod");
        e.root = QUrl(QStringLiteral("https://p.example.com:8443/base"));
        e.role = Role::Dr;
        e.protection = Protection::ReadOnly;
        e.dialect = Dialect::Athena;
        e.zone = "Europe/Berlin";
        e.nameSpace = QStringLiteral("app");
        e.caFile = QStringLiteral("/ca.pem");
        e.proxy = {ProxyChoice::Mode::Manual, QStringLiteral("proxy"), 3128, QStringLiteral("me")};
        e.pathOverrides.insert(QStringLiteral("users"), QStringLiteral("/u"));
        e.keyExpires = QDate(2027, 1, 1);
        e.pins = {{QStringLiteral("aa:bb"), {QStringLiteral("18")}}};
        e.plainHttpAccepted = e.standbyExpected = true;
        {
            const auto storage = open();
            QVERIFY(storage->environments().save(e, {e.name, e.root, QStringLiteral("environment-add"), {}}));
        }
        const auto all = open()->environments().all();
        QCOMPARE_EQ(all->size(), 1U);
        e.revision = 1;
        QCOMPARE_EQ(all->front(), e);
    }

    void aProxyModeIsKeptByNameAndReadAsTheNumberOfBefore() {
        Environment e;
        e.proxy.mode = ProxyChoice::Mode::Manual;
        QJsonObject record = toRecord(e);
        QJsonObject proxy = record.value(u"proxy").toObject();
        QCOMPARE_EQ(proxy.value(u"mode").toString(), QStringLiteral("manual"));
        proxy.insert(QStringLiteral("mode"), 1);
        record.insert(QStringLiteral("proxy"), proxy);
        QVERIFY(environmentFrom(record).proxy.mode == ProxyChoice::Mode::None);
        proxy.insert(QStringLiteral("mode"), QStringLiteral("by-carrier-pigeon"));
        record.insert(QStringLiteral("proxy"), proxy);
        QVERIFY(environmentFrom(record).proxy.mode == ProxyChoice::Mode::System);
    }

    void draftsOfVersion01KnowTheirWayBack() {
        const QJsonObject restore{{QStringLiteral("version"), 1},
                                  {QStringLiteral("wantsSafetyBackup"), false},
                                  {QStringLiteral("whyNoSafetyBackup"), QStringLiteral("empty")},
                                  {QStringLiteral("safetyBackup"), QStringLiteral("s")}};
        const WayBack of{false, QStringLiteral("empty"), std::chrono::hours(1), OperationId(QStringLiteral("s"))};
        QVERIFY(restoreDraftFrom(restore)->wayBack == of);
        QVERIFY(restoreDraftFrom(toRecord(*restoreDraftFrom(restore)))->wayBack == of);
        const QJsonObject upgrade{{QStringLiteral("formatVersion"), 1},
                                  {QStringLiteral("wantsBackup"), false},
                                  {QStringLiteral("whyNoBackup"), QStringLiteral("empty")},
                                  {QStringLiteral("backupLimitMinutes"), 15},
                                  {QStringLiteral("backupOperation"), QStringLiteral("s")}};
        const WayBack young{false, QStringLiteral("empty"), std::chrono::minutes(15), OperationId(QStringLiteral("s"))};
        QVERIFY(upgradeDraftFrom(upgrade)->wayBack == young);
    }

    void draftsOfVersion01KnowWhatWasBegun() {
        const QJsonObject record{{QStringLiteral("formatVersion"), 1},
                                 {QStringLiteral("version"), QStringLiteral("3.4.2.0")},
                                 {QStringLiteral("operation"), QStringLiteral("o")}};
        const auto draft = upgradeDraftFrom(record);
        QCOMPARE_EQ(draft->operation(), OperationId(QStringLiteral("o")));
        QCOMPARE_EQ(draft->operations.size(), 1U);
        const QJsonObject prepared{{QStringLiteral("version"), 1}, {QStringLiteral("operation"), QString()}};
        QVERIFY(restoreDraftFrom(prepared)->operations.empty());
    }

    void oneUnfinishedOperationAnInstallation() {
        const auto storage = open();
        OperationStore& store = storage->operations();
        QVERIFY(store.begin(operation("1", "https://a.example.com"), QStringLiteral("me"), {}));
        const auto second = store.begin(operation("2", "https://a.example.com:443"), QStringLiteral("other"), {});
        QCOMPARE_EQ(second.error().kind, ErrorKind::Conflict);
        QCOMPARE_EQ(storage->journal().read(-1)->size(), 1U);  // the refused one left no note
        QVERIFY(store.begin(operation("3", "https://b.example.com"), QStringLiteral("me"), {}));
        Operation done = operation("1", "https://a.example.com");
        done.state = OperationState::Succeeded;
        QVERIFY(store.finish(done, {}));
        QVERIFY(store.begin(operation("4", "https://a.example.com"), QStringLiteral("me"), {}));
        QCOMPARE_EQ(store.unfinished()->size(), 2U);
    }

    void onlyOneAdoptsWhatADeadOwnerLeft() {
        const auto storage = open();
        QVERIFY(storage->operations().begin(operation("1", "https://a.example.com"), QStringLiteral("dead"), {}));
        const OperationId id(QStringLiteral("1"));
        QVERIFY(*storage->operations().adopt(id, QStringLiteral("dead"), QStringLiteral("me")));
        QVERIFY(!*storage->operations().adopt(id, QStringLiteral("dead"), QStringLiteral("you")));
        QCOMPARE_EQ(storage->operations().unfinished()->front().owner, QStringLiteral("me"));
    }

    void aLivingOwnerIsToldFromADeadOne() {
        const auto mine = open();
        const auto theirs = open();
        const QString token = *mine->ownerToken();
        QVERIFY(mine->isAlive(token));
        QVERIFY(theirs->isAlive(token));
        QVERIFY(!theirs->isAlive(QStringLiteral("nobody")));
    }

    void aLockedFileIsNotWaitedForForLong() {
        const auto storage = open();
        storage->setPatience(std::chrono::milliseconds(1));
        const auto other = Connection::open(file());
        const auto patienceOf = [](const Connection& connection) {
            auto told = connection.run(QStringLiteral("PRAGMA busy_timeout"));
            return told && told->next() ? told->value(0).toInt() : -1;
        };
        QCOMPARE_EQ(patienceOf(*other), 5000);
        other->setPatience(std::chrono::milliseconds(7));
        QCOMPARE_EQ(patienceOf(*other), 7);
        QVERIFY(other->run(QStringLiteral("BEGIN IMMEDIATE")));
        const auto begun =
            storage->operations().begin(operation("1", "https://a.example.com"), QStringLiteral("me"), {});
        QCOMPARE_EQ(begun.error().kind, ErrorKind::Storage);
        QVERIFY(begun.error().message.contains(QStringLiteral("held by another program")));
        QVERIFY(storage->operations().unfinished()->empty());  // reading goes on
        QVERIFY(other->run(QStringLiteral("ROLLBACK")));
        QVERIFY(storage->operations().begin(operation("1", "https://a.example.com"), QStringLiteral("me"), {}));
    }

    void theJournalIsChainedAndMasked() {
        const auto storage = open();
        for (int i = 0; i < 5; ++i)
            QVERIFY(storage->journal().append(
                {QStringLiteral("prod"),
                 QUrl(QStringLiteral("https://a")),
                 QStringLiteral("backup-start"),
                 {{QStringLiteral("accessKey"), QStringLiteral("hush")}, {QStringLiteral("n"), i}}}));
        const auto rows = storage->journal().read(3);
        QCOMPARE_EQ(rows->size(), 3U);
        QCOMPARE_EQ(rows->front().seq, 5);
        QCOMPARE_EQ(rows->front().detail.value(u"accessKey").toString(), QStringLiteral("********"));
        QVERIFY(!storage->journal().verify()->firstBroken);
    }

    void theJournalRefusesChangesAndShowsForcedOnes() {
        const auto storage = open();
        for (int i = 0; i < 4; ++i)
            QVERIFY(storage->journal().append({QStringLiteral("prod"), {}, QStringLiteral("backup-start"), {}}));
        const auto raw = Connection::open(file());
        QVERIFY(!raw->run(QStringLiteral("UPDATE journal SET who = 'x'")));
        QVERIFY(!raw->run(QStringLiteral("DELETE FROM journal")));
        QVERIFY(raw->run(QStringLiteral("DROP TRIGGER journal_no_update")));
        QVERIFY(raw->run(QStringLiteral("UPDATE journal SET who = 'x' WHERE seq = 2")));
        QCOMPARE_EQ(storage->journal().verify()->firstBroken, std::optional<qint64>(2));
    }

    void aRowTakenOutOfTheJournalIsSeen() {
        const auto storage = open();
        for (int i = 0; i < 4; ++i)
            QVERIFY(storage->journal().append({QStringLiteral("prod"), {}, QStringLiteral("backup-start"), {}}));
        const auto raw = Connection::open(file());
        QVERIFY(raw->run(QStringLiteral("DROP TRIGGER journal_no_delete")));
        QVERIFY(raw->run(QStringLiteral("DELETE FROM journal WHERE seq = 2")));
        QCOMPARE_EQ(storage->journal().verify()->firstBroken, std::optional<qint64>(3));
    }

    void twoProcessesWriteOneChain() {
        const auto a = open();
        const auto b = open();
        for (int i = 0; i < 10; ++i)
            QVERIFY(
                (i % 2 ? a : b)->journal().append({QStringLiteral("prod"), {}, QStringLiteral("backup-start"), {}}));
        QCOMPARE_EQ(a->journal().verify()->rows, 10);
        QVERIFY(!b->journal().verify()->firstBroken);
    }

    void aCorruptFileIsSetAsideAndTold() {
        open()->setSetting(QStringLiteral("x"), "y");
        QFile damaged(file());
        QVERIFY(damaged.open(QIODevice::ReadWrite));
        damaged.seek(0);
        damaged.write(QByteArray(8192, '\x5a'));
        damaged.close();
        QFile::remove(file() + QStringLiteral("-wal"));
        const auto storage = open();
        QVERIFY(storage);
        QVERIFY(storage->foundLost());
        QVERIFY(storage->foundLost()->setAside.contains(QStringLiteral(".corrupt-")));
        QVERIFY(QFile::exists(storage->foundLost()->setAside));
        QVERIFY(storage->setting(QStringLiteral("x")).isEmpty());
        const QUrl target(QStringLiteral("https://p.example.com"));
        QCOMPARE_EQ(storage->lostRecord(target)->setAside, storage->foundLost()->setAside);
        storage->acceptLostRecord(target);
        QVERIFY(!storage->lostRecord(target));
        QVERIFY(storage->lostRecord(QUrl(QStringLiteral("https://q.example.com"))));
    }

    /// What is recorded must stand in the file at its path.
    void aRecordInAFileThatIsGoneIsNone_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"nothing", "removed", "a folder", "an older copy", "another file", "moved over it"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void aRecordInAFileThatIsGoneIsNone() {
        QFETCH(QString, what);
        const auto storage = open();
        QVERIFY(storage->journal().append({QStringLiteral("prod"), {}, QStringLiteral("backup-start"), {}}));
        const QString copy = m_folder->filePath(QStringLiteral("copy"));
        {
            const auto raw = Connection::open(file());
            QVERIFY(raw->run(QStringLiteral("VACUUM INTO '%1'").arg(copy)));
        }
        const auto removeAll = [this] {
            for (const char* tail : {"", "-wal", "-shm"}) QFile::remove(file() + QLatin1String(tail));
        };
        if (what == u"moved over it") {
            // What SQLite keeps beside the file is left, and would complete the copy.
            QVERIFY(QFile::remove(file()));
            QVERIFY(QFile::rename(copy, file()));
        } else if (what != u"nothing") {
            removeAll();
        }
        if (what == u"a folder") QVERIFY(QDir().mkpath(file()));
        if (what == u"an older copy") QVERIFY(QFile::copy(copy, file()));
        if (what == u"another file") {
            QFile other(file());
            QVERIFY(other.open(QIODevice::WriteOnly));
            other.write("no database");
        }
        const auto noted = storage->journal().append({QStringLiteral("prod"), {}, QStringLiteral("restore-start"), {}});
        QCOMPARE_EQ(noted.has_value(), what == u"nothing");
        QCOMPARE_EQ(storage->proveRecorded().has_value(), what == u"nothing");
        storage->history().save(QStringLiteral("https://a:443"), {}, m_time.nowUtc());
        Awaited<SeenHistory> seen;
        Call call = storage->history().load(QStringLiteral("https://a:443"), this, seen.handler());
        EVENTUALLY(seen.isReady());
        QCOMPARE_EQ(seen.result().has_value(), what == u"nothing");
        if (what == u"removed") QVERIFY(!QFile::exists(file()));  // nothing makes it again
    }

    /// SQLite would mix the file with the log of the one that is still open.
    void aFileIsNotTakenForTheOneThatAnotherHasOpen_data() {
        QTest::addColumn<bool>("replaced");
        QTest::newRow("removed") << false;
        QTest::newRow("replaced") << true;
    }
    void aFileIsNotTakenForTheOneThatAnotherHasOpen() {
        QFETCH(bool, replaced);
        auto storage = open();
        QVERIFY(open());
        QVERIFY(QFile::copy(file(), m_folder->filePath(QStringLiteral("copy"))));
        QVERIFY(QFile::remove(file()));
        if (replaced) QVERIFY(QFile::rename(m_folder->filePath(QStringLiteral("copy")), file()));
        const auto refused = Storage::open(m_folder->path(), m_time);
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().kind, ErrorKind::Storage);
        QCOMPARE_EQ(QFile::exists(file()), replaced);
        storage.reset();
        QVERIFY(open());
    }

    void aLogWithoutItsFileIsSetAside() {
        { QVERIFY(open()); }
        QVERIFY(QFile::remove(file()));
        QFile log(file() + QStringLiteral("-wal"));
        QVERIFY(log.open(QIODevice::WriteOnly));
        log.write("what was recorded last");
        log.close();
        const auto storage = open();
        QVERIFY(storage && storage->foundLost());
        QVERIFY(QFile::exists(storage->foundLost()->setAside + QStringLiteral("-wal")));
    }

    /// Known outside of the file: a record that is older than what was recorded.
    void aRecordThatIsBehindIsTold_data() {
        QTest::addColumn<QString>("what");
        for (const char* what : {"the same", "removed", "an older copy", "removed with its profile"})
            QTest::newRow(what) << QString::fromLatin1(what);
    }
    void aRecordThatIsBehindIsTold() {
        QFETCH(QString, what);
        const QUrl target(QStringLiteral("https://p.example.com"));
        const QString copy = m_folder->filePath(QStringLiteral("copy"));
        const auto note = [](Storage& storage, const char* action) {
            QVERIFY(storage.journal().append({QStringLiteral("prod"), {}, QString::fromLatin1(action), {}}));
            QVERIFY(storage.proveRecorded());
        };
        {
            const auto storage = open();
            note(*storage, "backup-start");
            const auto raw = Connection::open(file());
            QVERIFY(raw->run(QStringLiteral("VACUUM INTO '%1'").arg(copy)));
            note(*storage, "restore-start");
        }
        if (what != u"the same") QVERIFY(QFile::remove(file()));
        if (what == u"an older copy") QVERIFY(QFile::rename(copy, file()));
        if (what == u"removed with its profile")
            QVERIFY(QDir(m_folder->filePath(QStringLiteral("owners"))).removeRecursively());
        const bool lost = what == u"removed" || what == u"an older copy";
        {
            const auto storage = open();
            QCOMPARE_EQ(storage->foundLost().has_value(), lost);
            QCOMPARE_EQ(storage->lostRecord(target).has_value(), lost);
            if (!lost) return;
            QCOMPARE_EQ(storage->lostRecord(target)->lastKnown, 2);
            QVERIFY(!storage->journal().verify()->isIntact());
        }
        const auto again = open();
        QVERIFY(!again->foundLost());  // told once
        QVERIFY(again->lostRecord(target));
        again->acceptLostRecord(target);
        QVERIFY(!again->lostRecord(target));
    }

    void aJournalThatWasCutOrWrittenAnewIsFound() {
        const auto storage = open();
        storage->journal().anchor().forget();
        const auto append = [&](const char* action) {
            QVERIFY(storage->journal().append({QStringLiteral("prod"), {}, QString::fromLatin1(action), {}}));
        };
        QCOMPARE_EQ(storage->journal().verify()->tail, JournalTail::Unknown);
        append("backup-start");
        append("backup-succeeded");
        QCOMPARE_EQ(storage->journal().verify()->tail, JournalTail::Holds);
        const auto raw = Connection::open(file());
        QVERIFY(raw->run(QStringLiteral("DROP TRIGGER journal_no_delete")));
        QVERIFY(raw->run(QStringLiteral("DELETE FROM journal WHERE seq = 2")));
        QCOMPARE_EQ(storage->journal().verify()->tail, JournalTail::Cut);
        QVERIFY(!storage->journal().verify()->isIntact());
        append("backup-failed");  // the chain goes on, but not as it was
        QVERIFY(!storage->journal().verify()->firstBroken);
        QCOMPARE_EQ(storage->journal().verify()->tail, JournalTail::Rewritten);
        QVERIFY(raw->run(QStringLiteral("DELETE FROM journal")));
        QCOMPARE_EQ(storage->journal().verify()->tail, JournalTail::Cut);
        storage->journal().anchor().forget();
        Operation o = operation("1", "https://a.example.com");
        QVERIFY(storage->operations().begin(
            o, QStringLiteral("me"),
            {{}, {}, QStringLiteral("backup-start"), {{QStringLiteral("operation"), QStringLiteral("1")}}}));
        QVERIFY(storage->journal().verify()->unaccounted.isEmpty());
        QVERIFY(raw->run(QStringLiteral("DELETE FROM journal")));
        QCOMPARE_EQ(storage->journal().verify()->unaccounted, QStringList{QStringLiteral("1")});
    }

    void aFileOfANewerConsoleIsLeftAlone() {
        open();
        {
            const auto raw = Connection::open(file());
            QVERIFY(raw->run(QStringLiteral("PRAGMA user_version = 999")));
        }
        const auto storage = Storage::open(m_folder->path(), m_time);
        QVERIFY(!storage);
        QCOMPARE_EQ(storage.error().kind, ErrorKind::Storage);
    }

    void aProfileIsItsOwnersAlone() {
        const QString profile = m_folder->filePath(QStringLiteral("made/here"));
        QVERIFY(Storage::open(profile, m_time));
        constexpr auto kOthers = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                                 QFile::WriteOther | QFile::ExeOther;
        for (const char* path : {"made/here", "made/here/owners", "made/here/prophecy.sqlite"})
            QCOMPARE_EQ(QFile::permissions(m_folder->filePath(QString::fromLatin1(path))) & kOthers,
                        QFile::Permissions());
    }

    void aProfileThatCannotBeMadeIsAnError() {
        QFile blocker(m_folder->filePath(QStringLiteral("file")));
        QVERIFY(blocker.open(QIODevice::WriteOnly));
        const auto storage = Storage::open(m_folder->filePath(QStringLiteral("file/profile")), m_time);
        QVERIFY(!storage);
        QCOMPARE_EQ(storage.error().kind, ErrorKind::Storage);
    }

    void historyIsKept() {
        const auto storage = open();
        const QString id = QStringLiteral("https://a:443");
        KnownBackup entry{{BackupTimestamp(QStringLiteral("2026-01-01t00-00-00")), QStringLiteral("Success"), {}, {}},
                          true,
                          -1,
                          m_time.nowUtc()};
        storage->history().save(id, {entry}, m_time.nowUtc());
        entry.listed = false;
        entry.tookMs = 5000;
        storage->history().save(id, {entry}, m_time.nowUtc());
        entry.tookMs = -1;  // a later list does not know it
        storage->history().save(id, {entry}, m_time.nowUtc());
        Awaited<SeenHistory> seen;
        Call call = storage->history().load(id, this, seen.handler());
        EVENTUALLY(seen.isReady());
        QCOMPARE_EQ(seen.result()->entries.size(), 1U);
        QCOMPARE_EQ(seen.result()->entries[0].tookMs, 5000);
        QVERIFY(!seen.result()->entries[0].listed);
        QCOMPARE_EQ(seen.result()->readAt, m_time.nowUtc());
    }

    void theRegistryChecksAndJournals() {
        const auto storage = open();
        MemorySecrets secrets;
        KeyRing keys(secrets);
        EnvironmentRegistry registry(*storage, keys);
        Environment e;
        e.name = QStringLiteral("acme-prod");
        e.root = QUrl(QStringLiteral("https://p.example.com"));
        e.role = Role::Primary;
        e.protection = Protection::Typed;
        const auto added = registry.add(e);
        QVERIFY(added);
        Environment twin = e;
        twin.name = QStringLiteral("ACME-pr0d");
        twin.root = QUrl(QStringLiteral("https://q.example.com"));
        QCOMPARE_EQ(registry.add(twin).error().kind, ErrorKind::Refused);
        twin.name = QStringLiteral("other");
        twin.root = e.root;
        QCOMPARE_EQ(registry.add(twin).error().kind, ErrorKind::Refused);

        Environment weaker = *added;
        weaker.protection = Protection::Confirm;
        QCOMPARE_EQ(registry.update(weaker, {}).error().kind, ErrorKind::Refused);
        Environment misled = *added;
        misled.pathOverrides.insert(QStringLiteral("list-backups"), QStringLiteral("/api/backup/delete"));
        QCOMPARE_EQ(registry.update(misled, {}).error().kind, ErrorKind::Refused);
        misled.pathOverrides = {{QStringLiteral("list"), QStringLiteral("/x")}};
        QCOMPARE_EQ(registry.update(misled, {}).error().kind, ErrorKind::Usage);
        QCOMPARE_EQ(registry.update(weaker, {true, {}, false}).error().kind, ErrorKind::Refused);
        QVERIFY(registry.update(weaker, {false, QStringLiteral("acme-prod"), false}));
        QCOMPARE_EQ(storage->journal().read(-1)->front().action, QStringLiteral("environment-change"));
    }

    void anotherOriginDropsKeyAndPins() {
        const auto storage = open();
        MemorySecrets secrets;
        KeyRing keys(secrets);
        EnvironmentRegistry registry(*storage, keys);
        Environment e;
        e.name = QStringLiteral("acme");
        e.root = QUrl(QStringLiteral("https://p.example.com"));
        e.pins = {{QStringLiteral("aa"), {QStringLiteral("18")}}};
        Environment stored = *registry.add(e);
        Awaited<KeyRing::Kept> kept;
        Call writing = keys.setKey(stored, Secret(QByteArray("key-key-key")), this, kept.handler());
        EVENTUALLY(kept.isReady());
        QCOMPARE_EQ(secrets.kept.size(), 1);
        stored.root = QUrl(QStringLiteral("https://evil.example.com"));
        const auto moved = registry.update(stored, {true, {}, false});
        QVERIFY(moved->pins.empty());
        QVERIFY(secrets.kept.isEmpty());
        Awaited<Secret> key;
        Call reading = keys.keyOf(*moved, this, key.handler());
        EVENTUALLY(key.isReady());
        QVERIFY(!key.result());
    }

    /// What changes a setting goes on beside a backup; nothing goes on beside a restore.
    void kindsExcludeEachOtherByTheirLanes() {
        static constexpr KindPolicy kSetting{
            .name = "setting",
            .lane = Lane::Config,
            .look = [](const Operation&) { return NextAction::ReadList; },
            .take = [](Operation o, const Observation&, const QDateTime&) { return Reduction{std::move(o)}; }};
        const std::array kinds{OperationKind::Backup, OperationKind::Restore, OperationKind(kSetting)};
        const auto storage = open();
        OperationStore& operations = storage->operations();
        operations.useKinds(kinds);
        const auto begin = [&](const char* id, OperationKind kind) {
            Operation o = operation(id, "https://p.example.com");
            o.kind = kind;
            const auto begun = operations.begin(o, QStringLiteral("me"), {o.environmentName, o.target, {}, {}});
            return begun ? QString() : kebabName(begun.error().kind);
        };
        const auto end = [&](const char* id) {
            Operation o = (*operations.find(OperationId(QString::fromLatin1(id))))->operation;
            o.state = OperationState::Succeeded;
            return operations.finish(o, {o.environmentName, o.target, {}, {}}).has_value();
        };
        const QString conflict = kebabName(ErrorKind::Conflict);
        QCOMPARE_EQ(begin("backup", OperationKind::Backup), QString());
        QCOMPARE_EQ(begin("setting", OperationKind(kSetting)), QString());
        QCOMPARE_EQ(begin("other-setting", OperationKind(kSetting)), conflict);
        QCOMPARE_EQ(begin("restore", OperationKind::Restore), conflict);
        QVERIFY(end("backup"));
        QCOMPARE_EQ(begin("restore", OperationKind::Restore), conflict);  // the setting is not written yet
        QVERIFY(end("setting"));
        QCOMPARE_EQ(begin("restore", OperationKind::Restore), QString());
        QCOMPARE_EQ(begin("setting-again", OperationKind(kSetting)), conflict);
    }

    /// A locked keychain asks for each write that it gets before it is unlocked.
    void theKeychainIsAskedForOneThingAfterTheOther() {
        struct Waiting final : SecretStore {
            Call read(const QString&, QObject* context, Handler<Secret> handler) override {
                return Promise<Secret>(context, std::move(handler)).call();
            }
            Call write(const QString& name, const Secret&, QObject* context, Handler<void> handler) override {
                asked << name;
                last.emplace(context, std::move(handler));
                return last->call();
            }
            Call remove(const QString&, QObject* context, Handler<void> handler) override {
                return Promise<void>(context, std::move(handler)).call();
            }
            QStringList asked;
            std::optional<Promise<void>> last;
        } store;
        KeyRing keys(store);
        Environment e;
        e.id = EnvironmentId(QStringLiteral("1"));
        e.root = QUrl(QStringLiteral("https://p.example.com"));
        Environment other = e;
        other.id = EnvironmentId(QStringLiteral("2"));
        Awaited<KeyRing::Kept> password, key, forgotten;
        const Call first = keys.setProxyPassword(e, Secret(QByteArray("word")), this, password.handler());
        const Call second = keys.setKey(e, Secret(QByteArray("key-key")), this, key.handler());
        const Call third = keys.setKey(other, Secret(QByteArray("key-key")), this, forgotten.handler());
        QCOMPARE_EQ(store.asked.size(), 1);
        keys.forget(other);
        store.last->settle({});
        EVENTUALLY(password.isReady());
        QCOMPARE_EQ(store.asked.size(), 2);
        store.last->settle(fail(ErrorKind::Keychain, QStringLiteral("no")));
        EVENTUALLY(key.isReady() && forgotten.isReady());
        QCOMPARE_EQ(store.asked.size(), 2);
        QCOMPARE_EQ(*password.result(), KeyRing::Kept::InKeychain);
        QCOMPARE_EQ(*key.result(), KeyRing::Kept::ForThisRun);
    }

    void withoutAKeychainAKeyLivesForThisRun() {
        MemorySecrets secrets;
        secrets.works = false;
        KeyRing keys(secrets);
        Environment e;
        e.id = EnvironmentId(QStringLiteral("1"));
        e.root = QUrl(QStringLiteral("https://p.example.com"));
        Awaited<KeyRing::Kept> kept;
        Call writing = keys.setKey(e, Secret(QByteArray("key-key-key")), this, kept.handler());
        EVENTUALLY(kept.isReady());
        QCOMPARE_EQ(*kept.result(), KeyRing::Kept::ForThisRun);
        Awaited<Secret> key;
        Call reading = keys.keyOf(e, this, key.handler());
        EVENTUALLY(key.isReady());
        QCOMPARE_EQ(key.result()->reveal(), QByteArray("key-key-key"));
    }
};

QTEST_GUILESS_MAIN(StorageTest)
#include "storage_test.moc"
