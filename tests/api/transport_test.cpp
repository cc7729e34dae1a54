#include <QProcess>
#include <QRegularExpression>
#include <QScopeGuard>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>

#include "api/client.h"
#include "api/probe.h"
#include "api/proxies.h"
#include "tests/support/eventually.h"
#include "tests/support/fake_transport.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/pass_of_tests.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace std::chrono_literals;

namespace {

/// Answers every connection with the same bytes, or never.
class RawServer final : public QTcpServer {
public:
    QByteArray answer;
    QByteArray received;
    bool silent = false;
    int connections = 0;
    RawServer() {
        connect(this, &QTcpServer::newConnection, this, [this] {
            ++connections;
            QTcpSocket* socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [this, socket] {
                received += socket->readAll();
                if (silent || !received.contains("\r\n\r\n")) return;
                socket->write(answer);
                socket->disconnectFromHost();
            });
            connect(socket, &QTcpSocket::disconnected, socket, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }
    Endpoint endpoint() const {
        Endpoint e;
        e.environment.root = QUrl(QStringLiteral("http://127.0.0.1:%1").arg(serverPort()));
        e.environment.dialect = Dialect::Platform;
        e.key = Secret(QByteArray("key-key-key"));
        e.deadline = 5s;
        return e;
    }
    static QByteArray http(const QByteArray& head, const QByteArray& body) {
        return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
    }
};

/// A proxy that opens tunnels to this machine for whoever logs on as "pxuser" with "pxsecret".
class TunnelProxy final : public QTcpServer {
public:
    QByteArray challenge;  ///< empty: it asks for no log-on
    int refusals = 0;
    int tunnels = 0;
    TunnelProxy() {
        connect(this, &QTcpServer::newConnection, this, [this] {
            QTcpSocket* near = nextPendingConnection();
            connect(near, &QTcpSocket::readyRead, near, [this, near] { read(near); });
            connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        });
        listen(QHostAddress::LocalHost);
    }

private:
    void read(QTcpSocket* near) {
        const QByteArray head = near->readAll();
        if (!challenge.isEmpty() && !head.contains("Basic " + QByteArray("pxuser:pxsecret").toBase64())) {
            ++refusals;
            near->write("HTTP/1.1 407 No\r\n" + challenge + "Content-Length: 0\r\n\r\n");
            return;
        }
        ++tunnels;
        near->disconnect(near);
        connect(near, &QTcpSocket::disconnected, near, &QObject::deleteLater);
        auto* far = new QTcpSocket(near);
        connect(far, &QTcpSocket::readyRead, near, [near, far] { near->write(far->readAll()); });
        connect(near, &QTcpSocket::readyRead, far, [near, far] { far->write(near->readAll()); });
        connect(far, &QTcpSocket::connected, near, [near] { near->write("HTTP/1.1 200 Yes\r\n\r\n"); });
        connect(far, &QTcpSocket::disconnected, near, &QTcpSocket::disconnectFromHost);
        far->connectToHost(QHostAddress::LocalHost, head.split(' ').value(1).split(':').value(1).toUShort());
    }
};

/// A gzip stream of very many zero bytes, made of stored-once deflate blocks by zlib through qCompress.
QByteArray gzipBomb(qint64 megabytes) {
    // qCompress gives 4 bytes of size and a zlib stream, which "deflate" means in HTTP.
    const QByteArray compressed = qCompress(QByteArray(megabytes * 1024 * 1024, ' '), 9);
    return compressed.mid(4);
}

}  // namespace

class TransportTest final : public QObject {
    Q_OBJECT

    QtScheduler m_scheduler;

    Result<BackupList> list(NetworkTransport& transport, const Endpoint& endpoint) {
        Awaited<BackupList> answer;
        Call call = Client(transport, m_scheduler, endpoint).listBackups(this, answer.handler());
        if (!QTest::qWaitFor([&] { return answer.isReady(); }, 20'000))
            return fail(ErrorKind::Canceled, QStringLiteral("the test waited in vain"));
        return answer.result();
    }
    Result<Acknowledgement> start(NetworkTransport& transport, const Endpoint& endpoint) {
        Awaited<Acknowledgement> answer;
        DangerousClient(transport, endpoint, PassOfTests::make()).startBackup(this, answer.handler());
        if (!QTest::qWaitFor([&] { return answer.isReady(); }, 20'000))
            return fail(ErrorKind::Canceled, QStringLiteral("the test waited in vain"));
        return answer.result();
    }
    static Endpoint trusting(LabFixture& lab, bool tls) {
        Endpoint endpoint = lab.endpoint();
        if (tls) endpoint.environment.caFile = QStringLiteral(TEST_CERTIFICATE);
        return endpoint;
    }

private Q_SLOTS:
    /// Asked for only once it is refused, the password would never come: what is sent once cannot be sent again.
    void aProxyGetsItsPasswordWithTheFirstRequest() {
        RawServer proxy;
        proxy.answer = RawServer::http("202 Accepted\r\nContent-Type: application/json",
                                       "{\"message\":\"Request Accepted with timestamp 2026-11-22t09-00-01\"}");
        NetworkTransport transport;
        Endpoint endpoint = proxy.endpoint();
        endpoint.environment.root = QUrl(QStringLiteral("http://prophecy.invalid"));
        endpoint.environment.plainHttpAccepted = true;
        endpoint.environment.proxy = {ProxyChoice::Mode::Manual, QStringLiteral("127.0.0.1"), proxy.serverPort(),
                                      QStringLiteral("pxuser")};
        endpoint.proxyPassword = Secret(QByteArray("pxsecret"));
        const auto answer = start(transport, endpoint);
        QVERIFY2(answer, answer ? "" : qPrintable(answer.error().message));
        QCOMPARE_EQ(proxy.connections, 1);
        QVERIFY(proxy.received.contains("POST http://prophecy.invalid/"));
        QVERIFY2(proxy.received.contains("Proxy-Authorization: Basic " + QByteArray("pxuser:pxsecret").toBase64()),
                 proxy.received.constData());
    }

    /// Qt would answer NTLM without end.
    void aLogOnThatCannotBeGivenIsAskedForOnce_data() {
        QTest::addColumn<QByteArray>("challenges");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QString>("said");
        const QByteArray ntlm = "Proxy-Authenticate: NTLM\r\n", negotiate = "Proxy-Authenticate: Negotiate\r\n",
                         basic = "Proxy-Authenticate: Basic realm=\"a, b c\"\r\n";
        const QString user = QStringLiteral("u");
        QTest::newRow("ntlm") << ntlm << user << "(NTLM) that this program does not speak";
        QTest::newRow("ntlm, nobody") << ntlm << QString() << "(NTLM) that this program does not speak";
        QTest::newRow("kerberos") << negotiate + ntlm << user << "(Negotiate, NTLM) that this program does not speak";
        QTest::newRow("in one line") << QByteArray("proxy-authenticate: Negotiate, NTLM\r\n") << user
                                     << "(Negotiate, NTLM) that this program does not speak";
        QTest::newRow("refused") << ntlm + basic << user << "refuses the log-on of the user u (NTLM, Basic)";
        QTest::newRow("nobody") << basic << QString() << "wants a log-on (Basic), and no user is given";
        QTest::newRow("digest beside ntlm")
            << "Proxy-Authenticate: Digest realm=\"x\", nonce=\"y\"\r\n" + ntlm << user << "does not speak";
        QTest::newRow("unnamed") << QByteArray() << user << "of an unnamed kind";
    }
    void aLogOnThatCannotBeGivenIsAskedForOnce() {
        QFETCH(QByteArray, challenges);
        QFETCH(QString, user);
        QFETCH(QString, said);
        RawServer proxy;
        proxy.answer = "HTTP/1.1 407 No\r\n" + challenges + "Content-Length: 0\r\n\r\n";
        NetworkTransport transport;
        Endpoint endpoint = proxy.endpoint();
        endpoint.environment.root = QUrl(QStringLiteral("https://prophecy.invalid"));
        endpoint.environment.proxy = {ProxyChoice::Mode::Manual, QStringLiteral("127.0.0.1"), proxy.serverPort(), user};
        endpoint.proxyPassword = Secret(QByteArray("p"));
        for (int look = 0; look < 2; ++look) {
            const auto answer = list(transport, endpoint);
            QVERIFY(!answer);
            QCOMPARE_EQ(answer.error().kind, ErrorKind::NotTheApi);
            QVERIFY2(answer.error().message.contains(said), qPrintable(answer.error().message));
        }
        QCOMPARE_EQ(start(transport, endpoint).error().kind, ErrorKind::Offline);  // nothing was handed over
        QCOMPARE_EQ(proxy.connections, 1);
    }

    void aTunnelIsOpenedWithItsLogOn_data() {
        QTest::addColumn<QByteArray>("challenge");
        QTest::newRow("open") << QByteArray();
        QTest::newRow("basic") << QByteArray("Proxy-Authenticate: Basic realm=\"x\"\r\n");
        QTest::newRow("ntlm, too") << QByteArray(
            "Proxy-Authenticate: NTLM\r\nProxy-Authenticate: Basic realm=\"x\"\r\n");
    }
    void aTunnelIsOpenedWithItsLogOn() {
        QFETCH(QByteArray, challenge);
        LabFixture lab({.seedBackups = 2}, true);
        TunnelProxy proxy;
        proxy.challenge = challenge;
        NetworkTransport transport;
        Endpoint endpoint = trusting(lab, true);
        endpoint.environment.proxy = {ProxyChoice::Mode::Manual, QStringLiteral("127.0.0.1"), proxy.serverPort(),
                                      QStringLiteral("pxuser")};
        endpoint.proxyPassword = Secret(QByteArray("pxsecret"));
        const auto listed = list(transport, endpoint);
        QVERIFY2(listed, listed ? "" : qPrintable(listed.error().message));
        QVERIFY(start(transport, endpoint));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        QCOMPARE_EQ(proxy.refusals, 0);
        QCOMPARE_EQ(proxy.tunnels, 3);  // the question, the read, and a connection of its own for what is sent once
    }

    void variablesAreReadAsCurlReadsThem_data() {
        QTest::addColumn<QString>("value");
        QTest::addColumn<QString>("proxy");  // empty: it cannot be used
        QTest::newRow("no scheme") << "px.example:3128"
                                   << "1 px.example:3128";
        QTest::newRow("http") << "http://px.example:3128/"
                              << "1 px.example:3128";
        QTest::newRow("no port") << "px.example"
                                 << "1 px.example:1080";
        QTest::newRow("user") << "http://a%40b:c@px.example:1"
                              << "1 px.example:1";
        QTest::newRow("address") << "[::1]:3128"
                                 << "1 ::1:3128";
        QTest::newRow("socks5") << "socks5://px.example"
                                << "0 px.example:1080";
        QTest::newRow("socks5h") << "socks5h://px.example:9"
                                 << "0 px.example:9";
        QTest::newRow("https") << "https://px.example:443"
                               << "";
        QTest::newRow("socks4") << "socks4://px.example"
                                << "";
        QTest::newRow("nonsense") << "http://"
                                  << "";
        QTest::newRow("port") << "px.example:99999"
                              << "";
    }
    void variablesAreReadAsCurlReadsThem() {
        QFETCH(QString, value);
        QFETCH(QString, proxy);
        const auto parsed = parseProxy(value);
        QCOMPARE_EQ(parsed.has_value(), !proxy.isEmpty());
        if (!parsed) QCOMPARE_EQ(parsed.error().kind, ErrorKind::Offline);
        if (!parsed) return;
        const int kind = parsed->type() == QNetworkProxy::HttpProxy ? 1 : 0;
        QCOMPARE_EQ(QStringLiteral("%1 %2").arg(kind).arg(nameOf(*parsed)), proxy);
        if (value.contains(u'@')) QCOMPARE_EQ(parsed->user(), QStringLiteral("a@b"));
        const bool asksTheProxy = parsed->capabilities().testFlag(QNetworkProxy::HostNameLookupCapability);
        if (kind == 0) QCOMPARE_EQ(asksTheProxy, value.startsWith(u"socks5h"));
    }

    void exemptHosts_data() {
        QTest::addColumn<QString>("list");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("exempt");
        QTest::newRow("all") << "*"
                             << "a.example" << true;
        QTest::newRow("itself") << "a.example"
                                << "a.example" << true;
        QTest::newRow("below") << "example"
                               << "a.example" << true;
        QTest::newRow("dot") << " .example , b"
                             << "a.example" << true;
        QTest::newRow("no boundary") << "ample"
                                     << "a.example" << false;
        QTest::newRow("case") << "A.EXAMPLE"
                              << "a.example." << true;
        QTest::newRow("other") << "b.example"
                               << "a.example" << false;
        QTest::newRow("address") << "10.1.2.3"
                                 << "10.1.2.3" << true;
        QTest::newRow("subnet") << "10.0.0.0/8"
                                << "10.1.2.3" << true;
        QTest::newRow("other subnet") << "10.0.0.0/16"
                                      << "10.1.2.3" << false;
        QTest::newRow("six") << "[fd00::1]"
                             << "fd00::1" << true;
        QTest::newRow("empty") << ""
                               << "a.example" << false;
    }
    void exemptHosts() {
        QFETCH(QString, list);
        QFETCH(QString, host);
        QFETCH(bool, exempt);
        QCOMPARE_EQ(isExempt(list, host), exempt);
    }

    void aProxyThatCannotBeUsedIsNotPassedOver() {
        const auto restore = qScopeGuard([] {
            for (const char* name : {"https_proxy", "all_proxy", "no_proxy"}) qunsetenv(name);
        });
        const QUrl url(QStringLiteral("https://a.example"));
        qputenv("all_proxy", "socks4://x");
        QVERIFY(!proxyFor(url, {}));
        QVERIFY(proxyFor(url, {}).error().message.startsWith(QStringLiteral("all_proxy: ")));
        QCOMPARE_EQ(proxyFor(QUrl(QStringLiteral("https://127.0.0.1")), {})->type(), QNetworkProxy::NoProxy);
        qputenv("https_proxy", "px.example:3128");
        QCOMPARE_EQ(proxyFor(url, {})->hostName(), QStringLiteral("px.example"));
        qputenv("no_proxy", "example");
        QCOMPARE_EQ(proxyFor(url, {})->type(), QNetworkProxy::NoProxy);
        qunsetenv("no_proxy");
        qputenv("https_proxy", "");  // set, to none
        QCOMPARE_EQ(proxyFor(url, {})->type(), QNetworkProxy::NoProxy);
    }

    /// Somebody at the other end was handed the request, and may have passed it on.
    void aProxysDemandAfterItWasSentIsUnknown() {
        RawServer server;
        server.answer =
            "HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: "
            "0\r\n\r\n";
        NetworkTransport transport;
        const auto answer = start(transport, server.endpoint());
        QVERIFY(!answer);
        QCOMPARE_EQ(answer.error().kind, ErrorKind::UnknownOutcome);
        QCOMPARE_EQ(server.connections, 1);
    }

    void sentOnceMeansOnceOnTheWire_data() {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("keptAlive");
        QTest::addColumn<QByteArray>("fault");
        for (const bool tls : {false, true})
            for (const bool keptAlive : {false, true})
                for (const char* fault : {"drop-after-accept", "drop-before-accept"})
                    QTest::addRow("%s, %s, %s", tls ? "tls" : "plain", keptAlive ? "kept alive" : "fresh", fault)
                        << tls << keptAlive << QByteArray(fault);
    }
    void sentOnceMeansOnceOnTheWire() {
        QFETCH(bool, tls);
        QFETCH(bool, keptAlive);
        QFETCH(QByteArray, fault);
        LabFixture lab({}, tls);
        NetworkTransport transport;
        const Endpoint endpoint = trusting(lab, tls);
        if (keptAlive) QVERIFY(list(transport, endpoint));
        lab.fault(fault + "@/api/backup");
        const auto answer = start(transport, endpoint);
        QVERIFY(!answer);
        QCOMPARE_EQ(answer.error().kind, ErrorKind::UnknownOutcome);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void aDeleteGoesOutOnceWithItsBody() {
        LabFixture lab({.seedBackups = 3});
        NetworkTransport transport;
        const BackupTimestamp oldest = lab->state().backups().front().timestamp;
        lab.fault("drop-after-accept@/api/backup/delete");
        Awaited<Acknowledgement> answer;
        DangerousClient(transport, lab.endpoint(), PassOfTests::make()).deleteBackup(oldest, this, answer.handler());
        EVENTUALLY(answer.isReady());
        QCOMPARE_EQ(answer.result().error().kind, ErrorKind::UnknownOutcome);
        const auto sent = lab.requests("GET", QStringLiteral("/api/backup/delete"));
        QCOMPARE_EQ(sent.size(), 1U);
        QVERIFY(sent[0].value(u"body").toString().contains(oldest.text()));
        QVERIFY(sent[0].value(u"query").toString().contains(oldest.text()));
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
    }

    /// It has no body that could not be read again; the device for one is there all the same.
    void aDeleteWithoutABodyGoesOutOnce_data() {
        QTest::addColumn<bool>("tls");
        QTest::addColumn<bool>("keptAlive");
        for (const bool tls : {false, true})
            for (const bool keptAlive : {false, true})
                QTest::addRow("%s %s", tls ? "tls" : "plain", keptAlive ? "kept alive" : "fresh") << tls << keptAlive;
    }
    void aDeleteWithoutABodyGoesOutOnce() {
        QFETCH(bool, tls);
        QFETCH(bool, keptAlive);
        LabFixture lab({.seedBackups = 3}, tls);
        NetworkTransport transport;
        Endpoint endpoint = trusting(lab, tls);
        endpoint.forms = std::make_shared<RequestForms>();
        endpoint.forms->note(endpoint.environment.root, true);
        if (keptAlive) QVERIFY(list(transport, endpoint));
        lab.fault("drop-after-accept@/api/backup/delete");
        Awaited<Acknowledgement> answer;
        DangerousClient(transport, endpoint, PassOfTests::make())
            .deleteBackup(lab->state().backups().front().timestamp, this, answer.handler());
        EVENTUALLY(answer.isReady());
        QCOMPARE_EQ(answer.result().error().kind, ErrorKind::UnknownOutcome);
        const auto sent = lab.requests("GET", QStringLiteral("/api/backup/delete"));
        QCOMPARE_EQ(sent.size(), 1U);
        QCOMPARE_EQ(sent[0].value(u"body").toString(), QString());
        QCOMPARE_EQ(lab->state().backups().size(), 2U);
    }

    /// After the last look the name leads to another machine, which is known by its certificate alone.
    void anotherCertificateGetsNothing() {
        LabFixture lab({}, true);
        QTemporaryFile authorities;
        QVERIFY(authorities.open());
        for (const char* path : {TEST_CERTIFICATE, OTHER_CERTIFICATE}) {
            QFile file(QString::fromLatin1(path));
            QVERIFY(file.open(QIODevice::ReadOnly));
            authorities.write(file.readAll());
        }
        authorities.flush();
        Endpoint endpoint = lab.endpoint();
        endpoint.environment.caFile = authorities.fileName();
        NetworkTransport transport;
        const auto seen = list(transport, endpoint);
        QVERIFY(seen);
        QVERIFY(seen->peer.startsWith(QStringLiteral("sha256:")));
        endpoint.peer = seen->peer;
        lab.restartWithAnotherCertificate();
        QCOMPARE_EQ(list(transport, endpoint).error().kind, ErrorKind::Refused);  // a look at another tells nothing
        Endpoint anybody = endpoint;
        anybody.peer.clear();
        QVERIFY(list(transport, anybody));  // as good a certificate as before
        const auto refused = start(transport, endpoint);
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().kind, ErrorKind::Refused);
        QVERIFY(lab.requests("POST", QStringLiteral("/api/backup")).empty());
        Awaited<Acknowledgement> gone;  // all that a delete sends is its head
        DangerousClient(transport, endpoint, PassOfTests::make())
            .deleteBackup(BackupTimestamp(QStringLiteral("2026-11-22t06-00-00")), this, gone.handler());
        EVENTUALLY(gone.isReady());
        QCOMPARE_EQ(gone.result().error().kind, ErrorKind::Refused);
        QVERIFY(lab.requests("GET", QStringLiteral("/api/backup/delete")).empty());
        const auto other = list(transport, anybody);
        QVERIFY(other);
        endpoint.peer = other->peer;
        QVERIFY(start(transport, endpoint));
    }

    void aGatewayThatWantsACertificate_data() {
        QTest::addColumn<QString>("file");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QString>("says");  // empty: it is let in
        const QString own = QStringLiteral(OTHER_CERTIFICATE), ownKey = QStringLiteral(OTHER_CERTIFICATE_KEY);
        const QString locked = QStringLiteral(LOCKED_KEY), archive = QStringLiteral(IDENTITY_ARCHIVE);
        const QString none, wants = QStringLiteral("wants a client certificate");
        const QByteArray good("opensesame"), bad("opensalami");
        QTest::newRow("none") << none << none << QByteArray() << wants;
        QTest::newRow("its own") << own << ownKey << QByteArray() << none;
        QTest::newRow("a locked key") << own << locked << good << none;
        QTest::newRow("an archive") << archive << none << good << none;
        QTest::newRow("no password") << own << locked << QByteArray() << QStringLiteral("none is stored");
        QTest::newRow("another password") << own << locked << bad << QStringLiteral("does not open");
        QTest::newRow("another password, archive") << archive << none << bad << QStringLiteral("PKCS #12");
        QTest::newRow("no key in it") << own << none << QByteArray() << QStringLiteral("holds no private key");
        QTest::newRow("not there") << QStringLiteral("/nowhere/c.pem") << none << QByteArray()
                                   << QStringLiteral("cannot be read");
        QTest::newRow("a stranger's") << QStringLiteral(TEST_CERTIFICATE) << QStringLiteral(TEST_CERTIFICATE_KEY)
                                      << QByteArray() << wants;
    }
    void aGatewayThatWantsACertificate() {
        QFETCH(QString, file);
        QFETCH(QString, key);
        QFETCH(QByteArray, password);
        QFETCH(QString, says);
        lab::LabOptions options;
        options.guests = QStringLiteral(OTHER_CERTIFICATE);
        LabFixture lab(options, true);
        Endpoint endpoint = trusting(lab, true);
        endpoint.environment.clientCertificate = {file, key};
        endpoint.clientPassword = Secret(password);
        NetworkTransport transport;
        const auto seen = list(transport, endpoint);
        if (says.isEmpty()) {
            QVERIFY2(seen, seen ? "" : qPrintable(seen.error().message));
            QVERIFY(start(transport, endpoint));
            return;
        }
        QVERIFY(!seen);
        QCOMPARE_EQ(seen.error().kind, ErrorKind::ClientCertificate);
        QVERIFY2(seen.error().message.contains(says), qPrintable(seen.error().message));
        const auto begun = start(transport, endpoint);
        QVERIFY(!begun);
        for (const QJsonObject& request : lab.requests("POST", QStringLiteral("/api/backup")))
            QCOMPARE_EQ(request.value(u"status").toInt(), 400);
    }

    void aHandshakeThatEndsForWantOfACertificate_data() {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("stranger");
        for (const char* version : {"-tls1_2", "-tls1_3"})
            for (const bool stranger : {false, true})
                QTest::addRow("%s, %s", version, stranger ? "a stranger's" : "none")
                    << QString::fromLatin1(version) << stranger;
    }
    void aHandshakeThatEndsForWantOfACertificate() {
        QFETCH(QString, version);
        QFETCH(bool, stranger);
        QProcess server;
        server.start(QStringLiteral("openssl"),
                     {QStringLiteral("s_server"), QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"),
                      QStringLiteral("-cert"), QStringLiteral(TEST_CERTIFICATE), QStringLiteral("-key"),
                      QStringLiteral(TEST_CERTIFICATE_KEY), QStringLiteral("-CAfile"),
                      QStringLiteral(OTHER_CERTIFICATE), QStringLiteral("-Verify"), QStringLiteral("1"),
                      QStringLiteral("-verify_return_error"), QStringLiteral("-www"), version});
        QByteArray said;
        const QRegularExpression where(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
        EVENTUALLY(where.match(QString::fromUtf8(said += server.readAllStandardOutput())).hasMatch());
        Endpoint endpoint;
        endpoint.environment.root =
            QUrl(QStringLiteral("https://127.0.0.1:") + where.match(QString::fromUtf8(said)).captured(1));
        endpoint.environment.dialect = Dialect::Platform;
        endpoint.environment.caFile = QStringLiteral(TEST_CERTIFICATE);
        endpoint.key = Secret(QByteArray("key-key-key"));
        if (stranger)
            endpoint.environment.clientCertificate = {QStringLiteral(TEST_CERTIFICATE),
                                                      QStringLiteral(TEST_CERTIFICATE_KEY)};
        NetworkTransport transport;
        const auto seen = list(transport, endpoint);
        QVERIFY(!seen);
        QVERIFY2(seen.error().kind == ErrorKind::ClientCertificate, qPrintable(seen.error().message));
        QVERIFY2(seen.error().message.contains(stranger ? QStringLiteral("does not take")
                                                        : QStringLiteral("wants a client")),
                 qPrintable(seen.error().message));
        server.kill();
        server.waitForFinished();
    }

    /// Where there is no certificate, the address is what tells them apart.
    void anotherAddressGetsNothing() {
        LabFixture lab;
        NamedHosts hosts;
        hosts.addresses = {QStringLiteral("127.0.0.1")};
        NetworkTransport transport;
        transport.setResolver(hosts);
        Endpoint endpoint = lab.endpoint();
        endpoint.environment.plainHttpAccepted = true;
        endpoint.environment.root.setHost(QStringLiteral("prod.test"));
        endpoint.environment.proxy.mode = ProxyChoice::Mode::None;
        const auto seen = list(transport, endpoint);
        QVERIFY2(seen, seen ? "" : qPrintable(seen.error().message));
        QCOMPARE_EQ(seen->peer, QStringLiteral("127.0.0.1:%1").arg(lab->url().port()));
        endpoint.peer = seen->peer;
        hosts.addresses = {QStringLiteral("127.0.0.2")};
        const auto refused = start(transport, endpoint);
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().kind, ErrorKind::Refused);
        hosts.addresses = {QStringLiteral("127.0.0.2"), QStringLiteral("127.0.0.1")};  // still one of them
        QVERIFY(start(transport, endpoint));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void droppingTheHandleOfAWriteDoesNotAbortIt() {
        LabFixture lab;
        lab.fault("latency=150@/api/backup");
        NetworkTransport transport;
        auto request = makeRequest(ApiCall::StartBackup, lab.endpoint());
        {
            Call call =
                transport.send(*request, this, [](Result<HttpAnswer>) { QFAIL("a dropped call must be silent"); });
        }
        EVENTUALLY_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
    }

    void whatTheEndOfTheTransportCutsIsFreed_data() {
        QTest::addColumn<ApiCall>("call");
        QTest::newRow("sent once") << ApiCall::StartBackup;
        QTest::newRow("read") << ApiCall::ListBackups;
    }

    /// A program may end while a name is still looked up.
    void whatTheEndOfTheTransportCutsIsFreed() {
        QFETCH(ApiCall, call);
        const RawServer server;
        auto transport = std::make_unique<NetworkTransport>();
        auto held = std::make_shared<int>();
        const std::weak_ptr<int> watched = held;
        {
            const Call sent = transport->send(*makeRequest(call, server.endpoint()), this,
                                              [held = std::move(held)](const Result<HttpAnswer>&) {});
            QVERIFY(!watched.expired());
            transport.reset();
        }
        QVERIFY(watched.expired());
    }

    void aRefusedConnectionWasNeverSent() {
        Endpoint nowhere;
        {
            RawServer gone;
            nowhere = gone.endpoint();
        }
        NetworkTransport transport;
        QCOMPARE_EQ(start(transport, nowhere).error().kind, ErrorKind::Offline);
    }

    void aDeadlineIsTimedOutForReadsAndUnknownForWrites() {
        RawServer server;
        server.silent = true;
        Endpoint endpoint = server.endpoint();
        endpoint.deadline = 100ms;
        NetworkTransport transport;
        QCOMPARE_EQ(list(transport, endpoint).error().kind, ErrorKind::TimedOut);
        QCOMPARE_EQ(start(transport, endpoint).error().kind, ErrorKind::UnknownOutcome);
        QCOMPARE_EQ(server.connections, 2);
    }

    void hostileAnswers_data() {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<int>("kind");
        const auto row = [](const char* name, const QByteArray& answer, ErrorKind kind) {
            QTest::newRow(name) << answer << static_cast<int>(kind);
        };
        row("redirect", RawServer::http("302 Found\r\nLocation: http://127.0.0.1:9/evil", {}), ErrorKind::NotTheApi);
        row("html", RawServer::http("200 OK\r\nContent-Type: text/html", "<html></html>"), ErrorKind::NotTheApi);
        row("cut", "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{\"backup-list\":[",
            ErrorKind::Offline);
        row("no http", "SSH-2.0-OpenSSH\r\n\r\n", ErrorKind::Offline);
        row("bad compression", RawServer::http("200 OK\r\nContent-Encoding: gzip", "this is no gzip"),
            ErrorKind::NotTheApi);
        row("bomb",
            RawServer::http("200 OK\r\nContent-Type: application/json\r\nContent-Encoding: deflate", gzipBomb(200)),
            ErrorKind::TooLarge);
        row("too large", RawServer::http("200 OK\r\nContent-Type: application/json", QByteArray(65 * 1024 * 1024, ' ')),
            ErrorKind::TooLarge);
    }
    void hostileAnswers() {
        QFETCH(QByteArray, answer);
        QFETCH(int, kind);
        RawServer server;
        server.answer = answer;
        NetworkTransport transport;
        const auto result = list(transport, server.endpoint());
        QVERIFY(!result);
        QCOMPARE_EQ(kebabName(result.error().kind), kebabName(static_cast<ErrorKind>(kind)));
    }

    void compressedAnswersAreRead_data() {
        QTest::addColumn<QByteArray>("encoding");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("deflate") << QByteArray("deflate") << qCompress(QByteArray(R"({"backup-list":[]})")).mid(4);
        QTest::newRow("deflate, bare") << QByteArray("Deflate")
                                       << QByteArray::fromHex("ab564a4a4cce2e2dd0cdc92c2e51b28a8ead0500");
        QTest::newRow("gzip") << QByteArray("gzip")
                              << QByteArray::fromHex(
                                     "1f8b0800000000000203ab564a4a4cce2e2dd0cdc92c2e51b28a8ead0500e898ee5012000000");
        QTest::newRow("identity") << QByteArray("identity") << QByteArray(R"({"backup-list":[]})");
    }
    void compressedAnswersAreRead() {
        QFETCH(QByteArray, encoding);
        QFETCH(QByteArray, body);
        RawServer server;
        server.answer =
            RawServer::http("200 OK\r\nContent-Type: application/json\r\nContent-Encoding: " + encoding, body);
        NetworkTransport transport;
        const auto read = list(transport, server.endpoint());
        QVERIFY2(read, read ? "" : qPrintable(read.error().message));
    }

    /// What was sent once is read on the thread that asked.
    void aBombInAnAcknowledgementIsNoRefusal() {
        RawServer server;
        server.answer =
            RawServer::http("200 OK\r\nContent-Type: application/json\r\nContent-Encoding: deflate", gzipBomb(50));
        NetworkTransport transport;
        QCOMPARE_EQ(start(transport, server.endpoint()).error().kind, ErrorKind::UnknownOutcome);
    }

    void authoritiesMayBeInDer() {
        LabFixture lab({}, true);
        QTemporaryFile der;
        QVERIFY(der.open());
        der.write(QSslCertificate::fromPath(QStringLiteral(TEST_CERTIFICATE)).value(0).toDer());
        der.close();
        Endpoint endpoint = lab.endpoint();
        endpoint.environment.caFile = der.fileName();
        NetworkTransport transport;
        QVERIFY(list(transport, endpoint));
    }

    void noCookieIsKeptAndNoneButOursIsSent() {
        RawServer server;
        server.answer =
            RawServer::http("200 OK\r\nContent-Type: application/json\r\nSet-Cookie: prophecy-token=stolen; Path=/",
                            R"({"backup-list":[]})");
        NetworkTransport transport;
        QVERIFY(list(transport, server.endpoint()));
        LabFixture lab;
        Endpoint endpoint = lab.endpoint();
        QVERIFY(list(transport, endpoint));  // the cookie of the other server at this address would be refused
    }

    void anUntrustedCertificateIsAValueAndCanBePinned() {
        LabFixture lab({}, true);
        NetworkTransport transport;
        Endpoint endpoint = lab.endpoint();
        const auto refused = list(transport, endpoint);
        QVERIFY(!refused);
        QCOMPARE_EQ(refused.error().kind, ErrorKind::Tls);
        QVERIFY(refused.error().tls);
        const TlsTrouble& trouble = *refused.error().tls;
        QCOMPARE_EQ(trouble.chain.size(), 1);
        QCOMPARE_EQ(trouble.chain.first().subject, QStringLiteral("127.0.0.1"));
        QVERIFY(!trouble.errors.isEmpty());
        QVERIFY(lab.requests("GET", QStringLiteral("/api/backup/list")).empty());

        endpoint.environment.pins = {{trouble.chain.first().sha256, trouble.errors}};
        QVERIFY(list(transport, endpoint));
        endpoint.environment.pins = {{trouble.chain.first().sha256, {}}};  // other errors than the pinned ones
        QCOMPARE_EQ(list(transport, endpoint).error().kind, ErrorKind::Tls);
        QString other = trouble.chain.first().sha256;
        other[0] = other[0] == u'a' ? u'b' : u'a';
        endpoint.environment.pins = {{other, trouble.errors}};
        QCOMPARE_EQ(list(transport, endpoint).error().kind, ErrorKind::Tls);
        endpoint.environment.pins.clear();
        QCOMPARE_EQ(list(transport, endpoint).error().kind,
                    ErrorKind::Tls);  // a pin of another environment does not help
    }

    void aCaFileIsTrusted() {
        LabFixture lab({}, true);
        NetworkTransport transport;
        QVERIFY(list(transport, trusting(lab, true)));
        Endpoint wrong = lab.endpoint();
        wrong.environment.caFile = QStringLiteral("/nowhere.pem");
        QCOMPARE_EQ(list(transport, wrong).error().kind, ErrorKind::Tls);
    }

    void aProbeTellsStepByStep() {
        LabFixture lab({.undocumented = false});
        NetworkTransport transport;
        Endpoint endpoint = lab.endpoint();
        endpoint.environment.dialect = Dialect::Auto;
        Awaited<ProbeReport> report;
        Call call = probe(transport, m_scheduler, endpoint, this, report.handler());
        EVENTUALLY(report.isReady());
        QCOMPARE_EQ(report.result()->dialect, Dialect::Platform);
        QCOMPARE_EQ(report.result()->capabilities.value(Capability::BackupConfigRead), Offer::Offered);
        QCOMPARE_EQ(report.result()->capabilities.value(Capability::Upgrade), Offer::NotOffered);
        QCOMPARE_EQ(report.result()->capabilities.value(Capability::BackupConfigWrite), Offer::Untried);
    }
};

QTEST_GUILESS_MAIN(TransportTest)
#include "transport_test.moc"
