#include <QFrame>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTest>
#include <QTimeEdit>

#include "domain/cron/compose.h"
#include "tests/support/eventually.h"
#include "ui/cron/cron_builder.h"
#include "ui/cron/cron_preview.h"
#include "ui/cron/field_editor.h"

using namespace prophecy;
using namespace prophecy::ui;

/// Three views of one value, always in step; what a view cannot say stays untouched.
class CronBuilderTest final : public QObject {
    Q_OBJECT
    std::unique_ptr<CronBuilder> m_builder;

    template <class T>
    T* find(const char* name) const {
        T* widget = m_builder->findChild<T*>(QString::fromLatin1(name));
        if (!widget) qFatal("there is no %s", name);
        return widget;
    }
    QAbstractButton* cell(CronField field, int value) const {
        return m_builder->findChild<FieldEditor*>(QStringLiteral("field-") + kebabName(field))
            ->findChild<QAbstractButton*>(QStringLiteral("value%1").arg(value));
    }
    QAbstractButton* mode(CronField field, const char* name) const {
        return m_builder->findChild<FieldEditor*>(QStringLiteral("field-") + kebabName(field))
            ->findChild<QAbstractButton*>(QString::fromLatin1(name));
    }
    QStringList notes() const {
        QStringList texts;
        for (const QFrame* note : m_builder->findChildren<QFrame*>(QStringLiteral("cronNote")))
            for (const QLabel* label : note->findChildren<QLabel*>()) texts << label->text();
        return texts;
    }

private Q_SLOTS:
    void init() {
        m_builder = std::make_unique<CronBuilder>();
        m_builder->setClock(QTimeZone::utc(), QDateTime(QDate(2026, 11, 22), QTime(9, 0), Qt::UTC));
        m_builder->load(QStringLiteral("0 0 0 * * *"));
    }
    void cleanup() {
        delete m_builder->preview();
        m_builder.reset();
    }

    void everyPresetRoundTripsThroughText() {
        for (const char* name :
             {"presetDaily", "presetWeekdays", "presetWeekly", "presetMonthly", "presetEvery", "presetHourly"}) {
            find<QRadioButton>(name)->click();
            const QString text = m_builder->value();
            const auto parsed = parseCron(text);
            QVERIFY2(parsed, name);
            const auto preset = presetOf(*parsed);
            QVERIFY2(preset && meansTheSame(*parseCron(textOf(*preset)), *parsed), name);
            m_builder->load(QStringLiteral("1 2 3 4 5 *"));
            QVERIFY(!find<QRadioButton>(name)->isChecked());
            m_builder->load(text);
            QVERIFY2(find<QRadioButton>(name)->isChecked(), name);
            QCOMPARE_EQ(m_builder->value(), text);
        }
    }

    void aMistakeIsTheFirstThingBelowItsText() {
        m_builder->resize(680, 1200);
        m_builder->show();
        m_builder->showView(CronBuilder::Text);
        m_builder->load(QStringLiteral("0 30 2 * * FRI-MON"));
        auto* note = find<QFrame>("cronNote");
        auto* text = find<QPlainTextEdit>("cronText");
        EVENTUALLY(note->isVisible() && note->y() > text->height());
        const int textEnd = text->mapTo(m_builder.get(), QPoint(0, text->height())).y();
        QVERIFY2(note->y() - textEnd < 3 * text->height(), qPrintable(QString::number(note->y() - textEnd)));
    }

    void aPresetFollowsItsTime() {
        find<QRadioButton>("presetWeekdays")->click();
        find<QTimeEdit>("weekdaysTime")->setTime(QTime(2, 30));
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 30 2 * * 1-5"));
        QCOMPARE_EQ(find<QLabel>("cronSentence")->text(), QStringLiteral("At 02:30, Monday to Friday"));
        // Touching the time of another line chooses that line.
        find<QTimeEdit>("dailyTime")->setTime(QTime(4, 0));
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 0 4 * * *"));
    }

    /// The founders' example, with the mouse alone.
    void weekdaysAtTwoTimesButNotInAugust() {
        cell(CronField::Hour, 0)->click();  // midnight cannot be taken away alone
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 0 0 * * *"));
        cell(CronField::Hour, 2)->click();
        cell(CronField::Hour, 14)->click();
        cell(CronField::Hour, 0)->click();
        cell(CronField::Minute, 30)->click();
        cell(CronField::Minute, 0)->click();
        cell(CronField::DayOfWeek, 6)->click();
        cell(CronField::DayOfWeek, 0)->click();
        cell(CronField::Month, 8)->click();
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 30 2,14 * 1-7,9-12 1-5"));
        QCOMPARE_EQ(find<QPlainTextEdit>("cronText")->toPlainText(), m_builder->value());
        QCOMPARE_EQ(find<QLabel>("cronSentence")->text(),
                    QStringLiteral("At 02:30 and 14:30, Monday to Friday, except in August"));
    }

    void everyToggleOfEveryFieldRoundTrips() {
        for (const CronField field : kCronFields)
            for (int value = boundsOf(field).min; value <= boundsOf(field).max; ++value) {
                m_builder->load(QStringLiteral("0 0 0 * * *"));
                mode(field, "chosen")->click();
                const auto bitsBefore = (*m_builder->expression())[field].bits;
                cell(field, value)->click();
                const auto parsed = parseCron(m_builder->value());
                QVERIFY2(parsed, qPrintable(m_builder->value()));
                const QString text = m_builder->value();
                m_builder->load(QStringLiteral("@every 1h"));
                m_builder->load(text);
                const bool on = (*parsed)[field].has(value);
                QCOMPARE_EQ(cell(field, value)->isChecked(), on);
                const quint64 bit = quint64(1) << value;
                QCOMPARE_EQ(on, bitsBefore == bit || !(bitsBefore & bit));  // the last one stays
            }
    }

    void everyModeWritesThePortableSubset() {
        for (const CronField field : kCronFields)
            for (const char* name : {"every", "chosen", "range", "each"}) {
                m_builder->load(QStringLiteral("0 30 2 * * *"));
                mode(field, name)->click();
                QVERIFY2(m_builder->expression(), qPrintable(m_builder->value()));
                QCOMPARE_EQ(m_builder->value().split(u' ').size(), 6);
                QVERIFY(mode(field, name)->isChecked());
            }
        m_builder->load(QStringLiteral("0 0 0 */2 * *"));
        cell(CronField::DayOfWeek, 3)->click();
        QVERIFY2(!m_builder->value().contains(QStringLiteral("*/2")), qPrintable(m_builder->value()));
    }

    void whatTheFieldsCannotHoldSurvivesEveryView_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"@every 1h30m", "@daily", "0 0 0 1-20/3,25 JAN-mar ?", "*/5 * * * *", "0  0 0 * * MON",
                                 "0 0 25 * * *", "nonsense", ""})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void whatTheFieldsCannotHoldSurvivesEveryView() {
        QFETCH(QString, text);
        QSignalSpy changed(m_builder.get(), &CronBuilder::changed);
        m_builder->load(text);
        for (const auto view : {CronBuilder::Presets, CronBuilder::Fields, CronBuilder::Text, CronBuilder::Fields})
            m_builder->showView(view);
        QCOMPARE_EQ(m_builder->value(), text);
        QCOMPARE_EQ(changed.count(), 0);
    }

    void anotherFieldKeepsItsSpelling() {
        m_builder->load(QStringLiteral("0 0 2 ? JAN-mar MON-FRI"));
        cell(CronField::Hour, 14)->click();
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 0 2,14 ? JAN-mar MON-FRI"));
    }

    void aMistakeIsMendedWithOneClick() {
        m_builder->load(QStringLiteral("0 0 0 * * 7"));
        QVERIFY(!m_builder->expression());
        QVERIFY(notes().join(u' ').contains(QStringLiteral("Sunday is 0")));
        find<QPushButton>("cronMend")->click();
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 0 0 * * 0"));
        QVERIFY(m_builder->expression());
    }

    void fiveFieldsAskWhetherTheMinuteIsFirst() {
        find<QPlainTextEdit>("cronText")->setPlainText(QStringLiteral("30 2 * * 1-5"));
        find<QPushButton>("cronMend")->click();
        QCOMPARE_EQ(m_builder->value(), QStringLiteral("0 30 2 * * 1-5"));
    }

    void bothDayFieldsSayHowTheyAreJoined() {
        m_builder->load(QStringLiteral("0 0 0 13 * FRI"));
        QVERIFY(notes().contains(QStringLiteral("Days: on the 13th or on Fridays.")));
    }
};

QTEST_MAIN(CronBuilderTest)
#include "cron_builder_test.moc"
