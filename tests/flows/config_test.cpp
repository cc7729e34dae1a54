#include <QJsonDocument>
#include <QTest>

#include "services/config_writer.h"
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
        ConfigWriter writer(*w.storage, w.connector, w.time);
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
        ConfigWriter writer(*w->storage, w->connector, w->time);
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

    void aRefusalIsAnErrorAndRecorded() {
        auto w = world();
        m_onWrite = [](const HttpRequest&) { return json("{\"message\":\"admins only\"}", 403); };
        QCOMPARE_EQ(save(*w, parsed(kConfig), {{}, {}, true}).error().kind, ErrorKind::Forbidden);
        QCOMPARE_EQ(actions(*w).last(), QStringLiteral("config-refused"));
    }

    void nothingLeavesWithoutConsentOrWithAValueThatCannotBe() {
        auto w = world();
        const Environment e = w->add();
        ConfigWriter writer(*w->storage, w->connector, w->time);
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
        ConfigWriter writer(*w->storage, w->connector, w->time);
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
        ConfigWriter writer(*w->storage, w->connector, w->time);
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
