#pragma once

#include <map>

#include "ui/wizards/frame/procedure.h"
#include "ui/wizards/frame/wizard_frame.h"

class QLabel;

namespace prophecy::ui {

class Pill;
class ReviewStep;

/// Leads through a procedure, from the first choice to the report: a window of its own, bound to its environments. The
/// draft is saved after each accepted step. Only its reviews send something irreversible.
class Wizard final : public WizardFrame {
    Q_OBJECT
public:
    explicit Wizard(std::unique_ptr<Procedure> procedure);
    ~Wizard() override;

    Procedure& procedure() const { return *m_procedure; }
    /// The last stage is reached, and what was begun is over.
    bool isOver() const;
    /// Without a question, unless something is just being sent.
    void saveAndClose() override;
    /// Nothing once something is sent, or was.
    void discardAndClose();
    bool isSending() const { return m_beginning.isActive(); }

Q_SIGNALS:
    void begun();
    void closed();

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    enum class Leaving { Ask, Keep, Discard };

    Foot foot() const override;
    void refreshBand() override;
    void go(int step) override;
    void next() override;
    void cancel() override { close(); }
    void save() override { (void)isSaved(); }
    bool isSaved();
    void arrange();
    void act(const ReviewStep& review);
    void began(int stage, const Result<Operation>& operation);
    void goOnOtherwise(int stage, const QString& how);
    void ask(const Check& objection);
    void askBeforeClosing();
    void follow(const Operation& operation);
    int last() const { return static_cast<int>(m_stages.size()) - 1; }
    int pointOfNoReturn() const;
    int whereItStands() const;
    int nextPointOfNoReturn(int after) const;
    QString savedText() const;

    std::unique_ptr<Procedure> m_procedure;
    std::vector<Stage> m_stages;
    std::map<QByteArray, WizardStep*> m_made;
    QLabel* m_note;
    Pill* m_pill;
    QString m_unsaved;    ///< why the draft could not be saved
    QString m_lastError;  ///< why one did not go on
    AcceptedReasons m_accepted;
    Call m_beginning;
    Leaving m_leaving = Leaving::Ask;
};

}  // namespace prophecy::ui
