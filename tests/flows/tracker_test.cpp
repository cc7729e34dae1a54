#include <QJsonArray>
#include <QSignalSpy>
#include <QTest>

#include "api/client.h"
#include "services/environments/installation_marks.h"
#include "services/operations/batch_delete.h"
#include "services/own_backups.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "words/refusal.h"

using namespace prophecy;
using namespace prophecy::test;

class TrackerTest final : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_profile;
    MemorySecrets m_secrets;

    std::unique_ptr<AppContext> services() { return servicesOver(m_profile->path(), m_secrets); }
    static OperationState stateOfLast(AppContext& s) { return s.tracker().operations().back().state; }
    static size_t posts(LabFixture& lab) { return lab.requests("POST", QStringLiteral("/api/backup")).size(); }

    /// A second name of the lab, with a key, stored like the first but for what change does to it.
    std::optional<Environment> addAlias(AppContext& s, LabFixture& lab, Environment alias,
                                        const std::function<void(Environment&)>& change = {}) {
        alias.name = QStringLiteral("second");
        alias.root.setHost(QStringLiteral("localhost"));
        if (change) change(alias);
        const auto stored = s.registry().add(alias);
        if (!stored) return std::nullopt;
        s.keys.setKey(*stored, lab.key(), this, [](Result<KeyRing::Kept>) {}).release();
        return *stored;
    }

private Q_SLOTS:
    void init() {
        m_profile = std::make_unique<QTemporaryDir>();
        m_secrets.kept.clear();
    }

    void aBackupIsFollowedToItsEnd() {
        LabFixture lab({.speed = 200});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Awaited<Operation> begun;
        Call call = s->tracker().start(backupOrder(env, {}), this, begun.handler());
        EVENTUALLY(begun.isReady());
        QCOMPARE_EQ(begun.result()->state, OperationState::Running);
        QVERIFY(isWellFormed(begun.result()->timestamp));
        EVENTUALLY_EQ(stateOfLast(*s), OperationState::Succeeded);
        QCOMPARE_EQ(posts(lab), 1U);
        const auto journal = s->storage()->journal().read(-1);
        QCOMPARE_EQ(journal->at(0).action, QStringLiteral("backup-succeeded"));
        QCOMPARE_EQ(journal->at(1).action, QStringLiteral("backup-start"));
        QVERIFY(s->storage()->operations().unfinished()->empty());
    }

    void aFailedBackupKeepsTheWords() {
        LabFixture lab({.speed = 200});
        lab.fault("fail-backup=edweb");
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Call call = s->tracker().start(backupOrder(env, {}), this, [](Result<Operation>) {});
        EVENTUALLY(!s->tracker().operations().empty() && stateOfLast(*s) == OperationState::Failed);
        QVERIFY(s->tracker().operations().back().text.contains(QStringLiteral("edweb")));
    }

    void theRecordIsCommittedBeforeTheRequestLeaves() {
        LabFixture lab;
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto raw = Connection::open(m_profile->filePath(QStringLiteral("prophecy.sqlite")));
        QVERIFY(raw->run(QStringLiteral(
            "CREATE TRIGGER full BEFORE INSERT ON journal BEGIN SELECT RAISE(ABORT, 'disk full'); END")));
        Awaited<Operation> begun;
        Call call = s->tracker().start(backupOrder(env, {}), this, begun.handler());
        EVENTUALLY(begun.isReady());
        QCOMPARE_EQ(begun.result().error().kind, ErrorKind::Storage);
        QCOMPARE_EQ(posts(lab), 0U);
    }

    void aCutAnswerIsLookedUpAndNeverResent() {
        LabFixture lab({.seedBackups = 2, .speed = 100});
        lab.fault("drop-after-accept@/api/backup*1");
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        QSignalSpy changes(&s->tracker(), &OperationTracker::changed);
        Call call = s->tracker().start(backupOrder(env, {}), this, [](Result<Operation>) {});
        EVENTUALLY(!s->tracker().operations().empty() && stateOfLast(*s) == OperationState::Succeeded);
        const bool wasUnknown = std::any_of(changes.begin(), changes.end(), [](const QList<QVariant>& c) {
            return c.first().value<Operation>().state == OperationState::Unknown;
        });
        QVERIFY(wasUnknown);
        QCOMPARE_EQ(posts(lab), 1U);
    }

    void anErrorAfterTheFactIsLookedUpAndNeverResent_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("tls");
        for (const int status : {409, 499, 500, 507}) QTest::addRow("%d", status) << status << false;
        QTest::newRow("500, tls") << 500 << true;
    }
    void anErrorAfterTheFactIsLookedUpAndNeverResent() {
        QFETCH(int, status);
        QFETCH(bool, tls);
        LabFixture lab({.seedBackups = 2, .speed = 50}, tls);
        auto s = services();
        Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        if (tls) {
            env.caFile = QStringLiteral(TEST_CERTIFICATE);
            QVERIFY(s->registry().update(env, {}));
        }
        const BackupTimestamp doomed = lab->state().backups().front().timestamp;
        lab.fault(qPrintable(QStringLiteral("late-error=%1@/api/backup*1").arg(status)));
        lab.fault(qPrintable(QStringLiteral("late-error=%1@/api/backup/delete*1").arg(status)));
        Awaited<Operation> begun, deleted;
        Call call = s->tracker().start(backupOrder(env, {}), this, begun.handler());
        EVENTUALLY(begun.isReady());
        QVERIFY2(begun.result(), begun.result() ? "" : qPrintable(begun.result().error().message));
        QCOMPARE_EQ(begun.result()->state, OperationState::Unknown);
        EVENTUALLY_EQ(stateOfLast(*s), OperationState::Succeeded);
        Call second = s->tracker().start(deleteOrder(env, doomed, {true, env.name, true}), this, deleted.handler());
        EVENTUALLY(deleted.isReady());
        QVERIFY(deleted.result());
        EVENTUALLY_EQ(stateOfLast(*s), OperationState::Succeeded);
        QCOMPARE_EQ(posts(lab), 1U);
        QCOMPARE_EQ(lab.requests("GET", QStringLiteral("/api/backup/delete")).size(), 1U);
    }

    void aGatewayThatRefusesBodiesOfGetsHindersNothing_data() {
        QTest::addColumn<QByteArray>("fault");
        QTest::addColumn<bool>("tls");
        for (const char* fault : {"refuse-body=403", "refuse-body=502", "refuse-body=close"})
            QTest::newRow(fault) << QByteArray(fault) << false;
        QTest::newRow("close, tls") << QByteArray("refuse-body=close") << true;
    }
    void aGatewayThatRefusesBodiesOfGetsHindersNothing() {
        QFETCH(QByteArray, fault);
        QFETCH(bool, tls);
        LabFixture lab({.seedBackups = 2, .speed = 5}, tls);
        lab.fault(fault);
        auto s = services();
        Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        if (tls) {
            env.caFile = QStringLiteral(TEST_CERTIFICATE);
            QVERIFY(s->registry().update(env, {}));
        }
        const BackupTimestamp doomed = lab->state().backups().front().timestamp;
        Awaited<Operation> begun, deleted;
        Call call = s->tracker().start(backupOrder(env, {}), this, begun.handler());
        EVENTUALLY(begun.isReady());
        EVENTUALLY_EQ(stateOfLast(*s), OperationState::Succeeded);
        Call second = s->tracker().start(deleteOrder(env, doomed, {true, env.name, true}), this, deleted.handler());
        EVENTUALLY(deleted.isReady());
        QVERIFY2(deleted.result(), deleted.result() ? "" : qPrintable(deleted.result().error().message));
        EVENTUALLY_EQ(stateOfLast(*s), OperationState::Succeeded);
        const auto deletes = lab.requests("GET", QStringLiteral("/api/backup/delete"));
        QCOMPARE_EQ(deletes.size(), 1U);
        QCOMPARE_EQ(deletes[0].value(u"body").toString(), QString());
        QCOMPARE_EQ(lab->state().find(doomed), nullptr);
    }

    void aRequestThatNeverArrivedStaysUnknownAndBlocks() {
        LabFixture lab({.seedBackups = 2});
        lab.fault("drop-before-accept@/api/backup");
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Awaited<Operation> begun;
        Call call = s->tracker().start(backupOrder(env, {}), this, begun.handler());
        EVENTUALLY(begun.isReady());
        EVENTUALLY(s->tracker().operations().back().seenAt.isValid());
        QCOMPARE_EQ(stateOfLast(*s), OperationState::Unknown);
        Awaited<Operation> again;
        Call second = s->tracker().start(backupOrder(env, {}), this, again.handler());
        EVENTUALLY(again.isReady());
        QCOMPARE_EQ(again.result().error().kind, ErrorKind::Refused);
        Awaited<Operation> closed;
        Call third = s->tracker().closeUnknown(s->tracker().operations().back().id, false, QStringLiteral("too early"),
                                               this, closed.handler());
        EVENTUALLY(closed.isReady());
        QVERIFY(!closed.result());
        QCOMPARE_EQ(posts(lab), 1U);
    }

    void droppingTheHandleDoesNotStopTheOperation() {
        LabFixture lab({.speed = 200});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Call call = s->tracker().start(backupOrder(env, {}), this, [](Result<Operation>) { QFAIL("dropped"); });
        // It is under way now; before, a drop would have stopped it.
        connect(&s->tracker(), &OperationTracker::changed, this, [&call] { call.drop(); });
        EVENTUALLY(!s->tracker().operations().empty() && stateOfLast(*s) == OperationState::Succeeded);
    }

    void afterARestartItIsTakenUpAgain() {
        LabFixture lab({.speed = 5});
        OperationId id;
        {
            auto s = services();
            const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
            Awaited<Operation> begun;
            Call call = s->tracker().start(backupOrder(env, {}), this, begun.handler());
            EVENTUALLY(begun.isReady());
            id = begun.result()->id;
        }
        auto s = services();
        s->tracker().watchStore();
        QCOMPARE_EQ(s->tracker().operations().size(), 1U);
        QCOMPARE_EQ(s->tracker().operations().front().id, id);
        EVENTUALLY_EQ(stateOfLast(*s), OperationState::Succeeded);
        QCOMPARE_EQ(posts(lab), 1U);
    }

    void aSecondProcessOnlyWatches() {
        LabFixture lab({.speed = 3});
        auto s = services();
        auto other = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        QVERIFY(other->registry().load());
        Call call = s->tracker().start(backupOrder(env, {}), this, [](Result<Operation>) {});
        EVENTUALLY(!s->tracker().operations().empty());
        other->tracker().watchStore();
        QCOMPARE_EQ(other->tracker().operations().size(), 1U);
        Awaited<Operation> refused;
        Call second = other->tracker().start(backupOrder(env, {}), this, refused.handler());
        EVENTUALLY(refused.isReady());
        QCOMPARE_EQ(refused.result().error().kind, ErrorKind::Conflict);
        EVENTUALLY_EQ(stateOfLast(*other), OperationState::Succeeded);
        QCOMPARE_EQ(posts(lab), 1U);
    }

    void wordsThatNobodyKnowsGuard() {
        LabFixture lab({.seedBackups = 3, .speed = 100});
        lab.fault("words=Operation in progress: 3 of 9@/api/backup/status");
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Awaited<Operation> guarded, deleted, other, accepted;
        Call first = s->tracker().start(backupOrder(env, {}), this, guarded.handler());
        EVENTUALLY(guarded.isReady());
        const Error error = guarded.result().error();
        QCOMPARE_EQ(error.kind, ErrorKind::Refused);
        QVERIFY(error.message.contains(QStringLiteral("Operation in progress: 3 of 9")));
        Call second =
            s->tracker().start(deleteOrder(env, lab->state().backups().front().timestamp, {true, env.name, true}), this,
                               deleted.handler());
        EVENTUALLY(deleted.isReady());
        QCOMPARE_EQ(deleted.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(posts(lab), 0U);
        QCOMPARE_EQ(lab->state().backups().size(), 3U);
        // A reason counts for what it was given for.
        Consent consent;
        consent.accepted[CheckId::Idle] = {QStringLiteral("looked"), says("other-words")};
        Call third = s->tracker().start(backupOrder(env, consent), this, other.handler());
        EVENTUALLY(other.isReady());
        QCOMPARE_EQ(other.result().error().kind, ErrorKind::Refused);
        consent.accepted[CheckId::Idle].evidence = objectionIn(error)->evidence;
        Call fourth = s->tracker().start(backupOrder(env, consent), this, accepted.handler());
        EVENTUALLY(accepted.isReady());
        QVERIFY(accepted.result());
        QCOMPARE_EQ(posts(lab), 1U);
        const QJsonArray noted = s->storage()->journal().read(1)->front().detail.value(u"accepted").toArray();
        QCOMPARE_EQ(noted.first().toObject().value(u"reason").toString(), QStringLiteral("looked"));
    }

    void anUpgradeIsSomethingThatRuns() {
        LabFixture lab({.seedBackups = 3});
        lab->state().startUpgrade({QStringLiteral("3.5.2.0"), true}, lab::LabUpgrade::Fate::Hangs, {});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Awaited<Operation> backup, deleted;
        Call first = s->tracker().start(backupOrder(env, {}), this, backup.handler());
        Call second =
            s->tracker().start(deleteOrder(env, lab->state().backups().front().timestamp, {true, env.name, true}), this,
                               deleted.handler());
        Awaited<ConfigOutcome> written;
        const BackupConfig seen{lab->state().config()};
        const BackupConfig wanted = withChange(seen, {{}, 9, {}});
        Call third = s->configWriter().save(env, seen, wanted, {true, env.name, false, false}, this, written.handler());
        EVENTUALLY(backup.isReady() && deleted.isReady() && written.isReady());
        QCOMPARE_EQ(backup.result().error().kind, ErrorKind::Conflict);
        QCOMPARE_EQ(deleted.result().error().kind, ErrorKind::Conflict);
        QCOMPARE_EQ(written.result().error().kind, ErrorKind::Conflict);
        QCOMPARE_EQ(posts(lab), 0U);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).empty());
    }

    /// A lock that names another machine, or a process number that exists here, says nothing for ever.
    void aSilentOwnerIsTakenOver_data() {
        QTest::addColumn<QByteArray>("lock");
        QTest::newRow("another machine") << QByteArray("4242\nprophecyctl\nanother-host\n\n\n");
        QTest::newRow("a number that exists here")
            << QByteArray::number(QCoreApplication::applicationPid()) + "\n" +
                   QFileInfo(QCoreApplication::applicationFilePath()).fileName().toUtf8() + "\n" +
                   QSysInfo::machineHostName().toUtf8() + "\n\n\n";
    }
    void aSilentOwnerIsTakenOver() {
        QFETCH(QByteArray, lock);
        LabFixture lab({.seedBackups = 1, .speed = 100});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Operation left;
        left.id = OperationId(QStringLiteral("left"));
        left.environmentName = QStringLiteral("prod");
        left.target = env.root;
        left.state = OperationState::Unknown;
        left.startedAt = QDateTime::currentDateTimeUtc().addSecs(-3600);
        QVERIFY(s->storage()->operations().begin(left, QStringLiteral("foreign"), {}));
        QFile file(m_profile->filePath(QStringLiteral("owners/foreign.lock")));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.write(lock);
        file.flush();
        s->tracker().watchStore();
        Awaited<Operation> watched, refused, closed;
        Call first = s->tracker().closeUnknown(left.id, false, QStringLiteral("gone"), this, watched.handler());
        Call second = s->tracker().start(backupOrder(env, {}), this, refused.handler());
        EVENTUALLY(watched.isReady() && refused.isReady());
        QCOMPARE_EQ(watched.result().error().kind, ErrorKind::Refused);
        QVERIFY2(refused.result().error().message.contains(QStringLiteral("(process ")),
                 qPrintable(refused.result().error().message));
        file.setFileTime(QDateTime::currentDateTime().addSecs(-200), QFileDevice::FileModificationTime);
        QVERIFY(s->storage()->isAlive(QStringLiteral("foreign")));  // seen a moment ago: a clock that jumped
        auto later = services();
        later->tracker().watchStore();
        EVENTUALLY(!later->tracker().operations().empty() && later->tracker().operations().back().seenAt.isValid());
        Call third = later->tracker().closeUnknown(left.id, false, QStringLiteral("gone"), this, closed.handler());
        EVENTUALLY(closed.isReady());
        QVERIFY2(closed.result(), closed.result() ? "" : qPrintable(closed.result().error().message));
        const auto rows = *s->storage()->journal().read(-1);
        const auto taken = std::find_if(rows.begin(), rows.end(),
                                        [](const JournalRow& row) { return row.action == u"backup-taken-over"; });
        QVERIFY(taken != rows.end());
        QVERIFY(taken->detail.value(u"from").toString().contains(QStringLiteral("(process ")));
    }

    /// What another console did since this one read its environments counts in the moment of the record.
    void whatAnotherConsoleChangedHolds_data() {
        QTest::addColumn<QString>("change");
        for (const char* change :
             {"read-only", "removed", "moved", "renamed", "another role", "another path", "another namespace"})
            QTest::newRow(change) << QString::fromLatin1(change);
    }
    void whatAnotherConsoleChangedHolds() {
        QFETCH(QString, change);
        LabFixture lab({.seedBackups = 2});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        auto other = services();
        Environment changed = *other->registry().find(env.id);
        if (change == u"read-only") changed.protection = Protection::ReadOnly;
        if (change == u"moved") changed.root = QUrl(QStringLiteral("http://127.0.0.1:9"));
        if (change == u"renamed") changed.name = QStringLiteral("else");
        if (change == u"another role") changed.role = Role::Test;
        if (change == u"another path")
            changed.pathOverrides.insert(QStringLiteral("start-backup"), QStringLiteral("/other/backup"));
        if (change == u"another namespace") changed.nameSpace = QStringLiteral("else");
        if (change == u"removed")
            QVERIFY(other->registry().remove(env.id));
        else
            QVERIFY(other->registry().update(changed, {true, env.name, false, false}));
        Awaited<Operation> backup, deleted;
        Awaited<ConfigOutcome> written;
        Call first = s->tracker().start(backupOrder(env, {}), this, backup.handler());
        Call second =
            s->tracker().start(deleteOrder(env, lab->state().backups().front().timestamp, {true, env.name, true}), this,
                               deleted.handler());
        const BackupConfig seen{lab->state().config()};
        Call third = s->configWriter().save(env, seen, withChange(seen, {{}, 9, {}}), {true, env.name, false, false},
                                            this, written.handler());
        EVENTUALLY(backup.isReady() && deleted.isReady() && written.isReady());
        QCOMPARE_EQ(backup.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(deleted.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(written.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(posts(lab), 0U);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/feature/setConfig")).empty());
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
        // And an edit that is based on the old record does not write the old protection back.
        Environment edited = env;
        edited.nameSpace = QStringLiteral("new");
        QVERIFY(!s->registry().update(edited, {true, env.name, false, false}));
        s->registry().refresh();
        const Environment* now = s->registry().find(env.id);
        QCOMPARE_EQ(now == nullptr, change == u"removed");
        if (now) QCOMPARE_EQ(now->protection, changed.protection);
    }

    void addingItAgainWithLessProtectionIsLowering() {
        LabFixture lab;
        auto s = services();
        Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::ReadOnly);
        QVERIFY(s->registry().remove(env.id));
        env.protection = Protection::Confirm;
        env.name = QStringLiteral("again");
        QCOMPARE_EQ(s->registry().add(env).error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(s->registry().add(env, {true, QStringLiteral("prod"), false, false}).error().kind,
                    ErrorKind::Refused);
        QVERIFY(s->registry().add(env, {true, QStringLiteral("again"), false, false}));
    }

    /// Nobody looks for a thief who is this console under another name.
    void whatWasDeletedUnderAnotherNameIsKnown() {
        LabFixture lab({.seedBackups = 3});
        auto s = services();
        const Environment prod = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto second = addAlias(*s, lab, prod);
        QVERIFY(second);
        const BackupTimestamp oldest = lab->state().backups().front().timestamp;
        Awaited<Operation> deleted;
        Call call =
            s->tracker().start(deleteOrder(*second, oldest, {true, second->name, true}), this, deleted.handler());
        EVENTUALLY(deleted.isReady());
        QVERIFY(deleted.result());
        QVERIFY(deletedFrom(*s->storage(), prod, s->clock.nowUtc()).contains(oldest));
        QVERIFY(deletedFrom(*s->storage(), prod, s->clock.nowUtc().addDays(8)).isEmpty());
        EVENTUALLY(deletionOf(*s->storage(), prod, oldest) == OperationState::Succeeded);
        QVERIFY(!*deletionOf(*s->storage(), prod, BackupTimestamp(QStringLiteral("2001-01-01t00-00-00"))));
        Environment other;
        other.root = QUrl(QStringLiteral("http://127.0.0.1:9"));
        QVERIFY(deletedFrom(*s->storage(), other, s->clock.nowUtc()).isEmpty());
        QVERIFY(!*deletionOf(*s->storage(), other, oldest));
    }

    void aNamespaceThatAnotherNameWasStoredWithHolds() {
        LabFixture lab({.seedBackups = 1});
        auto s = services();
        Environment prod = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        prod.nameSpace = QStringLiteral("app");
        QVERIFY(s->registry().update(prod, {true, prod.name, false, false}));
        Environment bare;
        bare.root = lab->url();
        bare.root.setHost(QStringLiteral("localhost"));
        QCOMPARE_EQ(ownershipOf(*s->storage(), bare).nameSpace, QStringLiteral("app"));
        bare.root.setHost(QStringLiteral("10.1.2.3"));
        QCOMPARE_EQ(ownershipOf(*s->storage(), bare).nameSpace, QString());
    }

    /// Protection and the rule of one operation hold for the installation, not for one of its names.
    void anAliasPassesNeitherProtectionNorTheRuleOfOne() {
        LabFixture lab({.seedBackups = 2});
        auto s = services();
        const Environment prod = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto second = addAlias(*s, lab, prod, [](Environment& e) { e.protection = Protection::ReadOnly; });
        QVERIFY(second);
        Awaited<Operation> refused;
        Call first = s->tracker().start(backupOrder(prod, {}), this, refused.handler());
        EVENTUALLY(refused.isReady());
        QCOMPARE_EQ(refused.result().error().kind, ErrorKind::Refused);
        QVERIFY2(refused.result().error().message.contains(QStringLiteral("second")),
                 qPrintable(refused.result().error().message));
        Environment open = *second;
        open.protection = Protection::Typed;
        QVERIFY(s->registry().update(open, {true, QStringLiteral("second"), false, false}));
        Operation left;
        left.id = OperationId(QStringLiteral("left"));
        left.target = s->registry().find(second->id)->root;
        left.state = OperationState::Unknown;
        left.startedAt = QDateTime::currentDateTimeUtc();
        QVERIFY(s->storage()->operations().begin(left, QStringLiteral("dead"), {}));
        Awaited<Operation> blocked;
        Call other = s->tracker().start(backupOrder(prod, {}), this, blocked.handler());
        EVENTUALLY(blocked.isReady());
        QCOMPARE_EQ(blocked.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(posts(lab), 0U);
    }

    void aPrimaryIsNamedWhoeverIsAskedForIt() {
        LabFixture lab({.seedBackups = 3});
        auto s = services();
        const Environment prod = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto second = addAlias(*s, lab, prod, [](Environment& e) { e.role = Role::Test; });
        QVERIFY(second);
        const BackupTimestamp oldest = lab->state().backups().front().timestamp;
        Consent consent{true, second->name, true, false};
        Awaited<Operation> refused, deleted;
        Call first = s->tracker().start(deleteOrder(*second, oldest, consent), this, refused.handler());
        EVENTUALLY(refused.isReady());
        QVERIFY(!refused.result());
        const QJsonObject objection = refused.result().error().detail;
        QCOMPARE_EQ(objection.value(u"check").toString(), QStringLiteral("direction"));
        QVERIFY(objection.value(u"evidence").toString().contains(QStringLiteral("primary prod")));
        QVERIFY(lab.requests("GET", QStringLiteral("/api/backup/delete")).empty());
        consent.accepted[CheckId::Direction] = {QStringLiteral("I know"),
                                                objectionIn(refused.result().error())->evidence};
        Call again = s->tracker().start(deleteOrder(*second, oldest, consent), this, deleted.handler());
        EVENTUALLY(deleted.isReady());
        QVERIFY(deleted.result());
    }

    /// Another port of the same installation shares no door; the list alone cannot tell it from a copy.
    void whatListsTheSameBehindAnotherDoorNeedsAReason() {
        LabFixture lab({.seedBackups = 2});
        auto s = services();
        const Environment prod = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Awaited<BackupList> seen;
        Client(s->transport, s->scheduler, lab.endpoint()).listBackups(this, seen.handler()).release();
        EVENTUALLY(seen.isReady());
        Environment other = prod;
        other.name = QStringLiteral("second");
        other.root = QUrl(QStringLiteral("https://10.1.2.3"));
        other.protection = Protection::ReadOnly;
        const auto second = s->registry().add(other);
        QVERIFY(second);
        keepMarks(*s->storage(), *second, marksOf({QStringLiteral("10.1.2.3:443")}, seen.result().value()));
        Awaited<Operation> refused;
        Call first = s->tracker().start(backupOrder(prod, {}), this, refused.handler());
        EVENTUALLY(refused.isReady());
        QVERIFY(!refused.result());
        const QJsonObject objection = refused.result().error().detail;
        QCOMPARE_EQ(objection.value(u"check").toString(), QStringLiteral("same-installation"));
        QVERIFY(objection.value(u"evidence").toString().contains(QStringLiteral("second is read-only")));
        QCOMPARE_EQ(posts(lab), 0U);
        Consent agreed;
        agreed.accepted[CheckId::SameInstallation] = {QStringLiteral("restored yesterday"),
                                                      objectionIn(refused.result().error())->evidence};
        Awaited<Operation> begun;
        Call again = s->tracker().start(backupOrder(prod, agreed), this, begun.handler());
        EVENTUALLY(begun.isReady());
        QVERIFY(begun.result());
        QCOMPARE_EQ(posts(lab), 1U);
    }

    void aRecordThatIsGoneSendsNothing() {
        LabFixture lab({.seedBackups = 2});
        auto s = services();
        const Environment prod = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        for (const char* tail : {"", "-wal", "-shm"})
            QFile::remove(m_profile->filePath(QStringLiteral("prophecy.sqlite")) + QLatin1String(tail));
        Awaited<Operation> refused;
        Call call = s->tracker().start(backupOrder(prod, {}), this, refused.handler());
        EVENTUALLY(refused.isReady());
        QCOMPARE_EQ(refused.result().error().kind, ErrorKind::Storage);
        QCOMPARE_EQ(posts(lab), 0U);
    }

    void anOwnerGivesSignsOfLife() {
        LabFixture lab({.speed = 1});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        Call call = s->tracker().start(backupOrder(env, {}), this, [](Result<Operation>) {});
        EVENTUALLY(!s->tracker().operations().empty());
        const QString token = *s->storage()->ownerToken();
        const QString path = m_profile->filePath(QStringLiteral("owners/%1.alive").arg(token));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.setFileTime(QDateTime::currentDateTime().addSecs(-1000), QFileDevice::FileModificationTime);
        s->storage()->giveSignOfLife();
        QVERIFY(std::abs(QFileInfo(path).lastModified().secsTo(QDateTime::currentDateTime())) < 60);
    }

    /// What one more backup pushes out is acknowledged as it stands at that moment.
    void aBackupThatRemovesOthersIsAcknowledged() {
        LabFixture lab({.seedBackups = 6, .speed = 200});
        QJsonObject config = lab->state().config();
        config.insert(QStringLiteral("enableRegularBackups"), true);
        config.insert(QStringLiteral("backupRetentionCount"), 3);
        lab->state().setConfig(config);
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto start = [&](const AcceptedReasons& accepted) {
            Consent consent;
            consent.accepted = accepted;
            Awaited<Operation> begun;
            Call call = s->tracker().start(backupOrder(env, consent), this, begun.handler());
            if (!QTest::qWaitFor([&] { return begun.isReady(); }, 60'000))
                return Result<Operation>(fail(ErrorKind::TimedOut, {}));
            return begun.result();
        };
        for (const char* odd : {"lots", "-1", ""}) {
            config.insert(QStringLiteral("backupRetentionCount"), QString::fromLatin1(odd));
            lab->state().setConfig(config);
            QVERIFY2(!start({}), odd);
        }
        config.insert(QStringLiteral("backupRetentionCount"), 3);
        config.insert(QStringLiteral("enableRegularBackups"), QStringLiteral("true"));
        lab->state().setConfig(config);
        const auto refused = start({});
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().detail.value(u"check").toString(), QStringLiteral("retention"));
        const QString evidence = refused.error().detail.value(u"evidence").toString();
        QVERIFY2(evidence.contains(QStringLiteral("4 ")), qPrintable(evidence));
        const QString oldestThen = lab->state().backups().at(lab->state().backups().size() - 2).timestamp.text();
        QVERIFY2(evidence.contains(oldestThen.left(10)), qPrintable(evidence));
        QVERIFY(!start({{CheckId::Retention, {QStringLiteral("known"), says("something-else")}}}));
        QCOMPARE_EQ(posts(lab), 0U);
        QVERIFY(start({{CheckId::Retention, {QStringLiteral("known"), objectionIn(refused.error())->evidence}}}));
        QCOMPARE_EQ(posts(lab), 1U);
    }

    /// After a restore into it, what was made before is no way back, and what is of another namespace never is.
    void onlyItsOwnBackupIsAWayBack() {
        LabFixture lab({.seedBackups = 2});
        auto s = services();
        Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto upgrade = [&](const QString& nameSpace) {
            env.nameSpace = nameSpace;
            Order order{.id = newOperationId(), .kind = OperationKind::Upgrade, .environment = env};
            order.consent = {true, env.name, false, false};
            order.wayBack = lab->state().backups().back().timestamp;
            order.what = UpgradeOrder{{QStringLiteral("9.9.9.9")}, {}};
            Awaited<Operation> begun;
            Call call = s->tracker().start(order, this, begun.handler());
            if (!QTest::qWaitFor([&] { return begun.isReady(); }, 60'000)) return QStringLiteral("no answer");
            return begun.result() ? QString() : begun.result().error().message;
        };
        QVERIFY2(upgrade(QStringLiteral("another")).contains(QStringLiteral("not one of")),
                 qPrintable(upgrade(QStringLiteral("another"))));
        Operation restore;
        restore.id = OperationId(QStringLiteral("restore"));
        restore.kind = OperationKind::Restore;
        restore.target = env.root;
        restore.startedAt = QDateTime::currentDateTimeUtc();
        QVERIFY(s->storage()->operations().begin(restore, QStringLiteral("me"), {}));
        restore.state = OperationState::Failed;  // refused: it changed nothing
        QVERIFY(s->storage()->operations().finish(restore, {}));
        QVERIFY(!ownershipOf(*s->storage(), env).since.isValid());
        restore.id = OperationId(QStringLiteral("again"));
        restore.state = OperationState::Submitting;
        QVERIFY(s->storage()->operations().begin(restore, QStringLiteral("me"), {}));
        restore.state = OperationState::Succeeded;
        QVERIFY(s->storage()->operations().finish(restore, {}));
        Environment alias = env;
        alias.id = EnvironmentId(QStringLiteral("alias"));
        alias.root.setHost(QStringLiteral("localhost"));
        for (const Environment& name : {env, alias}) QVERIFY(ownershipOf(*s->storage(), name).since.isValid());
        QVERIFY(upgrade({}).contains(QStringLiteral("not one of")));
    }

    void aReadOnlyEnvironmentIsNotTouched() {
        LabFixture lab({.seedBackups = 2});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::ReadOnly);
        Awaited<Operation> backup, removal;
        Call first = s->tracker().start(backupOrder(env, {true, env.name, true}), this, backup.handler());
        Call second =
            s->tracker().start(deleteOrder(env, lab->state().backups().front().timestamp, {true, env.name, true}), this,
                               removal.handler());
        EVENTUALLY(backup.isReady() && removal.isReady());
        QCOMPARE_EQ(backup.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(removal.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(posts(lab), 0U);
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
    }

    void oddTimestampsAreNotDeleted() {
        LabFixture lab;
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Test, Protection::Confirm);
        Awaited<Operation> removal;
        Call call = s->tracker().start(deleteOrder(env, BackupTimestamp(QStringLiteral("../../etc")), {true, {}, true}),
                                       this, removal.handler());
        EVENTUALLY(removal.isReady());
        QCOMPARE_EQ(removal.result().error().kind, ErrorKind::Refused);
        QVERIFY(lab.requests("GET", QStringLiteral("/api/backup/delete")).empty());
    }

    void severalDeletesGiveOneResultEach() {
        LabFixture lab({.seedBackups = 4});
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto& all = lab->state().backups();
        const BackupTimestamp missing(QStringLiteral("2001-01-01t00-00-00"));
        BatchDelete batch(s->tracker(), env, {all[0].timestamp, missing, all[1].timestamp}, {true, env.name, false});
        QSignalSpy items(&batch, &BatchDelete::itemFinished);
        QSignalSpy done(&batch, &BatchDelete::finished);
        batch.start();
        EVENTUALLY_EQ(done.size(), 1);
        QCOMPARE_EQ(items.size(), 3);
        const auto outcome = [&](int i) { return items[i][1].value<Result<Operation>>(); };
        QVERIFY(outcome(0));
        QCOMPARE_EQ(outcome(1).error().kind, ErrorKind::NotFound);
        QVERIFY(outcome(2));
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
    }

    void anUnknownDeleteStopsTheRest() {
        LabFixture lab({.seedBackups = 4});
        lab.fault("drop-before-accept@/api/backup/delete*1");
        auto s = services();
        const Environment env = addLab(*s, lab, "prod", Role::Primary, Protection::Typed);
        const auto& all = lab->state().backups();
        BatchDelete batch(s->tracker(), env, {all[0].timestamp, all[1].timestamp}, {true, env.name, false});
        QSignalSpy items(&batch, &BatchDelete::itemFinished);
        batch.start();
        EVENTUALLY_EQ(items.size(), 2);
        QCOMPARE_EQ(items[1][1].value<Result<Operation>>().error().kind, ErrorKind::Canceled);
        QCOMPARE_EQ(lab.requests("GET", QStringLiteral("/api/backup/delete")).size(), 1U);
        QCOMPARE_EQ(lab->state().backups().size(), 4U);
    }
};

QTEST_GUILESS_MAIN(TrackerTest)
#include "tracker_test.moc"
