#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <memory>

#include "tests/support/lab_fixture.h"

namespace prophecy::test {

/// prophecyctl as a script sees it: arguments in, one document and an exit code out. Every robot has a profile of its
/// own, and no keychain.
class CtlRobot {
public:
    struct Outcome {
        int code = -1;
        QJsonObject document;
        QByteArray out;
        QByteArray err;
        QJsonObject error() const { return document.value(u"error").toObject(); }
        QString kind() const { return error().value(u"kind").toString(); }
        QString message() const { return error().value(u"message").toString(); }
        QJsonValue data() const { return document.value(u"data"); }
    };

    QString profile() const { return m_profile.path(); }
    QString filePath(const QString& name) const { return m_profile.filePath(name); }

    std::unique_ptr<QProcess> start(const QStringList& arguments, const QByteArray& key) const {
        auto process = std::make_unique<QProcess>();
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
        environment.insert(QStringLiteral("XDG_RUNTIME_DIR"), m_profile.path());
        environment.remove(QStringLiteral("PROPHECY_KEY"));
        if (!key.isEmpty()) environment.insert(QStringLiteral("PROPHECY_KEY"), QString::fromUtf8(key));
        process->setProcessEnvironment(environment);
        process->start(
            QStringLiteral(PROGRAM_FOLDER "/prophecyctl"),
            QStringList{QStringLiteral("--json"), QStringLiteral("--profile"), m_profile.path()} + arguments);
        return process;
    }
    static Outcome finish(QProcess& process) {
        QSignalSpy finished(&process, &QProcess::finished);
        if (process.state() != QProcess::NotRunning) finished.wait(60'000);
        const bool ended = process.state() == QProcess::NotRunning;
        Outcome outcome{
            ended ? process.exitCode() : -1, {}, process.readAllStandardOutput(), process.readAllStandardError()};
        outcome.document = QJsonDocument::fromJson(outcome.out).object();
        return outcome;
    }
    Outcome run(const QString& line, const QByteArray& key = {}) const {
        const auto process = start(QProcess::splitCommand(line), key);
        return finish(*process);
    }
    Outcome at(LabFixture& lab, const QString& command) const {
        return run(QStringLiteral("--url %1 %2").arg(lab->url().toString(), command), lab->key());
    }

private:
    QTemporaryDir m_profile;
};

}  // namespace prophecy::test
