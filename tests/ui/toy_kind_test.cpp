#include <QLabel>
#include <QTest>
#include <array>

#include "app/ctl/command_table.h"
#include "app/ui_context_of.h"
#include "domain/operation/kind_policy.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/window_robot.h"
#include "ui/parts/operation_view.h"
#include "ui/shell/main_window.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace prophecy::ui;

namespace {

bool mayEnd = false;

/// A rehearsal asks the server for a backup, and is over once it is allowed to be and two lists were read.
Reduction takeRehearsal(Operation operation, const Observation& seen, const QDateTime& now) {
    if (const auto* failed = std::get_if<LookFailed>(&seen)) return steps::lookFailed(std::move(operation), *failed);
    operation.visibleAt = now;
    if (!mayEnd) return steps::lookAgain(std::move(operation), steps::kLookInterval);
    return steps::endSeen(std::move(operation), OperationState::Succeeded, QStringLiteral("Success"), now);
}

constexpr KindPolicy kRehearsal{
    .name = "rehearsal",
    .look = [](const Operation&) { return NextAction::ReadList; },
    .take = &takeRehearsal,
    .journal = [](const Operation&, QJsonObject& detail) { detail.insert(QStringLiteral("stage"), 7); }};
constexpr OperationKind kKind(kRehearsal);

const std::array kKinds{OperationKind::Backup, kKind};

const std::array kDrivers{KindDriver{
    .kind = kKind,
    .action = Action::StartBackup,
    .check = &driving::anyOrder,
    .judgeList = &driving::anyList,
    .lookMore = [](Connector&, const Order&, const Baseline& baseline, QObject* context,
                   Handler<Baseline> handler) { return driving::done(baseline, context, std::move(handler)); },
    .begin = [](Operation&, const Order&, const Baseline&) {},
    .send = [](const DangerousClient& client, const Order&, QObject* context,
               Handler<Acknowledgement> handler) { client.startBackup(context, std::move(handler)); },
    .answered = &driving::answeredAsAccepted,
    .look = &driving::look}};

const std::array kWords{KindWords{.kind = kKind,
                                  .noun = [] { return QStringLiteral("Rehearsal"); },
                                  .subject = [](const Operation&) { return QStringLiteral("the third act"); },
                                  .facts = [](const Operation&) { return QStringList{QStringLiteral("On stage")}; },
                                  .awayNote = &wording::noAwayNote,
                                  .keyNote = &wording::noKeyNote}};

ctl::KindReport reportOfRehearsal() {
    ctl::KindReport report = ctl::reportFor(kKind, {});
    report.aim = [](const Operation&) { return QStringLiteral("the third act"); };
    return report;
}

}  // namespace

/// A kind that nobody but this file knows is asked for, recorded, watched, shown and listed like any other.
class ToyKindTest final : public QObject, WindowRobot {
    Q_OBJECT

    QTemporaryDir m_profile;
    MemorySecrets m_secrets;

    QString listed() {
        AppContext context(m_profile.path());
        context.storage()->operations().useKinds(kKinds);
        const std::array reports{reportOfRehearsal()};
        ctl::Options options;
        options.command = {QStringLiteral("operation"), QStringLiteral("list")};
        const auto command = ctl::findCommand(options.command)->make({context, options, {}, {}, reports});
        QString text;
        connect(command.get(), &ctl::Command::finished, this,
                [&](const Result<ctl::Answer>& answer) { text = answer ? answer->text : answer.error().message; });
        command->run();
        return text;
    }
    bool shows(const QString& words) {
        const auto widgets = QApplication::allWidgets();
        return std::any_of(widgets.begin(), widgets.end(), [&](const QWidget* widget) {
            const auto* label = qobject_cast<const QLabel*>(widget);
            return (label ? label->text() : widget->accessibleName()).contains(words);
        });
    }

private Q_SLOTS:
    void aKindOfItsOwnPassesThroughAllFloors() {
        LabFixture lab({.seedBackups = 2});
        const auto services = servicesOver(m_profile.path(), m_secrets);
        AppContext& s = *services;
        s.storage()->operations().useKinds(kKinds);
        s.tracker().useDrivers(kDrivers);
        const Environment e = addLab(s, lab, "acme", Role::Primary, Protection::Confirm);
        UiContext context = uiContextOf(s);
        context.kindWords = kWords;
        MainWindow window(context);
        window.show();

        Order order = backupOrder(e, {});
        order.kind = kKind;
        Awaited<Operation> begun;
        const Call call = s.tracker().start(order, this, begun.handler());
        EVENTUALLY(begun.isReady());
        QVERIFY(begun.result());
        QCOMPARE_EQ(begun.result()->id, order.id);
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 1U);
        EVENTUALLY(shows(QStringLiteral("Rehearsal running")) && shows(QStringLiteral("the third act")));
        const QString line = listed();
        QVERIFY2(line.contains(QStringLiteral("rehearsal")) && line.endsWith(QStringLiteral("the third act")),
                 qPrintable(line));
        OperationView view(context, order.id);
        view.show();
        EVENTUALLY(shows(QStringLiteral("On stage")));

        mayEnd = true;
        EVENTUALLY(s.tracker().find(order.id)->state == OperationState::Succeeded);
        QVERIFY(shows(QStringLiteral("Rehearsal succeeded")));
        QVERIFY((*s.storage()->operations().find(order.id))->operation.kind == kKind);
        const auto rows = s.storage()->journal().about(order.id);
        QCOMPARE_EQ(rows->size(), 2U);
        QCOMPARE_EQ(rows->front().action, QStringLiteral("rehearsal-start"));
        QCOMPARE_EQ(rows->back().action, QStringLiteral("rehearsal-succeeded"));
        QCOMPARE_EQ(rows->back().detail.value(u"stage").toInt(), 7);
        QVERIFY(s.storage()->journal().verify()->isIntact());
    }
};

QTEST_MAIN(ToyKindTest)
#include "toy_kind_test.moc"
