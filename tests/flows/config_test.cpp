#include <QJsonDocument>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QTest>

#include "services/config_writer.h"
#include "storage/records.h"
#include "tests/support/eventually.h"
#include "tests/support/scripted_world.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace std::chrono_literals;

namespace {

const char* const kConfig =
    "{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":\"30\",\"enableRegularBackups\":false,"
    "\"other\":{\"a\":[1]}}";

BackupConfig parsed(const QByteArray& json) {
    return {QJsonDocument::fromJson(json).object(), numbersSurvive(json)};
}

}  // namespace

/// A change of backupConfig: read again, recorded, sent once, read back.
class ConfigTest final : public QObject {
    Q_OBJECT
    std::unique_ptr<QTemporaryDir> m_profile;
    QByteArray m_onServer;
    const char* m_list = nullptr;
    std::function<Result<HttpAnswer>(const HttpRequest&)> m_onWrite;

    std::unique_ptr<ScriptedWorld> world() {
        auto w = std::make_unique<ScriptedWorld>(m_profile->path());
        w->transport.answer = [this](const HttpRequest& r) -> Result<HttpAnswer> {
            if (r.method == "POST") return m_onWrite(r);
            if (r.url.path().endsWith(u"/list")) return json(m_list);
            return json(("{\"data\":{\"backupConfig\":" + m_onServer + "}}").constData());
        };
        return w;
    }
    Result<HttpAnswer> takeOver(const HttpRequest& r) {
        const QJsonObject body = QJsonDocument::fromJson(r.body).object();
        m_onServer = QJsonDocument(body.value(u"backupConfig").toObject()).toJson(QJsonDocument::Compact);
        return json("{\"success\":true}");
    }
    static Consent typed(const Environment& e) { return {true, e.name, false, false}; }
    static QStringList actions(const ScriptedWorld& w) {
        QStringList names;
        const auto rows = *w.storage->journal().read(10);
        for (const JournalRow& row : rows)
            if (row.action.startsWith(u"config-")) names.prepend(row.action);
        return names;
    }
    Result<ConfigOutcome> save(ScriptedWorld& w, const BackupConfig& seen, const ConfigChange& change) {
        const Environment e = w.registry.all().empty() ? w.add() : w.registry.all().front();
        ConfigWriter writer(*w.storage, w.connector, w.tracker, w.time);
        Awaited<ConfigOutcome> outcome;
        Call call = writer.save(e, seen, withChange(seen, change), typed(e), this, outcome.handler());
        for (int i = 0; i < 60 && !outcome.isReady(); ++i) w.pass(1s);
        if (!outcome.isReady()) return fail(ErrorKind::Canceled, QStringLiteral("the test waited in vain"));
        return outcome.result();
    }

private Q_SLOTS:
    void init() {
        m_profile = std::make_unique<QTemporaryDir>();
        m_onServer = kConfig;
        m_list = "{\"data\":{\"backup-list\":[]}}";
        m_onWrite = [this](const HttpRequest& r) { return takeOver(r); };
    }

    void aChangeIsSentOnceRecordedAndReadBack() {
        auto w = world();
        const auto outcome = save(*w, parsed(kConfig), {QStringLiteral("0 0 2 * * *"), 12, true});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE_EQ(outcome->kind, ConfigOutcome::Kind::Saved);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
        QCOMPARE_EQ(parsed(m_onServer).frequency(), QStringLiteral("0 0 2 * * *"));
        QVERIFY(parsed(m_onServer).raw.value(u"backupRetentionCount").isString());
        QVERIFY(parsed(m_onServer).raw.value(u"other") == parsed(kConfig).raw.value(u"other"));
        QCOMPARE_EQ(actions(*w), (QStringList{QStringLiteral("config-write"), QStringLiteral("config-saved")}));
        const auto rows = *w->storage->journal().read(1);
        QCOMPARE_EQ(rows.front().detail.value(u"before").toObject(), parsed(kConfig).raw);
        QVERIFY(rows.front().detail.value(u"text").toString().contains(QStringLiteral("\"30\" → \"12\"")));
        const auto known = *w->storage->environments().capabilities(w->registry.all().front().id);
        QCOMPARE_EQ(known.value(Capability::BackupConfigWrite).offer, Offer::Offered);
    }

    void whatSavingRemovesIsAcknowledged() {
        m_list =
            "{\"data\":{\"backup-list\":[{\"timestamp\":\"2026-11-20t06-00-00\",\"status\":\"Success\"},"
            "{\"timestamp\":\"2026-11-21t06-00-00\",\"status\":\"Success\"},"
            "{\"timestamp\":\"2026-11-22t06-00-00\",\"status\":\"Success\"}]}}";
        auto w = world();
        const auto refused = save(*w, parsed(kConfig), {{}, 2, true});
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().detail.value(u"check").toString(), QStringLiteral("retention"));
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 0);
        QVERIFY(save(*w, parsed(kConfig), {{}, 4, true}));
        m_list = "{}";
        QVERIFY(!save(*w, parsed(m_onServer), {{}, 3, {}}));
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
    }

    void aRefusedChangeLeavesTheUndoOfTheOneBefore() {
        auto w = world();
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::Saved);
        m_onWrite = [](const HttpRequest&) { return json("{\"message\":\"no\"}", 403); };
        QVERIFY(!save(*w, parsed(m_onServer), {{}, 99, {}}));
        ConfigWriter writer(*w->storage, w->connector, w->tracker, w->time);
        QCOMPARE_EQ(writer.undoOf(w->registry.all().front().root, parsed(m_onServer))->retention, 30);
        m_onServer.replace("\"12\"", "\"7\"");  // somebody else, later
        QVERIFY(!writer.undoOf(w->registry.all().front().root, parsed(m_onServer)));
    }

    void whatIsKnownNotToBeOfferedIsNotTriedAgain() {
        auto w = world();
        m_onWrite = [](const HttpRequest&) { return html(200); };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::NotOffered);
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::NotOffered);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
    }

    void aKeyThatTheServerAddsIsItsOwn() {
        auto w = world();
        m_onWrite = [this](const HttpRequest& r) {
            auto answer = takeOver(r);
            m_onServer.chop(1);
            m_onServer += ",\"updatedAt\":\"now\"}";
            return answer;
        };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::Saved);
    }

    void secretsAreNeitherShownNorLostInTheEditor() {
        const QJsonObject original = parsed("{\"a\":1,\"secretKey\":\"s3cr3t\",\"in\":{\"token\":\"t\",\"b\":2}}").raw;
        QJsonObject edited = maskSecrets(original).toObject();
        QVERIFY(!QJsonDocument(edited).toJson().contains("s3cr3t"));
        QVERIFY(withSecretsOf(edited, original) == original);
        edited.insert(QStringLiteral("a"), 5);
        edited.insert(QStringLiteral("in"),
                      QJsonObject{{QStringLiteral("token"), QStringLiteral("********")}, {QStringLiteral("b"), 3}});
        const QJsonObject put = withSecretsOf(edited, original);
        QCOMPARE_EQ(put.value(u"a").toInt(), 5);
        QCOMPARE_EQ(put.value(u"secretKey").toString(), QStringLiteral("s3cr3t"));
        QCOMPARE_EQ(put.value(u"in").toObject().value(u"token").toString(), QStringLiteral("t"));
        QCOMPARE_EQ(put.value(u"in").toObject().value(u"b").toInt(), 3);
    }

    void nothingToDoSendsNothing() {
        auto w = world();
        QCOMPARE_EQ(save(*w, parsed(kConfig), {})->kind, ConfigOutcome::Kind::NothingToDo);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 0);
    }

    void whatSomebodyChangedMeanwhileIsNotOverwritten() {
        auto w = world();
        const BackupConfig seen = parsed(kConfig);
        m_onServer.replace("\"30\"", "\"7\"");
        const auto outcome = save(*w, seen, {{}, {}, true});
        QCOMPARE_EQ(outcome->kind, ConfigOutcome::Kind::Changed);
        QCOMPARE_EQ(outcome->onServer.retentionCount(), 7);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 0);
        QVERIFY(actions(*w).isEmpty());
    }

    void noSuchCallIsFoundOutByReadingBack_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("page");
        QTest::newRow("web app") << 200 << true;
        QTest::newRow("not found") << 404 << false;
        QTest::newRow("no such method") << 405 << false;
        QTest::newRow("not implemented") << 501 << false;
    }
    void noSuchCallIsFoundOutByReadingBack() {
        QFETCH(int, status);
        QFETCH(bool, page);
        auto w = world();
        m_onWrite = [&](const HttpRequest&) { return page ? html(status) : json("{\"message\":\"no\"}", status); };
        const auto outcome = save(*w, parsed(kConfig), {{}, {}, true});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE_EQ(outcome->kind, ConfigOutcome::Kind::NotOffered);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
        const auto known = *w->storage->environments().capabilities(w->registry.all().front().id);
        QCOMPARE_EQ(known.value(Capability::BackupConfigWrite).offer, Offer::NotOffered);
    }

    /// A firewall that refuses, or a gateway in trouble, says nothing of what is offered.
    void aPageThatRefusesIsNoMissingCall_data() {
        QTest::addColumn<int>("status");
        for (const int status : {400, 401, 403, 406, 409, 451, 500, 502, 503}) QTest::addRow("%d", status) << status;
    }
    void aPageThatRefusesIsNoMissingCall() {
        QFETCH(int, status);
        auto w = world();
        m_onWrite = [&](const HttpRequest&) { return html(status); };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, {}, true})->kind, ConfigOutcome::Kind::Unknown);
        const auto known = *w->storage->environments().capabilities(w->registry.all().front().id);
        QCOMPARE_EQ(known.value(Capability::BackupConfigWrite).offer, Offer::Untried);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
    }

    void aYesThatDoesNotStickIsSaid() {
        auto w = world();
        m_onWrite = [](const HttpRequest&) { return json("{\"success\":true}"); };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, {}, true})->kind, ConfigOutcome::Kind::DidNotStick);
    }

    void aCutAnswerIsLookedUpNotResent() {
        auto w = world();
        m_onWrite = [this](const HttpRequest& r) -> Result<HttpAnswer> {
            (void)takeOver(r);
            return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
        };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, {}, true})->kind, ConfigOutcome::Kind::Saved);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
        m_onWrite = [](const HttpRequest&) -> Result<HttpAnswer> {
            return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
        };
        QCOMPARE_EQ(save(*w, parsed(m_onServer), {{}, 5, {}})->kind, ConfigOutcome::Kind::Unknown);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 2);
        QCOMPARE_EQ(actions(*w).last(), QStringLiteral("config-unknown"));
    }

    /// A server behind a balancer shows the old one for a moment.
    void aYesThatIsSlowToShowIsSaved() {
        auto w = world();
        int oldReads = 0;
        m_onWrite = [&](const HttpRequest& r) {
            oldReads = 1;
            return takeOver(r);
        };
        const auto truth = w->transport.answer;
        w->transport.answer = [&, truth](const HttpRequest& r) -> Result<HttpAnswer> {
            const bool config = r.method != "POST" && r.url.path().endsWith(u"Config");
            if (config && oldReads-- > 0)
                return json((QByteArray("{\"data\":{\"backupConfig\":") + kConfig + "}}").constData());
            return truth(r);
        };
        const auto outcome = save(*w, parsed(kConfig), {{}, 12, {}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().message));
        QCOMPARE_EQ(outcome->kind, ConfigOutcome::Kind::Saved);
        QVERIFY(oldReads <= 0);
    }

    void anUnknownOneIsFoundWhenItArrives() {
        auto w = world();
        QByteArray late;
        m_onWrite = [&](const HttpRequest& r) -> Result<HttpAnswer> {
            const QByteArray now = m_onServer;
            (void)takeOver(r);
            late = std::exchange(m_onServer, now);
            return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
        };
        ConfigWriter listener(*w->storage, w->connector, w->tracker, w->time);
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::Unknown);
        const Environment e = w->registry.all().front();
        QVERIFY(w->tracker.unfinishedOn(e.root, Lane::Config));
        // Nothing else may be written over it as long as it may arrive.
        const auto second = save(*w, parsed(kConfig), {{}, 9, {}});
        QVERIFY(!second);
        QCOMPARE_EQ(second.error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
        m_onServer = late;
        w->pass(70s);
        QVERIFY(!w->tracker.unfinishedOn(e.root, Lane::Config));
        QCOMPARE_EQ(actions(*w).last(), QStringLiteral("config-saved"));
        QCOMPARE_EQ(listener.undoOf(e.root, parsed(m_onServer))->retention, 30);
        QVERIFY(w->storage->journal().verify()->isIntact());
    }

    /// What shows the config shows when it was read.
    void aLookThatFailedIsNoReadOfTheConfig() {
        auto w = world();
        m_onWrite = [](const HttpRequest&) -> Result<HttpAnswer> {
            return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
        };
        ConfigWriter listener(*w->storage, w->connector, w->tracker, w->time);
        int reads = 0;
        connect(&listener, &ConfigWriter::seen, this, [&](const QUrl&, const BackupConfig&) { ++reads; });
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::Unknown);
        QVERIFY(reads > 0);
        w->transport.answer = [](const HttpRequest&) -> Result<HttpAnswer> {
            return fail(ErrorKind::Offline, QStringLiteral("away"));
        };
        w->pass(10s);
        const int before = reads;
        w->pass(120s);
        QVERIFY(w->tracker.operations().front().failedLooks > 1);
        QCOMPARE_EQ(reads, before);
    }

    void whatADeadProcessLeftIsTakenUp() {
        m_onServer.replace("\"other\"", "\"apiKey\":\"s3cr3t\",\"other\"");
        const QByteArray before = m_onServer;
        {
            auto w = world();
            m_onWrite = [](const HttpRequest&) -> Result<HttpAnswer> {
                return fail(ErrorKind::UnknownOutcome, QStringLiteral("cut"));
            };
            QCOMPARE_EQ(save(*w, parsed(before), {{}, 12, {}})->kind, ConfigOutcome::Kind::Unknown);
            QSqlDatabase db = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("look"));
            db.setDatabaseName(m_profile->filePath(QStringLiteral("prophecy.sqlite")));
            QVERIFY(db.open());
            QSqlQuery query(QStringLiteral("SELECT data FROM operations"), db);
            QVERIFY(query.next());
            QVERIFY(!query.value(0).toString().contains(QStringLiteral("s3cr3t")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("look"));
        m_onServer.replace("\"30\"", "\"12\"");
        auto w = world();
        ConfigWriter writer(*w->storage, w->connector, w->tracker, w->time);
        w->tracker.watchStore();
        w->pass(5s);
        const Environment e = w->registry.all().front();
        QCOMPARE_EQ(w->tracker.operations().front().state, OperationState::Succeeded);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 0);
        QCOMPARE_EQ(actions(*w).last(), QStringLiteral("config-saved"));
        QCOMPARE_EQ(writer.undoOf(e.root, parsed(m_onServer))->retention, 30);
    }

    /// A record has secrets masked: whether a new one arrived cannot be told from it.
    void aSecretThatChangedIsNotToldFromARecord() {
        Operation operation;
        operation.kind = OperationKind::Config;
        operation.state = OperationState::Unknown;
        operation.startedAt = QDateTime::currentDateTimeUtc();
        ConfigTrace trace;
        trace.before = parsed("{\"a\":1,\"apiKey\":\"old\"}").raw;
        trace.wanted = parsed("{\"a\":1,\"apiKey\":\"new\"}").raw;
        trace.secretsChange = true;
        operation.trace = trace;
        const Operation recorded = operationFrom(toRecord(operation));
        const ConfigRead old{parsed("{\"a\":1,\"apiKey\":\"old\"}")};
        QCOMPARE_EQ(reduce(recorded, old, operation.startedAt).operation.state, OperationState::Unknown);
        const ConfigRead arrived{parsed("{\"a\":1,\"apiKey\":\"new\"}")};
        QCOMPARE_EQ(reduce(operation, arrived, operation.startedAt).operation.state, OperationState::Succeeded);
    }

    void aRunningBackupDoesNotHinderItAndARestoreDoes() {
        auto w = world();
        const Environment e = w->add();
        Operation other;
        other.id = newOperationId();
        other.target = e.root;
        other.environment = e.id;
        other.environmentName = e.name;
        other.startedAt = w->time.nowUtc();
        other.state = OperationState::Running;
        const auto owner = *w->storage->ownerToken();
        QVERIFY(w->storage->operations().begin(other, owner, {e.name, e.root, QStringLiteral("backup-start"), {}}));
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, 12, {}})->kind, ConfigOutcome::Kind::Saved);
        other.state = OperationState::Succeeded;
        QVERIFY(w->storage->operations().update(other));
        other.id = newOperationId();
        other.kind = OperationKind::Restore;
        other.state = OperationState::Running;
        QVERIFY(w->storage->operations().begin(other, owner, {e.name, e.root, QStringLiteral("restore-start"), {}}));
        const auto refused = save(*w, parsed(m_onServer), {{}, 13, {}});
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().kind, ErrorKind::Conflict);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 1);
    }

    void aRefusalIsAnErrorAndRecorded() {
        auto w = world();
        m_onWrite = [](const HttpRequest&) { return json("{\"message\":\"admins only\"}", 403); };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, {}, true}).error().kind, ErrorKind::Forbidden);
        QCOMPARE_EQ(actions(*w).last(), QStringLiteral("config-refused"));
    }

    void nothingLeavesWithoutConsentOrWithAValueThatCannotBe() {
        auto w = world();
        const Environment e = w->add();
        ConfigWriter writer(*w->storage, w->connector, w->tracker, w->time);
        const BackupConfig seen = parsed(kConfig);
        const auto refused = [&](const BackupConfig& wanted, const Consent& consent) {
            Awaited<ConfigOutcome> outcome;
            Call call = writer.save(e, seen, wanted, consent, this, outcome.handler());
            w->pass(3s);
            return outcome.isReady() && !outcome.result() ? outcome.result().error().kind : ErrorKind::Canceled;
        };
        QCOMPARE_EQ(refused(withChange(seen, {{}, {}, true}), {true, QStringLiteral("pro"), false, false}),
                    ErrorKind::Refused);
        QCOMPARE_EQ(refused(withChange(seen, {QStringLiteral("0 0 25 * * *"), {}, {}}), typed(e)), ErrorKind::Cron);
        QCOMPARE_EQ(refused(withChange(seen, {{}, 0, {}}), typed(e)), ErrorKind::Usage);
        QCOMPARE_EQ(
            refused(parsed("{\"backupFrequency\":\"0 0 0 * * *\",\"backupRetentionCount\":30,\"apiKey\":\"*****\"}"),
                    typed(e)),
            ErrorKind::NotOffered);
        QVERIFY(w->transport.seen.empty());
    }

    void aProtectionThatWasRaisedMeanwhileHolds() {
        auto w = world();
        const Environment e = w->add(Protection::Confirm);
        ConfigWriter writer(*w->storage, w->connector, w->tracker, w->time);
        const BackupConfig seen = parsed(kConfig);
        Awaited<ConfigOutcome> outcome;
        Call call = writer.save(e, seen, withChange(seen, {{}, {}, true}), typed(e), this, outcome.handler());
        Environment readOnly = e;
        readOnly.protection = Protection::ReadOnly;
        QVERIFY(w->registry.update(readOnly, {}));
        w->pass(5s);
        QVERIFY(outcome.isReady() && !outcome.result());
        QCOMPARE_EQ(outcome.result().error().kind, ErrorKind::Refused);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 0);
        QVERIFY(actions(*w).isEmpty());
    }

    void secondThoughtsBeforeItWasSent() {
        auto w = world();
        const Environment e = w->add();
        ConfigWriter writer(*w->storage, w->connector, w->tracker, w->time);
        const BackupConfig seen = parsed(kConfig);
        {
            Call call = writer.save(e, seen, withChange(seen, {{}, {}, true}), typed(e), this,
                                    [](Result<ConfigOutcome>) { QFAIL("dropped"); });
        }
        w->pass(5s);
        QCOMPARE_EQ(w->transport.count(u"/api/feature/setConfig"), 0);
        QVERIFY(actions(*w).isEmpty());
    }
};

QTEST_GUILESS_MAIN(ConfigTest)
#include "config_test.moc"
