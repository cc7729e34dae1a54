#include <QAbstractItemModelTester>
#include <QRandomGenerator>
#include <QSignalSpy>
#include <QTest>
#include <QTimeZone>
#include <cmath>

#include "services/operations/recording.h"
#include "tests/support/eventually.h"
#include "tests/support/manual_time.h"
#include "ui/models/backup_table_model.h"
#include "ui/models/journal_model.h"
#include "ui/theme/theme.h"
#include "ui/theme/tokens.h"
#include "ui/words/finding_words.h"
#include "ui/words/journal_words.h"
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

    static double luminance(const QColor& color) {
        const auto part = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * part(color.redF()) + 0.7152 * part(color.greenF()) + 0.0722 * part(color.blueF());
    }
    static double contrast(const QColor& a, const QColor& b) {
        const auto [dark, light] = std::minmax({luminance(a), luminance(b)});
        return (light + 0.05) / (dark + 0.05);
    }
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
                    entries.emplace_back(stamp(day),
                                         random.bounded(4) ? QStringLiteral("Success") : QStringLiteral("error"));
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
        JournalModel model([](const JournalRow&) { return QTimeZone::utc(); });
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

    void aTimeStandsInTheServersZoneAndInUtc() {
        const QDateTime night(QDate(2026, 7, 1), QTime(23, 30), Qt::UTC);
        const QTimeZone berlin("Europe/Berlin");
        QCOMPARE_EQ(Words::when(night, QTimeZone::utc()), QStringLiteral("2026-07-01 23:30 UTC"));
        QCOMPARE_EQ(Words::when(night, berlin), QStringLiteral("2026-07-02 01:30 (2026-07-01 23:30 UTC)"));
        QCOMPARE_EQ(Words::when(night.addSecs(-3600 * 5), berlin), QStringLiteral("2026-07-01 20:30 (18:30 UTC)"));
        QCOMPARE_EQ(Words::clock(night, berlin), QStringLiteral("01:30:00 (23:30:00 UTC)"));
        QCOMPARE_EQ(Words::clock({}, berlin), QString());
        QVERIFY(Words::inAllZones(night, berlin).contains(QStringLiteral("Europe/Berlin")));
    }

    void everyFindingHasASentence() {
        for (int code = 0; code <= static_cast<int>(FindingCode::SlowerThanUsual); ++code) {
            const Finding finding{static_cast<FindingCode>(code),
                                  Level::Bad,
                                  m_time.nowUtc(),
                                  2,
                                  QStringLiteral("a"),
                                  m_time.nowUtc(),
                                  m_time.nowUtc()};
            QVERIFY2(findingText(finding, m_time.nowUtc(), QTimeZone::utc()).size() > 5,
                     qPrintable(QString::number(code)));
        }
    }

    /// 4.5 to 1, as WCAG asks of normal text (success criterion 1.4.3).
    void everyTextIsReadable() {
        for (const Tokens& t : {Tokens::light(), Tokens::dark()}) {
            for (const QColor& ground : {t.window, t.surface, t.alternate, t.runningTint})
                for (const QColor& ink : {t.text, t.muted})
                    QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + u' ' + ground.name()));
            const std::pair<QColor, QColor> looks[] = {
                {t.good, t.goodTint}, {t.attention, t.attentionTint}, {t.bad, t.badTint}, {t.running, t.runningTint},
                {t.bad, t.surface},   {t.onAccent, t.accent},         {t.onAccent, t.bad}};
            for (const auto& [ink, ground] : looks)
                QVERIFY2(contrast(ink, ground) >= 4.5, qPrintable(ink.name() + u' ' + ground.name()));
        }
    }

    void newEntriesOfTheJournalMoveNothing() {
        JournalModel model([](const JournalRow&) { return QTimeZone::utc(); });
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const auto entry = [](int seq, const char* environment) {
            JournalRow row;
            row.seq = seq;
            row.environment = QString::fromLatin1(environment);
            row.hash = QString::number(seq);
            return row;
        };
        model.setFilter(QStringLiteral("a"), {});
        model.setRows({entry(2, "a"), entry(1, "a")});
        const QPersistentModelIndex chosen = model.index(1, 0);
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        model.setRows({entry(4, "a"), entry(3, "b"), entry(2, "a"), entry(1, "a")});
        QCOMPARE_EQ(reset.size(), 0);
        QCOMPARE_EQ(model.rowCount(), 3);
        QCOMPARE_EQ(chosen.row(), 2);
        QCOMPARE_EQ(model.at(2)->seq, 1);
        model.setRows({entry(5, "b"), entry(4, "a"), entry(3, "b"), entry(2, "a"), entry(1, "a")});
        QCOMPARE_EQ(model.rowCount(), 3);
        QCOMPARE_EQ(model.at(0)->seq, 4);
        model.setRows({entry(6, "a"), entry(5, "b"), entry(4, "a")});  // older ones went
        QCOMPARE_EQ(model.rowCount(), 2);
        QCOMPARE_EQ(model.shown().front().seq, 6);
    }

    void anEntryIsToldInWords() {
        JournalRow row;
        row.action = QStringLiteral("environment-change");
        row.detail = QJsonObject{
            {QStringLiteral("before"),
             QJsonObject{{QStringLiteral("protection"), QStringLiteral("typed")}, {QStringLiteral("revision"), 1}}},
            {QStringLiteral("after"),
             QJsonObject{{QStringLiteral("protection"), QStringLiteral("confirm")}, {QStringLiteral("revision"), 2}}}};
        QCOMPARE_EQ(factsOf(row).size(), 1U);
        QCOMPARE_EQ(factsOf(row).front().value, QStringLiteral("protection: typed → confirm"));
        QVERIFY(detailWords(row).contains(QStringLiteral("typed → confirm")));
        row.detail = QJsonObject{{QStringLiteral("disableRollback"), true}, {QStringLiteral("strange"), 3}};
        const auto facts = factsOf(row);
        QCOMPARE_EQ(facts.size(), 2U);
        QCOMPARE_EQ(facts[0].value, QStringLiteral("yes"));
        QCOMPARE_EQ(facts[1].label, QStringLiteral("strange"));
    }

    void anExportRunsNothingInASpreadsheet() {
        JournalRow row;
        row.environment = QStringLiteral("=cmd()");
        row.who = QStringLiteral("a \"b\"");
        const QByteArray csv = journalCsv({row});
        QVERIFY(csv.contains("\"'=cmd()\""));
        QVERIFY(csv.contains("\"a \"\"b\"\"\""));
    }
};

QTEST_MAIN(ModelsTest)
#include "models_test.moc"
