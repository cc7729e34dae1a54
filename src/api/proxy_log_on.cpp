#include "api/proxy_log_on.h"

#include <QPointer>
#include <QRegularExpression>
#include <QTcpSocket>
#include <QTimer>

#include "api/proxies.h"

namespace prophecy {

namespace {

constexpr int kWantsLogOn = 407;
constexpr qsizetype kLongestHead = 64 * 1024;

/// "Basic", "NTLM", in the order in which they are offered.
QStringList schemesIn(const QByteArrayList& challenges) {
    static const QRegularExpression scheme(QStringLiteral("(?:^|,)\\s*([A-Za-z][A-Za-z0-9-]*)(?=\\s*(?:$|,|\\s[^=]))"));
    static const QRegularExpression quoted(QStringLiteral("\"[^\"]*\""));
    QStringList schemes;
    for (const QByteArray& challenge : challenges)
        for (auto it = scheme.globalMatch(QString::fromLatin1(challenge).remove(quoted)); it.hasNext();)
            if (const QString name = it.next().captured(1); !schemes.contains(name, Qt::CaseInsensitive))
                schemes << name;
    return schemes;
}

bool offers(const QStringList& schemes, QLatin1String name) {
    return schemes.contains(name, Qt::CaseInsensitive);
}

/// Qt would choose one of these before any other.
bool offersWhatLoops(const QStringList& schemes) {
    return offers(schemes, QLatin1String("NTLM")) || offers(schemes, QLatin1String("Negotiate"));
}

/// The head of an answer to CONNECT.
struct Head {
    int status = 0;
    QByteArrayList challenges;
};

Head parseHead(const QByteArray& head) {
    Head parsed;
    const QList<QByteArray> lines = head.split('\n');
    parsed.status = lines.value(0).simplified().split(' ').value(1).toInt();
    for (const QByteArray& line : lines) {
        const qsizetype colon = line.indexOf(':');
        if (line.left(colon).trimmed().toLower() == "proxy-authenticate")
            parsed.challenges << line.mid(colon + 1).trimmed();
    }
    return parsed;
}

/// Lives until its promise is settled or dropped.
class Question final : public QObject {
public:
    Question(const QNetworkProxy& proxy, const QUrl& target, std::chrono::milliseconds patience,
             Promise<ProxyLogOn> promise)
        : m_proxy(proxy), m_promise(std::move(promise)) {
        const QString host = target.host(QUrl::FullyEncoded);
        m_target = ((host.contains(u':') && !host.startsWith(u'[') ? u'[' + host + u']' : host) +
                    QStringLiteral(":%1").arg(target.port(443)))
                       .toLatin1();
        m_socket.setProxy(QNetworkProxy::NoProxy);
        connect(&m_socket, &QTcpSocket::connected, this, &Question::ask);
        connect(&m_socket, &QTcpSocket::readyRead, this, &Question::read);
        connect(&m_socket, &QTcpSocket::errorOccurred, this, [this] { fail(m_socket.errorString()); });
        m_deadline.setSingleShot(true);
        connect(&m_deadline, &QTimer::timeout, this, [this] { fail(QStringLiteral("it does not answer.")); });
        m_deadline.start(patience);
        m_socket.connectToHost(m_proxy.hostName(), m_proxy.port());
    }

private:
    void ask() {
        QByteArray request = "CONNECT " + m_target + " HTTP/1.1\r\nHost: " + m_target + "\r\n";
        if (!m_proxy.user().isEmpty()) request += "Proxy-Authorization: " + basicLogOn(m_proxy) + "\r\n";
        m_socket.write(request + "\r\n");
    }

    void read() {
        m_answer += m_socket.read(kLongestHead);
        const qsizetype end = m_answer.indexOf("\r\n\r\n");
        if (end >= 0) return judge(parseHead(m_answer.left(end)));
        if (m_answer.size() >= kLongestHead) fail(QStringLiteral("its answer is no answer of a proxy."));
    }

    void judge(const Head& head) {
        const bool named = !m_proxy.user().isEmpty();
        if (head.status != kWantsLogOn) return settle(named ? ProxyLogOn::Basic : ProxyLogOn::None);
        const QStringList schemes = schemesIn(head.challenges);
        const bool digest = offers(schemes, QLatin1String("Digest")) && !offersWhatLoops(schemes);
        if (named && digest) return settle(ProxyLogOn::Digest);
        settle(tl::unexpected(logOnError(nameOf(m_proxy), m_proxy.user(), head.challenges)));
    }

    void fail(const QString& why) {
        settle(prophecy::fail(ErrorKind::Offline,
                              QStringLiteral("The proxy %1 cannot be used: %2").arg(nameOf(m_proxy), why)));
    }

    void settle(Result<ProxyLogOn> outcome) {
        m_socket.disconnect(this);
        m_deadline.stop();
        m_socket.abort();
        deleteLater();
        m_promise.settle(std::move(outcome));
    }

    QNetworkProxy m_proxy;
    Promise<ProxyLogOn> m_promise;
    QByteArray m_target;
    QByteArray m_answer;
    QTcpSocket m_socket;
    QTimer m_deadline;
};

}  // namespace

Call askProxy(const QNetworkProxy& proxy, const QUrl& target, std::chrono::milliseconds patience, QObject* context,
              Handler<ProxyLogOn> handler) {
    const Promise<ProxyLogOn> promise(context, std::move(handler));
    auto* question = new Question(proxy, target, patience, promise);
    promise.onDrop([question = QPointer<Question>(question)] {
        if (question) question->deleteLater();
    });
    return promise.call();
}

Error logOnError(const QString& proxy, const QString& triedAs, const QByteArrayList& challenges) {
    const QStringList schemes = schemesIn(challenges);
    const bool spoken = offers(schemes, QLatin1String("Basic")) ||
                        (offers(schemes, QLatin1String("Digest")) && !offersWhatLoops(schemes));
    const QString list = schemes.isEmpty() ? QStringLiteral("of an unnamed kind") : schemes.join(QStringLiteral(", "));
    Error error = makeError(
        ErrorKind::NotTheApi,
        !spoken ? QStringLiteral("The proxy %1 wants a log-on (%2) that this program does not speak; it speaks Basic "
                                 "and Digest.")
                      .arg(proxy, list)
        : triedAs.isEmpty()
            ? QStringLiteral("The proxy %1 wants a log-on (%2), and no user is given.").arg(proxy, list)
            : QStringLiteral("The proxy %1 refuses the log-on of the user %2 (%3).").arg(proxy, triedAs, list));
    error.httpStatus = kWantsLogOn;
    return error;
}

QByteArray basicLogOn(const QNetworkProxy& proxy) {
    return "Basic " + (proxy.user().toUtf8() + ':' + proxy.password().toUtf8()).toBase64();
}

}  // namespace prophecy
