#pragma once

#include <QFrame>

#include "core/call.h"
#include "domain/backup/retention.h"
#include "domain/config/config.h"
#include "services/environments/environment_session.h"

class QLabel;
class QSpinBox;

namespace prophecy::ui {

/// How many backups are kept, and which of today's will go in the next two weeks.
class RetentionCard final : public QFrame {
    Q_OBJECT
public:
    explicit RetentionCard(const Clock& clock);
    /// Says nothing: who loads knows.
    void load(const BackupConfig& config);
    /// Takes up what was entered before.
    void setCount(qint64 count);
    /// Nothing where nobody entered another number.
    std::optional<qint64> changed(const BackupConfig& base) const;
    /// expression: nothing where the text is no schedule.
    void foresee(const EnvironmentSession& session, const std::optional<CronExpression>& expression, bool takesBackups);
    /// Another environment is shown.
    void forget();

Q_SIGNALS:
    void edited();
    /// What is foreseen has to be asked anew, though nothing was edited.
    void paceChanged();

private:
    void say(const QString& text, const char* kind);
    void show(const RetentionForecast& forecast, const QTimeZone& zone, bool isFailing);

    const Clock& m_clock;
    QSpinBox* m_count;
    QSpinBox* m_extra;
    QLabel* m_forecast;
    bool m_loading = false;
    bool m_touched = false;
    Call m_foreseeing;
};

}  // namespace prophecy::ui
