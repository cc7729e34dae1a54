#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>

/// The rooms and who may enter which: arrows go down only.
class ArchitectureTest final : public QObject {
    Q_OBJECT

    static QMap<QString, QStringList> mayInclude() {
        const auto list = [](const char* names) { return QString::fromLatin1(names).split(u' '); };
        return {{QStringLiteral("src/core"), list("core")},
                {QStringLiteral("src/domain"), list("core domain")},
                {QStringLiteral("src/words"), list("core domain words")},
                {QStringLiteral("src/api"), list("core domain api")},
                {QStringLiteral("src/secrets"), list("core secrets")},
                {QStringLiteral("src/storage"), list("core domain storage")},
                {QStringLiteral("src/services"), list("core domain words api secrets storage services")},
                {QStringLiteral("src/lab"), list("core domain lab")},
                {QStringLiteral("ui"), list("core domain words storage services ui")}};
    }

private Q_SLOTS:
    void includesGoDownOnly_data() {
        QTest::addColumn<QString>("room");
        for (const QString& room : mayInclude().keys()) QTest::newRow(qPrintable(room)) << room;
    }
    void includesGoDownOnly() {
        QFETCH(QString, room);
        static const QRegularExpression include(QStringLiteral("^\\s*#include \"([a-z_]+)/"),
                                                QRegularExpression::MultilineOption);
        int files = 0;
        QDirIterator it(QStringLiteral(PROJECT_FOLDER "/") + room, {QStringLiteral("*.h"), QStringLiteral("*.cpp")},
                        QDir::Files, QDirIterator::Subdirectories);
        while (it.hasNext()) {
            QFile file(it.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            auto found = include.globalMatch(QString::fromUtf8(file.readAll()));
            while (found.hasNext()) {
                const QString entered = found.next().captured(1);
                QVERIFY2(mayInclude().value(room).contains(entered),
                         qPrintable(QStringLiteral("%1 includes %2/").arg(file.fileName(), entered)));
            }
        }
        QVERIFY(files > 0);
    }

    void coreAndDomainKnowNoNetworkAndNoWindow() {
        static const QRegularExpression foreign(
            QStringLiteral("#include <(QNetwork|QSsl|QHost|QSql|QWidget|QApplication|QColor|QIcon)"));
        for (const char* room : {"src/core", "src/domain"}) {
            QDirIterator it(QStringLiteral(PROJECT_FOLDER "/") + QString::fromLatin1(room), QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                QVERIFY2(!foreign.match(QString::fromUtf8(file.readAll())).hasMatch(), qPrintable(file.fileName()));
            }
        }
    }

    /// What differs between kinds of operations stands in their rows; a kind's own screens and stores may name it.
    void noCommonFileAsksForAKind() {
        static const QRegularExpression asks(QStringLiteral(
            "OperationKind::(Backup|Delete|Restore|Upgrade|Config)\\b|trace(Of|Or)<(Delete|Restore|Upgrade|Config)"));
        static const QRegularExpression own(QStringLiteral(
            "(backup|delete|restore|upgrade|config|phase_list|way_back|screenshots|operation_store|operations/order|"
            "domain/operation/operation(_kind)?\\.)"));
        QStringList askers;
        for (const char* room : {"src", "ui", "app"}) {
            QDirIterator it(QStringLiteral(PROJECT_FOLDER "/") + QString::fromLatin1(room),
                            {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                const QString path = file.fileName().mid(QStringLiteral(PROJECT_FOLDER).size());
                if (own.match(path).hasMatch()) continue;
                QVERIFY(file.open(QIODevice::ReadOnly));
                if (asks.match(QString::fromUtf8(file.readAll())).hasMatch()) askers << path;
            }
        }
        QCOMPARE_EQ(askers, QStringList());
    }

    /// Three conditionals in one statement want early returns, or a table.
    void noLadderOfThreeConditionals() {
        static const QRegularExpression quoted(
            QStringLiteral("//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"|'(?:\\\\.|[^'\\\\\\n])'"));
        static const QRegularExpression ends(QStringLiteral("[;{}]"));
        static const QRegularExpression asks(QStringLiteral("\\s\\?\\s"));
        QStringList ladders;
        for (const char* room : {"src", "ui", "app"}) {
            QDirIterator it(QStringLiteral(PROJECT_FOLDER "/") + QString::fromLatin1(room),
                            {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                            QDirIterator::Subdirectories);
            while (it.hasNext()) {
                QFile file(it.next());
                QVERIFY(file.open(QIODevice::ReadOnly));
                const QString code = QString::fromUtf8(file.readAll()).remove(quoted);
                for (const QString& statement : code.split(ends))
                    if (statement.count(asks) >= 3) ladders << file.fileName() + u':' + statement.simplified();
            }
        }
        QCOMPARE_EQ(ladders, QStringList());
    }
};

QTEST_GUILESS_MAIN(ArchitectureTest)
#include "architecture_test.moc"
