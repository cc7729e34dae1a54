#pragma once

#include <QLockFile>
#include <QObject>

class QLocalServer;
class QLocalSocket;

namespace prophecy {

/// One window for a profile: who starts a second one brings the first to the front. Where the first does not answer,
/// nothing keeps the second from starting; a profile may be open twice.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    /// Makes the folder where it is not there yet.
    explicit SingleInstance(const QString& profileDir);
    ~SingleInstance() override;

    bool isFirst() const { return m_isFirst; }
    /// Asks the first one to come to the front; answered() follows, and never within the call.
    void callFirst();

Q_SIGNALS:
    /// A second one was started.
    void wanted();
    /// came: the first one says that it is in front.
    void answered(bool came);

private:
    void welcome();
    void settle(bool came);

    QString m_name;
    QLockFile m_lock;
    bool m_isFirst = false;
    QLocalServer* m_server = nullptr;
    QLocalSocket* m_call = nullptr;
};

}  // namespace prophecy
