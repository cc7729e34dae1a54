#include <QJsonDocument>
#include <QTest>

#include "api/client.h"
#include "api/codec.h"
#include "api/curl.h"
#include "domain/config/config_change.h"
#include "domain/probe_report.h"
#include "tests/support/fake_transport.h"

using namespace prophecy;
using test::html;
using test::json;

namespace {
const Secret kKey(QByteArray("top-secret-key"));
}

class CodecTest final : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void listsInBothEnvelopes_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<int>("count");
        QTest::addColumn<int>("malformed");
        const QByteArray entry =
            "{\"backupurl\":\"/"
            "backup\",\"namespace\":\"app\",\"status\":\"Success\",\"timestamp\":\"2023-02-02t16-00-00\"}";
        QTest::newRow("bare") << QByteArray("{\"backup-list\":[" + entry + "]}") << 1 << 0;
        QTest::newRow("data") << QByteArray("{\"data\":{\"backup-list\":[" + entry + "]}}") << 1 << 0;
        QTest::newRow("null slice") << QByteArray("{\"data\":{\"backup-list\":null}}") << 0 << 0;
        QTest::newRow("odd members") << QByteArray("{\"backup-list\":[1,\"x\",null,{}, " + entry + "]}") << 1 << 4;
        QTest::newRow("twice") << QByteArray("{\"backup-list\":[" + entry + ',' + entry + "]}") << 2 << 0;
        QTest::newRow("wrong field types")
            << QByteArray("{\"backup-list\":[{\"timestamp\":5,\"status\":{},\"namespace\":[],\"backupurl\":null}," +
                          entry + "]}")
            << 1 << 1;
    }
    void listsInBothEnvelopes() {
        QFETCH(QByteArray, body);
        QFETCH(int, count);
        QFETCH(int, malformed);
        const auto list = decodeBackupList(json(body.constData()), kKey);
        QVERIFY2(list, list ? "" : qPrintable(list.error().message));
        QCOMPARE_EQ(static_cast<int>(list->backups.size()), count);
        QCOMPARE_EQ(list->malformedEntries, malformed);
    }

    void entriesThatNobodyUnderstandsAreNoEmptyList_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("fast") << QByteArray("{\"data\":{\"backup-list\":[{\"name\":\"a\"},7]}}");
        QTest::newRow("general") << QByteArray("{\"success\":true,\"backup-list\":[{\"name\":\"a\"},7]}");
    }
    void entriesThatNobodyUnderstandsAreNoEmptyList() {
        QFETCH(QByteArray, body);
        const auto list = decodeBackupList(json(body.constData()), kKey);
        QVERIFY(!list);
        QCOMPARE_EQ(list.error().kind, ErrorKind::NotTheApi);
    }

    void boundsAreOnEntriesToo_data() {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("entry");
        QTest::addColumn<ErrorKind>("kind");
        const QByteArray entry = R"({"timestamp":"x"},)";
        QTest::newRow("fast") << QByteArray(R"({"backup-list":[)") << entry << ErrorKind::TooLarge;
        QTest::newRow("general") << QByteArray(R"({"success":true,"backup-list":[)") << entry << ErrorKind::TooLarge;
        QTest::newRow("empty ones") << QByteArray(R"({"backup-list":[)") << QByteArray("{},") << ErrorKind::NotTheApi;
    }
    void boundsAreOnEntriesToo() {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, entry);
        QFETCH(ErrorKind, kind);
        QByteArray body = head + entry.repeated(500'000);
        body.back() = ']';
        const auto list = decodeBackupList(json((body + '}').constData()), kKey);
        QVERIFY(!list);
        QCOMPARE_EQ(list.error().kind, kind);
    }

    /// "success" sends an answer through the general decoder, so both readers can be compared.
    void bothReadersOfAListAgree_data() {
        QTest::addColumn<QByteArray>("entry");
        QTest::newRow("usual") << QByteArray(
            "{\"backupurl\":\"/backup\",\"namespace\":\"app\",\"status\":\"Success\","
            "\"timestamp\":\"2023-02-02t16-00-00\"}");
        QTest::newRow("member twice") << QByteArray("{\"status\":\"Success\",\"status\":\"error\"}");
        QTest::newRow("wrong types") << QByteArray(
            "{\"timestamp\":5,\"status\":{},\"namespace\":[],\"backupurl\":null}");
        QTest::newRow("escapes") << QByteArray(
            "{\"status\":\"a\\u0000b \\ud83d\\ude00 \\u202e \xc3\xa9 top-secret-key\"}");
        QTest::newRow("unknown members") << QByteArray(
            "{\"a\":{\"status\":\"no\"},\"b\":[1,{\"c\":null}],\"timestamp\":\"x\"}");
        QTest::newRow("huge number") << QByteArray("{\"n\":123456789012345678901234567890,\"timestamp\":\"x\"}");
        QTest::newRow("no object") << QByteArray("[{}]");
    }
    void bothReadersOfAListAgree() {
        QFETCH(QByteArray, entry);
        const QByteArray list = "\"backup-list\":[" + entry + ",{\"timestamp\":\"last\"}]}";
        const auto fast = decodeBackupList(json(("{" + list).constData()), kKey);
        const auto general = decodeBackupList(json(("{\"success\":true," + list).constData()), kKey);
        QVERIFY2(general, general ? "" : qPrintable(general.error().message));
        QVERIFY2(fast, fast ? "" : qPrintable(fast.error().message));
        QVERIFY(fast->backups == general->backups);
        QCOMPARE_EQ(fast->malformedEntries, general->malformedEntries);
    }

    void aRefusalBesideAListIsARefusal() {
        const char* list = "\"backup-list\":[]}";
        QVERIFY(!decodeBackupList(json((QByteArray("{\"success\":false,") + list).constData()), kKey));
        QCOMPARE_EQ(decodeBackupList(json((QByteArray("{\"code\":409,") + list).constData()), kKey).error().kind,
                    ErrorKind::Conflict);
        QVERIFY(decodeBackupList(json((QByteArray("{\"code\":200,") + list).constData()), kKey));
    }

    void whatIsNoList_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("empty") << QByteArray();
        QTest::newRow("array") << QByteArray("[]");
        QTest::newRow("truncated") << QByteArray("{\"backup-list\":[{\"timest");
        QTest::newRow("object list") << QByteArray("{\"backup-list\":{}}");
        QTest::newRow("no list") << QByteArray("{\"data\":{}}");
        QTest::newRow("deep") << QByteArray("{\"backup-list\":") + QByteArray(100000, '[') + QByteArray(100000, ']') +
                                     '}';
        QTest::newRow("html said json") << QByteArray("<html></html>");
    }
    void whatIsNoList() {
        QFETCH(QByteArray, body);
        const auto list = decodeBackupList(json(body.constData()), kKey);
        QVERIFY(!list);
        QCOMPARE_EQ(list.error().kind, ErrorKind::NotTheApi);
    }

    void statusesBecomeKinds_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("page");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, int status, bool page, ErrorKind kind) {
            QTest::newRow(name) << status << page << static_cast<int>(kind);
        };
        row("html 200", 200, true, ErrorKind::NotTheApi);
        row("html 502", 502, true, ErrorKind::NotTheApi);
        row("html 404", 404, true, ErrorKind::NotTheApi);
        row("html 401", 401, true, ErrorKind::NotTheApi);
        row("html 403", 403, true, ErrorKind::NotTheApi);
        row("json 503", 503, false, ErrorKind::NotTheApi);
        row("401", 401, false, ErrorKind::Auth);
        row("403", 403, false, ErrorKind::Forbidden);
        row("404", 404, false, ErrorKind::NotFound);
        row("409", 409, false, ErrorKind::Conflict);
        row("429", 429, false, ErrorKind::RateLimited);
        row("500", 500, false, ErrorKind::Http);
        row("302", 302, false, ErrorKind::NotTheApi);
    }
    void statusesBecomeKinds() {
        QFETCH(int, status);
        QFETCH(bool, page);
        QFETCH(int, kind);
        const HttpAnswer answer = page ? html(status) : json("{\"message\":\"no\"}", status);
        const auto list = decodeBackupList(answer, kKey);
        QVERIFY(!list);
        QCOMPARE_EQ(static_cast<int>(list.error().kind), kind);
        QCOMPARE_EQ(list.error().httpStatus, status);
    }

    void whatStandsInFrontIsNotTheApi_data() {
        QTest::addColumn<int>("status");
        QTest::addColumn<QByteArray>("type");
        QTest::addColumn<QByteArray>("body");
        for (const int status : {102, 103, 400, 401, 403, 404, 405, 410, 418, 451, 500, 501, 502, 503, 504, 520})
            for (const auto& [type, body] : std::initializer_list<std::pair<const char*, const char*>>{
                     {"text/plain", "404 page not found\n"},
                     {"text/plain", ""},
                     {"", "default backend - 404"},
                     {"application/json", "[]"},
                     {"application/json", "\"no\""},
                     {"application/json", "{}"},
                     {"application/json", "{\"detail\":\"Not Found\"}"},
                     {"application/json", "{\"message\":\"\"}"},
                     {"application/json", "{\"message\":\"Not Found\"}"},
                     {"application/json", "{\"message\":\"Missing Authentication Token\"}"},
                     {"application/json", "{\"message\":\"Unauthorized\"}"},
                     {"application/json", "{\"error\":\"not found.\"}"},
                     {"application/json", "{\"statusCode\":404,\"message\":\"Resource not found\"}"},
                     {"application/json", "{\"status\":404,\"error\":\"Not Found\"}"},
                     {"application/json", "{\"success\":false,\"errors\":[{\"code\":1020,\"message\":\"no\"}]}"},
                     {"application/problem+json", "{\"title\":\"no\",\"status\":403}"},
                     {"application/json",
                      "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"message\":\"no\",\"code\":404}"},
                     {"application/json", "{\"message\":\"no Route matched with those values\"}"},
                     {"application/json", "{\"message\":\"Unauthorized\",\"request_id\":\"8c1f\"}"},
                     {"application/json", "{\"error_msg\":\"404 Route Not Found\"}"},
                     {"application/json", "{\"fault\":{\"faultstring\":\"no\"}}"},
                     {"application/json", "{\"success\":true,\"message\":\"ok\"}"},
                     {"application/json", "{\"code\":202,\"message\":\"Request Accepted\"}"},
                     {"application/json",
                      "{\"timestamp\":\"2026-11-22T09:00:00Z\",\"path\":\"/api/backup/list\",\"status\":404,"
                      "\"error\":\"Not Found\"}"}})
                QTest::addRow("%d %s %s", status, type, body) << status << QByteArray(type) << QByteArray(body);
    }
    void whatStandsInFrontIsNotTheApi() {
        QFETCH(int, status);
        QFETCH(QByteArray, type);
        QFETCH(QByteArray, body);
        HttpAnswer answer = json(body.constData(), status);
        answer.contentType = type;
        answer.server = "nginx/1.25";
        for (const Error& error : {decodeBackupList(answer, kKey).error(), decodeBackupAnswer(answer, kKey).error(),
                                   decodeVersions(answer, kKey).error(), decodeAcknowledgement(answer, kKey).error()}) {
            QCOMPARE_EQ(error.kind, ErrorKind::NotTheApi);
            QCOMPARE_EQ(error.httpStatus, status);
            QVERIFY(!error.fromApi);
            QVERIFY(!meansNotOffered(error));
            QVERIFY2(error.message.contains(QStringLiteral("HTTP %1, server: nginx/1.25").arg(status)),
                     qPrintable(error.message));
        }
    }

    void aRedirectNamesItsTarget() {
        HttpAnswer answer = json("", 302);
        answer.location = "https://evil.example.com/?t=top-secret-key";
        const Error error = decodeBackupList(answer, kKey).error();
        QCOMPARE_EQ(error.location, QStringLiteral("https://evil.example.com/?t=********"));
        QVERIFY(error.message.contains(QStringLiteral("evil.example.com")));
    }

    void theKeyIsTakenOutWhereverItIsEchoed() {
        const QString key = QStringLiteral("top-secret-key");
        for (const char* success : {"", "\"success\":true,"}) {
            const auto list = decodeBackupList(
                json(QByteArray("{") + success +
                     "\"backup-list\":[{\"timestamp\":\"a top-secret-key\",\"status\":\"top-secret-key\","
                     "\"namespace\":\"top-secret-key\",\"backupurl\":\"/?t=top-secret-key\"}]}"),
                kKey);
            const Backup& backup = list->backups.front();
            for (const QString& text : {backup.timestamp.text(), backup.status, backup.nameSpace, backup.url})
                QVERIFY2(!text.contains(key) && text.contains(u'*'), qPrintable(text));
        }
        const auto versions =
            decodeVersions(json(R"({"currentVersion":"top-secret-key","availableVersions":["top-secret-key"]})"), kKey);
        QVERIFY(!versions->current.contains(key) && !versions->available.first().contains(key));
        const auto status = decodeUpgradeStatus(json(R"({"status":"x","version":"top-secret-key"})"), kKey);
        QVERIFY(!status->version.contains(key));
        const auto config = decodeBackupConfig(
            json(R"({"data":{"backupConfig":{"backupFrequency":"0 0 0 * * *","x":{"y":["at top-secret-key"]}}}})"),
            kKey);
        QVERIFY(!QJsonDocument(config->raw).toJson().contains("top-secret-key"));
        QVERIFY(!checkRewritable(*config));  // the stars must not be written back
        const auto store =
            decodeObjectStoreConfig(json(R"({"data":{"objectStoreConfig":{"bucket":"top-secret-key"}}})"), kKey);
        QVERIFY(!store->value(u"bucket").toString().contains(key));
    }

    void theServersClockIsRead() {
        HttpAnswer answer = json("{\"backup-list\":[]}");
        answer.date = "Sun, 22 Nov 2026 09:00:00 GMT";
        QCOMPARE_EQ(decodeBackupList(answer, kKey)->serverTime, QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC));
        answer.date = "yesterday";
        QVERIFY(!decodeBackupList(answer, kKey)->serverTime.isValid());
    }

    void retryAfterIsRead() {
        HttpAnswer answer = json("{}", 429);
        answer.retryAfter = "7";
        QCOMPARE_EQ(*decodeBackupList(answer, kKey).error().retryAfter, std::chrono::seconds(7));
        answer.retryAfter = "soon";
        QVERIFY(!decodeBackupList(answer, kKey).error().retryAfter);
    }

    void nothingRunningIsNoFailure() {
        for (const auto& answer :
             {json("{\"message\":\"none\"}"), json("{\"data\":{\"status\":\"no ongoing backup\"}}"), json("{}"),
              json("{\"message\":\"no\"}", 404)}) {
            const auto decoded = decodeBackupAnswer(answer, kKey);
            QVERIFY(decoded);
            QVERIFY(!decoded->has_value());
        }
        const auto running =
            decodeBackupAnswer(json("{\"status\":\"backup/restore operation ongoing with pending DBs: [a]\"}"), kKey);
        QVERIFY(running && *running);
        QVERIFY((*running)->timestamp.isEmpty());
        const auto failed =
            decodeBackupAnswer(json("{\"data\":{\"timestamp\":\"2023-02-02t16-00-00\",\"status\":\"error x\"}}"), kKey);
        QCOMPARE_EQ((*failed)->status, QStringLiteral("error x"));
    }

    /// "Not found" may be said of the path.
    void onlyOfABackupMeansNotFoundThatNothingRuns() {
        for (const char* body : {"{\"code\":404,\"message\":\"gone\"}", "{\"message\":\"no backup found\"}",
                                 "{\"error\":\"there is no such restore\"}"}) {
            const auto idle = decodeBackupAnswer(json(body, 404), kKey);
            QVERIFY2(idle && !*idle, body);
        }
        QVERIFY(!decodeBackupAnswer(json("{\"message\":\"unknown thing\"}", 404), kKey));
    }

    void whatLeavesWorkIsNotIdle() {
        for (const char* body : {"{\"status\":\"Success\",\"pending\":[\"gitserver\"]}",
                                 "{\"data\":{\"status\":\"idle\",\"runningJobs\":2}}"}) {
            const auto told = decodeBackupAnswer(json(body), kKey);
            QVERIFY2(told && *told, body);
            QCOMPARE_EQ(activityOf(*told), Activity::Unknown);
        }
        const auto idle = decodeBackupAnswer(json("{\"status\":\"Success\",\"pending\":[],\"running\":0}"), kKey);
        QVERIFY(idle && !*idle);
    }

    /// Cut after the key was taken out, so that no half of it is left at the end.
    void longTextsAreCut() {
        const QByteArray padding(64 * 1024 - 3, 'x');
        const auto told = decodeBackupAnswer(
            json("{\"timestamp\":\"2023-02-02t16-00-00\",\"status\":\"" + padding + kKey.reveal() + padding + "\"}"),
            kKey);
        QVERIFY(told && *told);
        QCOMPARE_EQ((*told)->status.size(), 64 * 1024 + 1);
        QVERIFY((*told)->status.endsWith(QStringLiteral("***\u2026")));
        const auto refused = decodeObject(json(QByteArray(16 * 1024 - 3, 'x') + kKey.reveal(), 500), kKey);
        QVERIFY(!refused && refused.error().serverText.endsWith(QStringLiteral("x***")));
    }

    void theOngoingSentenceIsFoundWhereverItStands() {
        const QByteArray sentence = "\"backup/restore operation ongoing with pending DBs: [a]\"";
        for (const QByteArray& body : {QByteArray("{\"data\":{},\"status\":" + sentence + '}'),
                                       QByteArray("{\"data\":{\"backup\":null},\"status\":" + sentence + '}'),
                                       QByteArray("{\"code\":200,\"data\":{},\"message\":" + sentence + '}'),
                                       QByteArray("{\"status\":\"Success\",\"message\":" + sentence + '}'),
                                       QByteArray("{\"code\":404,\"message\":" + sentence + '}'),
                                       QByteArray("{\"data\":[{\"x\":[" + sentence + "]}]}")}) {
            const auto decoded = decodeBackupAnswer(json(body.constData()), kKey);
            QVERIFY2(decoded && activityOf(*decoded) == Activity::Running, body.constData());
        }
        for (const char* begun : {"{\"code\":202}", "{\"code\":\"102\",\"success\":true}"}) {
            const auto decoded = decodeBackupAnswer(json(begun), kKey);
            QVERIFY2(!decoded || activityOf(*decoded) == Activity::Unknown, begun);
        }
    }

    /// Only what says nothing says that nothing runs.
    void anAnswerOfAnotherShapeIsNotIdle() {
        for (const char* body :
             {"{\"data\":{\"operation\":\"restore\",\"phase\":\"in progress\"}}", "{\"error\":\"backend down\"}",
              "{\"data\":{\"status\":{\"phase\":\"x\"}}}", "{\"status\":7}"}) {
            const auto decoded = decodeBackupAnswer(json(body), kKey);
            QVERIFY2(decoded && decoded->has_value(), body);
            QCOMPARE_EQ(activityOf(*decoded), Activity::Unknown);
        }
        for (const char* body :
             {"{}", "{\"data\":{}}", "{\"data\":null}", "{\"code\":200,\"data\":{\"status\":\"\"}}"}) {
            const auto decoded = decodeBackupAnswer(json(body), kKey);
            QVERIFY2(decoded && !decoded->has_value(), body);
        }
    }

    void acknowledgements() {
        const auto good = decodeAcknowledgement(
            json("{\"code\":202,\"message\":\"Request Accepted with timestamp 2023-02-02t16-00-00\"}", 202), kKey);
        QCOMPARE_EQ(good->timestamp.text(), QStringLiteral("2023-02-02t16-00-00"));
        QVERIFY(decodeAcknowledgement(json("{\"data\":{\"code\":202,\"message\":\"Request Accepted\"}}"), kKey)
                    ->timestamp.isEmpty());
        const auto refused = decodeAcknowledgement(json("{\"success\":false,\"message\":\"cannot delete\"}"), kKey);
        QCOMPARE_EQ(refused.error().kind, ErrorKind::OperationFailed);
        QCOMPARE_EQ(refused.error().serverText, QStringLiteral("cannot delete"));
        QCOMPARE_EQ(decodeAcknowledgement(json("{\"code\":409,\"message\":\"busy\"}"), kKey).error().kind,
                    ErrorKind::Conflict);
    }

    void theKeyNeverComesBackInAnotherSpelling() {
        const auto escaped =
            decodeBackupList(json("{\"backup-list\":[{\"status\":\"bad \\u0074op-secret-key\"}]}"), kKey);
        QCOMPARE_EQ(escaped->backups[0].status, QStringLiteral("bad ********"));
        const Secret odd(QByteArray("a/b+c=d"));
        const auto encoded = decodeBackupList(json("{\"backup-list\":[{\"status\":\"bad a%2Fb%2Bc%3Dd\"}]}"), odd);
        QCOMPARE_EQ(encoded->backups[0].status, QStringLiteral("bad ********"));
    }

    void theKeyNeverComesBack() {
        const auto list = decodeBackupList(
            json("{\"backup-list\":[{\"timestamp\":\"x\",\"status\":\"error: token top-secret-key is bad\"}]}"), kKey);
        QCOMPARE_EQ(list->backups[0].status, QStringLiteral("error: token ******** is bad"));
        const auto refused = decodeBackupList(json("{\"message\":\"top-secret-key expired\"}", 401), kKey);
        QVERIFY(!refused.error().message.contains(QStringLiteral("top-secret-key")));
    }

    void configsKeepWhatWeDoNotKnow() {
        const auto config = decodeBackupConfig(
            json("{\"data\":{\"backupConfig\":{\"backupFrequency\":\"0 0 0 * * "
                 "*\",\"backupRetentionCount\":\"30\",\"enableRegularBackups\":false,\"other\":{\"a\":[1]}}}}"),
            kKey);
        QVERIFY(config);
        QCOMPARE_EQ(config->frequency(), QStringLiteral("0 0 0 * * *"));
        QVERIFY(config->raw.value(u"backupRetentionCount").isString());
        QVERIFY(config->raw.value(u"other").isObject());
        QVERIFY(!decodeBackupConfig(json("{\"data\":{\"backupConfig\":[]}}"), kKey));
        QCOMPARE_EQ(decodeUsers(json("{\"activeUsers\":53,\"userDetails\":{\"totalUsers\":1023}}"), kKey)->total,
                    std::optional<qint64>(1023));
        QCOMPARE_EQ(decodeVersions(json("{\"data\":{\"currentVersion\":\"3.4.1.0\",\"availableVersions\":[\"3.4.2.0\"],"
                                        "\"darkCluster\":true}}"),
                                   kKey)
                        ->available,
                    QStringList{QStringLiteral("3.4.2.0")});
    }

    void ambiguousAnswersToASentRequestAreUnknown_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("fromApi");
        QTest::addColumn<int>("becomes");
        const auto row = [](const char* name, ErrorKind kind, int status, ErrorKind becomes, bool fromApi = true) {
            QTest::newRow(name) << static_cast<int>(kind) << status << fromApi << static_cast<int>(becomes);
        };
        for (const int status : {100, 102, 103, 201, 301, 302, 307, 308, 402, 406, 408, 409, 410, 418, 421, 423,
                                 425, 431, 451, 499, 500, 501, 502, 503, 504, 505, 507, 511, 520, 524, 599})
            row(qPrintable(QString::number(status)), ErrorKind::Http, status, ErrorKind::UnknownOutcome);
        for (const int status : {400, 401, 403, 404, 405, 413, 415, 422, 429}) {
            row(qPrintable(QStringLiteral("%1 of the API").arg(status)), ErrorKind::Http, status, ErrorKind::Http);
            row(qPrintable(QStringLiteral("%1 of a gateway").arg(status)), ErrorKind::NotTheApi, status,
                ErrorKind::UnknownOutcome, false);
        }
        row("too large", ErrorKind::TooLarge, 0, ErrorKind::UnknownOutcome, false);
        row("no success", ErrorKind::OperationFailed, 200, ErrorKind::UnknownOutcome);
        row("refused here", ErrorKind::Refused, 0, ErrorKind::Refused, false);
        row("gateway page", ErrorKind::NotTheApi, 502, ErrorKind::UnknownOutcome);
        row("gateway json", ErrorKind::Http, 504, ErrorKind::UnknownOutcome);
        row("page with 200", ErrorKind::NotTheApi, 200, ErrorKind::UnknownOutcome);
        row("cut json", ErrorKind::NotTheApi, 202, ErrorKind::UnknownOutcome);
        row("page with 404", ErrorKind::NotTheApi, 404, ErrorKind::UnknownOutcome, false);
        row("busy", ErrorKind::Conflict, 409, ErrorKind::UnknownOutcome);
        row("key", ErrorKind::Auth, 401, ErrorKind::Auth);
        row("never sent", ErrorKind::Offline, 0, ErrorKind::Offline, false);
    }
    void ambiguousAnswersToASentRequestAreUnknown() {
        QFETCH(int, kind);
        QFETCH(int, status);
        QFETCH(bool, fromApi);
        QFETCH(int, becomes);
        Error error = makeError(static_cast<ErrorKind>(kind), {});
        error.httpStatus = status;
        error.fromApi = error.documented = fromApi;
        QCOMPARE_EQ(static_cast<int>(outcomeOfOnce(error).kind), becomes);
    }

    /// JSON that anybody may have said is looked up.
    void onlyADocumentedRefusalIsFinal_data() {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<bool>("final");
        QTest::newRow("code and message") << QByteArray("{\"code\":400,\"message\":\"bad\"}") << true;
        QTest::newRow("wrapped") << QByteArray("{\"data\":{\"code\":400,\"message\":\"bad\"}}") << true;
        QTest::newRow("no success") << QByteArray("{\"success\":false,\"message\":\"bad\"}") << true;
        QTest::newRow("empty") << QByteArray("{}") << false;
        QTest::newRow("a message alone") << QByteArray("{\"message\":\"Forbidden\"}") << false;
        QTest::newRow("an error alone") << QByteArray("{\"error\":\"unauthorized\"}") << false;
        QTest::newRow("another code") << QByteArray("{\"code\":500,\"message\":\"bad\"}") << false;
        QTest::newRow("success") << QByteArray("{\"success\":true,\"message\":\"ok\"}") << false;
    }
    void onlyADocumentedRefusalIsFinal() {
        QFETCH(QByteArray, body);
        QFETCH(bool, final);
        const Error error = outcomeOfOnce(decodeAcknowledgement(json(body.constData(), 400), kKey).error());
        QCOMPARE_EQ(error.kind == ErrorKind::UnknownOutcome, !final);
    }

    void anotherProgramsObjectIsNoAnswer() {
        for (const char* body : {"{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\"}",
                                 "{\"fault\":{\"faultstring\":\"x\"}}", "{\"error_msg\":\"no\"}"}) {
            const auto answer = decodeBackupAnswer(json(body), kKey);
            QVERIFY(!answer);
            QCOMPARE_EQ(answer.error().kind, ErrorKind::NotTheApi);
        }
    }

    void requestsFollowTheDialect() {
        Endpoint endpoint;
        endpoint.environment.root = QUrl(QStringLiteral("https://p.example.com/base"));
        endpoint.key = kKey;
        endpoint.environment.dialect = Dialect::Platform;
        const BackupTimestamp timestamp(QStringLiteral("2023-02-02t16-00-00"));
        const auto remove = makeRequest(ApiCall::DeleteBackup, endpoint, timestamp);
        QCOMPARE_EQ(remove->url.toString(),
                    QStringLiteral("https://p.example.com/base/api/backup/delete?timestamp=2023-02-02t16-00-00"));
        QCOMPARE_EQ(remove->body, QByteArray("{\"timestamp\":\"2023-02-02t16-00-00\"}"));
        QCOMPARE_EQ(remove->use, HttpRequest::Use::Once);
        QCOMPARE_EQ(remove->keyHeader, QByteArray("Cookie"));
        QCOMPARE_EQ(remove->keyValue.reveal(), QByteArray("prophecy-token=top-secret-key"));
        endpoint.environment.dialect = Dialect::Athena;
        const auto start = makeRequest(ApiCall::StartBackup, endpoint);
        QCOMPARE_EQ(start->url.path(), QStringLiteral("/base/athena/api/v1/ondemandbackup"));
        QCOMPARE_EQ(start->keyHeader, QByteArray("Authorization"));
        QCOMPARE_EQ(start->keyValue.reveal(), QByteArray("top-secret-key"));
        QVERIFY(!start->body.isEmpty());
        QCOMPARE_EQ(makeRequest(ApiCall::ReadBackupConfig, endpoint).error().kind, ErrorKind::NotOffered);
        endpoint.environment.pathOverrides.insert(QStringLiteral("read-backup-config"), QStringLiteral("/own/config"));
        QCOMPARE_EQ(makeRequest(ApiCall::ReadBackupConfig, endpoint)->url.path(), QStringLiteral("/base/own/config"));
    }

    /// A delete is a GET: a read that is led there deletes.
    void noCallIsLedToAnotherThatChangesSomething_data() {
        QTest::addColumn<QString>("call");
        QTest::addColumn<QString>("path");
        QTest::addColumn<bool>("good");
        const auto row = [](const char* call, const char* path, bool good = false) {
            QTest::addRow("%s %s", call, path) << QString::fromLatin1(call) << QString::fromUtf8(path) << good;
        };
        for (const char* path :
             {"/api/backup/delete", "/api/backup/delete/", "/api//backup/./delete", "/API/Backup/DELETE",
              "/api/backup/%64elete", "/api/backup/%2564elete", "/api/backup/delete;a=b", "/api/x/%2e%2e/backup/delete",
              "/athena/api/v1/backup/delete", "/api/backup", "/api/restore", "/api/upgrade/",
              "/athena/api/v1/ondemandrestore", "/api/feature/setConfig", "/api/backup/ｄelete",
              "/gw/api/backup/delete", "/api/backup\\delete"})
            for (const char* call : {"list-backups", "users", "backup-status"}) row(call, path);
        row("start-backup", "/api/restore");
        row("start-backup", "/api/backup/delete");
        row("delete-backup", "/api/backup/list");
        row("start-upgrade", "/api/upgrade/versions");
        row("no-such-call", "/x");
        row("users", "/x/../y");
        row("users", "/own/users", true);
        row("delete-backup", "/api/backup/delete", true);
        row("delete-backup", "/own/delete", true);
        row("delete-backup", "/gw/api/backup/delete", true);
        row("users", "/gw/api/users", true);
        row("list-backups", "/api/backup/latest", true);
    }
    void noCallIsLedToAnotherThatChangesSomething() {
        QFETCH(QString, call);
        QFETCH(QString, path);
        QFETCH(bool, good);
        Endpoint endpoint;
        endpoint.environment.root = QUrl(QStringLiteral("https://p.example.com"));
        endpoint.environment.pathOverrides.insert(call, path);
        QCOMPARE_EQ(checkOverrides(endpoint.environment).has_value(), good);
        if (call == u"list-backups")  // a record that nobody checked
            QCOMPARE_EQ(makeRequest(ApiCall::ListBackups, endpoint).has_value(), good);
    }

    void oddTimestampsAreEncoded() {
        Endpoint endpoint;
        endpoint.environment.root = QUrl(QStringLiteral("https://p.example.com"));
        const auto request =
            makeRequest(ApiCall::BackupStatus, endpoint, BackupTimestamp(QStringLiteral("../../etc?a=b&c#d")));
        QCOMPARE_EQ(request->url.path(), QStringLiteral("/api/backup/status"));
        QCOMPARE_EQ(request->url.query(QUrl::FullyEncoded), QStringLiteral("timestamp=..%2F..%2Fetc%3Fa%3Db%26c%23d"));
    }

    void curlHoldsNoKeyAndQuotes() {
        Endpoint endpoint;
        endpoint.environment.root = QUrl(QStringLiteral("https://p.example.com"));
        endpoint.key = kKey;
        const auto request =
            makeRequest(ApiCall::DeleteBackup, endpoint, BackupTimestamp(QStringLiteral("a'; rm -rf /")));
        const QString command = curlCommand(*request);
        QVERIFY(!command.contains(QStringLiteral("top-secret-key")));
        QVERIFY(command.contains(QStringLiteral("-H @prophecy-key.header")));
        QVERIFY(command.contains(QStringLiteral("'{\"timestamp\":\"a'\\''; rm -rf /\"}'")));
    }

    void upgradeStatusInBothEnvelopes() {
        for (const char* body : {"{\"data\":{\"status\":\"running\",\"version\":\"3.4.2.0\"}}",
                                 "{\"status\":\"running\",\"version\":\"3.4.2.0\"}"}) {
            HttpAnswer answer;
            answer.status = 200;
            answer.contentType = "application/json";
            answer.body = body;
            const auto status = decodeUpgradeStatus(answer, {});
            QVERIFY(status);
            QCOMPARE_EQ(status->status, QStringLiteral("running"));
            QCOMPARE_EQ(status->version, QStringLiteral("3.4.2.0"));
        }
        for (const char* body : {"{}", "[]", "{\"data\":{\"status\":7}}", "<html>"}) {
            HttpAnswer answer;
            answer.status = 200;
            answer.contentType = "application/json";
            answer.body = body;
            QCOMPARE_EQ(decodeUpgradeStatus(answer, {}).error().kind, ErrorKind::NotTheApi);
        }
    }
};

QTEST_GUILESS_MAIN(CodecTest)
#include "codec_test.moc"
