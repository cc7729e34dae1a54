#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>

#include "services/operations/recording.h"
#include "tests/support/eventually.h"
#include "tests/support/manual_time.h"
#include "ui/models/backup_table_model.h"
#include "ui/models/journal_model.h"
#include "ui/theme/theme.h"
#include "ui/words/words.h"

using namespace prophecy;
using namespace prophecy::ui;

namespace {

SharedRows rows(std::vector<std::pair<QString, QString>> entries) {
    std::vector<KnownBackup> known;
    known.reserve(entries.size());
    for (auto& [timestamp, status] : entries)
        known.push_back({{BackupTimestamp(timestamp), status, QStringLiteral("app"), {}}, true, -1, {}});
    return std::make_shared<const BackupRows>(makeRows(std::move(known), QTimeZone::utc()));
}

QString stamp(int day) {
    return QStringLiteral("2026-01-%1t00-00-00").arg(day, 2, 10, QLatin1Char('0'));
}

}  // namespace

class ModelsTest final : public QObject {
    Q_OBJECT

    test::ManualTime m_time;

    void show(BackupTableModel& model, SharedRows all) {
        QSignalSpy arranged(&model, &BackupTableModel::arranged);
        model.setRows(std::move(all), QTimeZone::utc(), 0);
        EVENTUALLY_EQ(arranged.size(), 1);
    }
    static QStringList keys(const BackupTableModel& model) {
        QStringList list;
        for (int i = 0; i < model.rowCount(); ++i) list << model.at(i)->key;
        return list;
    }

private Q_SLOTS:
    void aSchemeIsKeptByNameAndReadAsTheNumberOfBefore() {
        using ui::Scheme, ui::kebabName, ui::schemeFrom;
        for (const Scheme scheme : {Scheme::System, Scheme::Light, Scheme::Dark}) {
            QCOMPARE_EQ(schemeFrom(kebabName(scheme).toLatin1()), scheme);
            QCOMPARE_EQ(schemeFrom(QByteArray::number(static_cast<int>(scheme))), scheme);
        }
        QCOMPARE_EQ(schemeFrom("sepia"), Scheme::System);
    }

    /// What the journal has is read by people, whatever happened.
    void everyActionHasWords() {
        for (const OperationKind kind : allKinds())
            for (const Milestone milestone : kMilestones) {
                Operation operation;
                operation.kind = kind;
                const QString action = actionOf(operation, milestone);
                QVERIFY2(actionWords(action) != action, qPrintable(action));
            }
        for (const char* action :
             {"environment-add", "environment-change", "environment-remove", "key-set", "key-promoted", "config-write",
              "config-saved", "config-refused", "config-not-offered", "config-did-not-stick", "config-unknown",
              "config-not-sent", "restore-report", "upgrade-report", "upgrade-guided", "upgrade-guided-end",
              "curl-copy", "database-set-aside"})
            QVERIFY2(actionWords(QString::fromLatin1(action)) != QLatin1String(action), action);
    }

    void initTestCase() { QTest::failOnWarning(QRegularExpression(QStringLiteral(".*"))); }

    void randomChangesKeepTheModelSound() {
        BackupTableModel model(m_time);
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QRandomGenerator random(3);
        for (int round = 0; round < 60; ++round) {
            std::vector<std::pair<QString, QString>> entries;
            for (int day = 1; day <= 28; ++day)
                if (random.bounded(3) > 0)
                    entries.push_back(
                        {stamp(day), random.bounded(4) ? QStringLiteral("Success") : QStringLiteral("error")});
            const SharedRows all = rows(entries);
            show(model, all);
            QCOMPARE_EQ(model.rowCount(), static_cast<int>(entries.size()));
            for (int i = 1; i < model.rowCount(); ++i) QVERIFY(model.at(i - 1)->time > model.at(i)->time);
            QCOMPARE_EQ(model.lineOf(model.rowCount() ? model.at(0)->key : QString()), model.rowCount() ? 0 : -1);
        }
    }

    void aListThatChangesNothingEmitsNothing() {
        BackupTableModel model(m_time);
        show(model, rows({{stamp(1), QStringLiteral("Success")}, {stamp(2), QStringLiteral("error")}}));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged),
            inserted(&model, &QAbstractItemModel::rowsInserted), removed(&model, &QAbstractItemModel::rowsRemoved);
        show(model, rows({{stamp(1), QStringLiteral("Success")}, {stamp(2), QStringLiteral("error")}}));
        QCOMPARE_EQ(reset.size() + changed.size() + inserted.size() + removed.size(), 0);
    }

    void aNewBackupIsInsertedAndTheSelectionSurvives() {
        BackupTableModel model(m_time);
        show(model, rows({{stamp(1), QStringLiteral("Success")}, {stamp(2), QStringLiteral("error")}}));
        const QPersistentModelIndex selected(model.index(1, 0));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged),
            inserted(&model, &QAbstractItemModel::rowsInserted);
        show(model, rows({{stamp(1), QStringLiteral("error")},
                          {stamp(2), QStringLiteral("error")},
                          {stamp(3), QStringLiteral("Success")}}));
        QCOMPARE_EQ(reset.size(), 0);
        QCOMPARE_EQ(inserted.size(), 1);
        QCOMPARE_EQ(changed.size(), 1);
        QCOMPARE_EQ(selected.row(), 2);
        QCOMPARE_EQ(selected.data(BackupTableModel::KeyRole).toString(), stamp(1));
    }

    void sortAndFilter() {
        BackupTableModel model(m_time);
        show(model, rows({{stamp(1), QStringLiteral("b")},
                          {stamp(2), QStringLiteral("Success")},
                          {stamp(3), QStringLiteral("a")}}));
        QSignalSpy arranged(&model, &BackupTableModel::arranged);
        model.sort(static_cast<int>(BackupTableModel::Column::Detail), Qt::AscendingOrder);
        EVENTUALLY_EQ(arranged.size(), 1);
        QCOMPARE_EQ(keys(model), (QStringList{stamp(2), stamp(3), stamp(1)}));
        BackupQuery query = model.query();
        query.state = StateFilter::Failed;
        model.setQuery(query);
        EVENTUALLY_EQ(arranged.size(), 2);
        QCOMPARE_EQ(keys(model), (QStringList{stamp(3), stamp(1)}));
        QCOMPARE_EQ(model.counts().total(), 3);
        model.sort(static_cast<int>(BackupTableModel::Column::Age), Qt::AscendingOrder);
        EVENTUALLY_EQ(arranged.size(), 3);
        QCOMPARE_EQ(keys(model).first(), stamp(3));  // the youngest
    }

    void serverTextIsPlainAndOnOneLine() {
        BackupTableModel model(m_time);
        show(model, rows({{stamp(1), QStringLiteral("<b>bold</b>\n\u202Eevil\x07")}}));
        const QString detail = model.index(0, static_cast<int>(BackupTableModel::Column::Detail)).data().toString();
        QCOMPARE_EQ(detail, QStringLiteral("<b>bold</b> \uFFFDevil\uFFFD"));
    }

    void agesTick() {
        const QDateTime now(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC);
        QCOMPARE_EQ(Words::age(now.addSecs(-4), now), QStringLiteral("4 s ago"));
        QCOMPARE_EQ(Words::age(now.addSecs(-3 * 3600), now), QStringLiteral("3 h ago"));
        QCOMPARE_EQ(Words::age(now.addDays(2), now), QStringLiteral("2 d ahead of this clock"));
        QCOMPARE_EQ(Words::age({}, now), QStringLiteral("never"));
        QCOMPARE_EQ(Words::span(3 * 3600 + 720), QStringLiteral("3 h 12 m"));
        QCOMPARE_EQ(Words::duration(182'000), QStringLiteral("3 m 02 s"));
    }

    void theJournalFilters() {
        JournalModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const QDateTime at = m_time.nowUtc();
        model.setRows({{2,
                        at,
                        QStringLiteral("me"),
                        QStringLiteral("pc"),
                        QStringLiteral("prod"),
                        {},
                        QStringLiteral("backup-start"),
                        {},
                        QStringLiteral("h2")},
                       {1,
                        at,
                        QStringLiteral("me"),
                        QStringLiteral("pc"),
                        QStringLiteral("dr"),
                        {},
                        QStringLiteral("environment-add"),
                        {},
                        QStringLiteral("h1")}});
        QCOMPARE_EQ(model.rowCount(), 2);
        model.setFilter(QStringLiteral("prod"), {});
        QCOMPARE_EQ(model.rowCount(), 1);
        model.setFilter({}, QStringLiteral("environment ADDED"));
        QCOMPARE_EQ(model.rowCount(), 1);
        QCOMPARE_EQ(model.at(0)->environment, QStringLiteral("dr"));
    }
};

QTEST_MAIN(ModelsTest)
#include "models_test.moc"
