#pragma once

#include <QJsonObject>
#include <QProcess>

#include "app/app_context.h"

namespace prophecy {

/// The practice lab as a child process: a primary and a DR site on the loopback address, at ports that belong to the
/// profile, so that what was under way is found again at the next start.
class Demo final : public QObject {
    Q_OBJECT
public:
    /// Where the demo's profile and the lab's state lie.
    static QString standardProfile();
    /// Marks a profile that does not exist yet as made by a demo.
    static void mark(const QString& profileDir);
    /// Removes what a demo keeps in a profile, and nothing else that may lie there. Kind Refused for a profile that no
    /// demo made: its journal is somebody's record.
    static Result<void> forget(const QString& profileDir);

    Demo(AppContext& context, QString profileDir);
    ~Demo() override;
    void start();

Q_SIGNALS:
    /// The environments exist and their keys are known.
    void ready();
    void failed(const QString& reason);

private:
    void readLine();
    Result<void> adopt(const QJsonObject& site, const QString& name, Role role);

    AppContext& m_context;
    QString m_profileDir;
    QProcess m_lab;
    bool m_isReady = false;
};

}  // namespace prophecy
