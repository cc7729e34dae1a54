#pragma once

#include "domain/backup/retention.h"
#include "ui/pages/page.h"

class QBoxLayout;
class QCheckBox;
class QFrame;
class QLabel;
class QPushButton;
class QSpinBox;
class QStackedLayout;
class QVBoxLayout;

namespace prophecy::ui {

class CronBuilder;
class Pill;
class SteadyLabel;

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
    QString lagSentence(const QString& gap, bool tooLong) const;
    QWidget* makeLeft();
    QWidget* makeRight();
    QWidget* makeRetentionCard();
    QWidget* makeTargetCard();
    QWidget* makeStoreCard();
    void load(const BackupConfig& config);
    BackupConfig wanted() const;
    bool isDirty() const;
    void edited();
    void showState();
    void tellUnsaved();
    void showAge();
    void showConsequences();
    void showForecast(const RetentionForecast& forecast);
    void showStore();
    void showZone();
    void review(const BackupConfig& seen, const BackupConfig& config);
    void undo();
    void editJson();
    void saveTarget();
    void useZone(const QByteArray& zone);

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
    QWidget* m_left;
    QLabel* m_emptyTitle;
    QLabel* m_emptyText;
    Pill* m_state;
    QLabel* m_age;
    QPushButton* m_undo;
    QPushButton* m_revert;
    QPushButton* m_save;
    QLabel* m_problem;
    QFrame* m_moved;
    QLabel* m_movedText;
    QCheckBox* m_enabled;
    CronBuilder* m_builder;
    SteadyLabel* m_gap;
    QLabel* m_unknown;
    QSpinBox* m_retention;
    QSpinBox* m_extra;
    QLabel* m_forecast;
    QSpinBox* m_target;
    QLabel* m_store;
    QLabel* m_zone;
    QPushButton* m_useZone;
    bool m_loading = false;
    bool m_countTouched = false;
    Call m_forecasting;
};

}  // namespace prophecy::ui
