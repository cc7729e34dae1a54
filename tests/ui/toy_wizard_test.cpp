#include <QCheckBox>
#include <QLineEdit>
#include <QPushButton>
#include <QTest>

#include "app/ui_context_of.h"
#include "core/account.h"
#include "tests/support/eventually.h"
#include "tests/support/lab_fixture.h"
#include "tests/support/window_robot.h"
#include "ui/wizards/frame/review_step.h"
#include "ui/wizards/frame/run_step.h"
#include "ui/wizards/frame/task_list.h"
#include "ui/wizards/frame/wizard.h"
#include "ui/wizards/frame/wizard_manager.h"

using namespace prophecy;
using namespace prophecy::test;
using namespace prophecy::ui;

namespace {

/// Nothing is looked at before a toy.
class NoChecks final : public CheckRun {
public:
    void start() override {}
    void repeat(CheckId) override {}
    std::vector<Check> checks() const override { return {}; }
};

struct ToyDraft : ProcedureDraft {
    EnvironmentId environment;
};
QJsonObject toRecord(const ToyDraft& draft) {
    QJsonObject record{{QStringLiteral("environment"), draft.environment.text()}};
    write(draft, record);
    return record;
}

/// A task by hand, a review, a run; and the last two once more: two backups, each a point of no return.
class Toy final : public ProcedureWith<ToyDraft> {
public:
    using ProcedureWith::ProcedureWith;
    static std::unique_ptr<Procedure> read(UiContext context, WizardManager& manager, const QJsonObject& record) {
        ToyDraft draft;
        draft.environment = EnvironmentId(record.value(u"environment").toString());
        return prophecy::read(draft, record) ? std::make_unique<Toy>(context, manager, draft) : nullptr;
    }
    QString kind() const override { return QStringLiteral("toy"); }
    QString title() const override { return QStringLiteral("Toy"); }
    std::vector<Stage> stages() override {
        const std::vector<HandTask> tasks{{QStringLiteral("wait"), QStringLiteral("Wait for the storage team.")}};
        std::vector<Stage> all{{"task", QStringLiteral("Task"),
                                [this, tasks] { return new TaskStep(*this, QStringLiteral("By hand"), tasks); }}};
        for (const char* which : {"1", "2"}) {
            all.push_back({QByteArray("review") + which, QStringLiteral("Review"),
                           [this] { return new ReviewStep(*this); }, true});
            all.push_back({QByteArray("run") + which, QStringLiteral("Run"), [this] { return new RunStep(*this); }});
        }
        return all;
    }
    bool isWorthKeeping() const override { return !draft.done.empty(); }
    QString summary() const override { return QStringLiteral("a toy"); }
    const Environment* target() const override { return context.registry.find(draft.environment); }
    std::pair<EnvironmentId, EnvironmentId> sides() const override { return {draft.environment, draft.environment}; }
    QString whyNoPlan() const override { return {}; }
    CheckRun* checks() override { return &m_checks; }
    void beginReview() override {}
    std::optional<Review> review() override {
        return Review{.sentence = QStringLiteral("A backup."), .facts = {}, .request = RequestPreview{}};
    }
    QString actText() const override { return QStringLiteral("Back up"); }
    Result<void> mayBegin() override { return {}; }
    Call begin(const OperationId& id, const Consent& consent, QObject* receiver, Handler<Operation> begun) override {
        Order order = backupOrder(*target(), consent);
        order.id = id;
        return context.tracker.start(order, receiver, std::move(begun));
    }
    std::unique_ptr<FollowUp> followUp(const Operation&) override { return nullptr; }
    Outcome outcome(const Operation&, FollowUp*) override { return {}; }
    Result<QString> report(const Operation&, const FollowUp*) const override { return QString(); }
    Result<void> keepReport(const Operation&, const QString&) const override { return {}; }

private:
    NoChecks m_checks;
};

}  // namespace

/// A procedure that nobody but this file knows is led through, kept and found again like any other.
class ToyWizardTest final : public QObject, WindowRobot {
    Q_OBJECT

    QTemporaryDir m_profile;
    MemorySecrets m_secrets;

    Wizard* wizard() { return find<Wizard>("toyWizard"); }
    bool opens(const char* button) { return find<QPushButton>(button) && find<QPushButton>(button)->isEnabled(); }
    void confirm() {
        EVENTUALLY(find<QLineEdit>("typedName"));
        for (auto* name : wizard()->findChildren<QLineEdit*>(QStringLiteral("typedName")))
            if (name->isVisible()) name->setText(QStringLiteral("acme"));
        EVENTUALLY(opens("wizardOverwrite"));
        click("wizardOverwrite");
    }

private Q_SLOTS:
    void twoPointsOfNoReturnAndATaskByHandInBetweenDays() {
        LabFixture lab({.speed = 40});
        const auto services = servicesOver(m_profile.path(), m_secrets);
        AppContext& s = *services;
        const Environment e = addLab(s, lab, "acme", Role::Dr, Protection::Typed);
        const UiContext context = uiContextOf(s);
        WizardManager manager(context, {{"toy", &Toy::read}});
        ToyDraft draft;
        draft.id = QStringLiteral("t");
        draft.environment = e.id;
        manager.begin(std::make_unique<Toy>(context, manager, draft));
        QVERIFY(!opens("wizardNext"));
        find<QCheckBox>("task-wait")->click();
        click("wizardClose");
        EVENTUALLY(!wizard());

        // Another day: the same pair is the same draft, and it is known who said that the wait is over.
        draft.id = QStringLiteral("another");
        manager.begin(std::make_unique<Toy>(context, manager, draft));
        QCOMPARE_EQ(wizard()->procedure().common().id, QStringLiteral("t"));
        QCOMPARE_EQ(wizard()->procedure().common().done.at(QStringLiteral("wait")).who, accountName());
        click("wizardNext");
        confirm();
        EVENTUALLY_EQ(wizard()->step(), 3);  // it went on by itself, to the second review
        QVERIFY(!find<QPushButton>("step1")->isEnabled());
        wizard()->close();  // begun: without a question
        EVENTUALLY(!wizard());
        const OperationId first = s.tracker().operations().back().id;
        manager.begin(std::make_unique<Toy>(context, manager, draft));  // half of it is done: it goes on
        QVERIFY(wizard()->procedure().knows(first));
        QCOMPARE_EQ(wizard()->step(), 3);
        confirm();
        EVENTUALLY(opens("wizardNext"));
        QCOMPARE_EQ(lab.requests("POST", QStringLiteral("/api/backup")).size(), 2U);
        QCOMPARE_EQ(wizard()->procedure().common().operations.size(), 2U);
        click("wizardNext");
        EVENTUALLY(!wizard());
        QVERIFY(manager.drafts(QStringLiteral("toy")).empty());
    }
};

QTEST_MAIN(ToyWizardTest)
#include "toy_wizard_test.moc"
