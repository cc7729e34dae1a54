#pragma once

#include "ui/pages/page.h"

class QBoxLayout;
class QFrame;
class QLabel;
class QPushButton;
class QStackedLayout;

namespace prophecy::ui {

class Pill;
class RetentionCard;
class ScheduleForm;
class StoreCard;
class TargetCard;

/// backupConfig: when backups really run, what is kept, and what that means, before it is saved.
class SchedulePage final : public Page {
    Q_OBJECT
public:
    explicit SchedulePage(UiContext context);
    void refresh() override;
    void tick() override;
    std::set<EnvironmentId> unsaved() const override;

private:
    void sessionLeaving() override;
    void sessionChanged() override;
    void rowsChanged() override;
    void resizeEvent(QResizeEvent* event) override;
    QWidget* makeHead();
    QWidget* makeFoot();
    QWidget* makeRight();
    QWidget* makeEmpty();
    void load(const BackupConfig& config);
    BackupConfig wanted() const;
    bool isDirty() const;
    void edited();
    void showState();
    void tellUnsaved();
    void showAge();
    void showConsequences();
    void showOthers(const BackupConfig& config);
    void showEmpty();
    void showProblem(const QString& problem);
    void review(const BackupConfig& seen, const BackupConfig& config);
    void undo();
    void editJson();

    struct Edit {
        BackupConfig base;
        BackupConfig wanted;
    };
    void takeUp(const Edit& edit);

    std::map<EnvironmentId, Edit> m_edits;  ///< of environments that are not shown now
    std::set<EnvironmentId> m_told;         ///< as unsaved
    std::optional<BackupConfig> m_base;     ///< what the form was loaded from
    QStackedLayout* m_stack;
    QBoxLayout* m_columns;
    QLabel* m_emptyTitle;
    QLabel* m_emptyText;
    Pill* m_state;
    QLabel* m_age;
    QPushButton* m_undo;
    QPushButton* m_revert;
    QPushButton* m_save;
    QLabel* m_problem;
    QFrame* m_moved;
    ScheduleForm* m_form;
    RetentionCard* m_retention;
    TargetCard* m_target;
    StoreCard* m_store;
    QLabel* m_unknown;
};

}  // namespace prophecy::ui
