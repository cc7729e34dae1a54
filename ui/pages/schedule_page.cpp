#include "ui/pages/schedule_page.h"

#include <QCheckBox>
#include <QJsonDocument>
#include <QSpinBox>
#include <QStackedLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "core/background.h"
#include "core/text.h"
#include "domain/backup/deadline.h"
#include "domain/cron/week.h"
#include "ui/cron/cron_builder.h"
#include "ui/cron/cron_preview.h"
#include "ui/dialogs/config_dialog.h"
#include "ui/dialogs/json_dialog.h"
#include "ui/theme/widgets.h"
#include "ui/words/words.h"

namespace prophecy::ui {

namespace {

constexpr int kForecastDays = 14, kFewGood = 2, kRightWidth = 330, kLongestTarget = 24 * 90;

QSpinBox* makeNumber(const char* objectName, const QString& accessibleName, int least, int most) {
    auto* box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(objectName));
    box->setAccessibleName(accessibleName);
    box->setRange(least, most);
    return box;
}

/// Which of today's backups go, and when; for the tooltip, since there can be many.
QString departuresText(const RetentionForecast& forecast) {
    constexpr std::size_t kMostShown = 20;
    QStringList lines;
    for (const auto& departure : forecast.departures) {
        if (lines.size() == kMostShown) {
            lines << SchedulePage::tr("and %n more", nullptr,
                                      static_cast<int>(forecast.departures.size() - kMostShown));
            break;
        }
        lines << SchedulePage::tr("%1 goes on %2", "backup, time")
                     .arg(displayLine(departure.timestamp.text()),
                          QLocale().toString(departure.at.toLocalTime(), QStringLiteral("d MMM HH:mm")));
    }
    return lines.join(u'\n');
}

QVBoxLayout* layoutOf(QFrame* card, const QString& title) {
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->setSpacing(8);
    layout->addWidget(plainLabel(title, "heading"));
    return layout;
}

}  // namespace

SchedulePage::SchedulePage(UiContext context)
    : Page(context),
      m_stack(new QStackedLayout),
      m_columns(new QBoxLayout(QBoxLayout::LeftToRight)),
      m_emptyTitle(plainLabel({}, "title")),
      m_emptyText(wrappedLabel({}, "muted")),
      m_problem(wrappedLabel({}, "bad")),
      m_builder(new CronBuilder),
      m_gap(new SteadyLabel),
      m_unknown(wrappedLabel({}, "caption")) {
    setObjectName(QStringLiteral("schedulePage"));
    auto* content = new QWidget;
    m_columns->setSpacing(16);
    m_columns->addWidget(m_left = makeLeft(), 1);
    m_columns->addWidget(makeRight(), 0, Qt::AlignTop | Qt::AlignLeft);
    m_gap->reserve(lagSentence(
        tr("At worst, %1 of work are lost: from %2 to %3.")
            .arg(Words::span(99'999), QStringLiteral("Wed 22 Nov 00:00"), QStringLiteral("Wed 22 Nov 00:00")),
        true));
    auto* layout = new QVBoxLayout(content);
    layout->setContentsMargins(20, 12, 20, 16);
    layout->setSpacing(10);
    layout->addLayout(m_columns);
    auto* scroll = makeScroll(content);
    auto* full = new QWidget;
    auto* fullLayout = new QVBoxLayout(full);
    fullLayout->setContentsMargins(0, 0, 0, 0);
    fullLayout->setSpacing(0);
    fullLayout->addWidget(makeHead());
    fullLayout->addWidget(scroll, 1);
    fullLayout->addWidget(makeFoot());
    auto* empty = new QWidget;
    auto* emptyLayout = new QVBoxLayout(empty);
    emptyLayout->setContentsMargins(40, 20, 40, 20);
    m_emptyTitle->setObjectName(QStringLiteral("scheduleEmpty"));
    emptyLayout->addStretch();
    for (QLabel* label : {m_emptyTitle, m_emptyText}) {
        label->setAlignment(Qt::AlignCenter);
        emptyLayout->addWidget(label);
    }
    emptyLayout->addStretch();
    m_stack->addWidget(full);
    m_stack->addWidget(empty);
    setLayout(m_stack);
    connect(m_builder, &CronBuilder::changed, this, &SchedulePage::edited);
}

QWidget* SchedulePage::makeHead() {
    auto* head = new QWidget;
    auto* layout = new QVBoxLayout(head);
    layout->setContentsMargins(20, 12, 20, 0);
    m_state = new Pill;
    m_state->setObjectName(QStringLiteral("scheduleState"));
    m_age = plainLabel({}, "caption");
    m_undo = makeButton(tr("Undo last change…"), "scheduleUndo");
    m_revert = makeButton(tr("Discard"), "scheduleRevert");
    m_save = makeButton(tr("Review and save…"), "scheduleSave", "main");
    auto* json = makeButton(tr("Edit as JSON…"), "scheduleJson");
    auto* row = new QHBoxLayout;
    row->addWidget(m_state);
    row->addWidget(m_age);
    row->addStretch();
    for (QPushButton* button : {m_undo, json, m_revert, m_save}) row->addWidget(button);
    layout->addLayout(row);
    connect(m_undo, &QPushButton::clicked, this, &SchedulePage::undo);
    connect(json, &QPushButton::clicked, this, &SchedulePage::editJson);
    connect(m_revert, &QPushButton::clicked, this, [this] {
        if (session() && session()->facts().config) load(*session()->facts().config);
    });
    connect(m_save, &QPushButton::clicked, this, [this] { review(*m_base, wanted()); });
    return head;
}

/// What comes and goes stands below, where it moves nothing that is clicked.
QWidget* SchedulePage::makeFoot() {
    auto* foot = new QWidget;
    auto* layout = new QVBoxLayout(foot);
    layout->setContentsMargins(20, 0, 20, 0);
    m_problem->setObjectName(QStringLiteral("scheduleProblem"));
    layout->addWidget(m_problem);
    m_moved = new QFrame;
    m_moved->setProperty("notice", true);
    m_moved->setObjectName(QStringLiteral("scheduleMoved"));
    m_movedText = wrappedLabel(tr("The server's schedule changed while you were editing. Saving will show both."));
    auto* moved = new QHBoxLayout(m_moved);
    moved->addWidget(m_movedText, 1);
    layout->addWidget(m_moved);
    m_moved->hide();
    return foot;
}

QWidget* SchedulePage::makeLeft() {
    auto* left = new QWidget;
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    m_enabled = new QCheckBox(tr("Take regular backups"));
    m_enabled->setObjectName(QStringLiteral("scheduleEnabled"));
    layout->addWidget(m_enabled);
    m_gap->setObjectName(QStringLiteral("scheduleGap"));
    layout->addWidget(m_gap);
    layout->addWidget(m_builder);
    layout->addStretch();
    connect(m_enabled, &QCheckBox::toggled, this, &SchedulePage::edited);
    return left;
}

QWidget* SchedulePage::makeRight() {
    auto* right = new QWidget;
    right->setFixedWidth(kRightWidth);
    auto* layout = new QVBoxLayout(right);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    layout->addWidget(m_builder->preview());
    layout->addWidget(makeRetentionCard());
    layout->addWidget(makeTargetCard());
    layout->addWidget(makeStoreCard());
    layout->addWidget(m_unknown);
    layout->addStretch();
    return right;
}

QWidget* SchedulePage::makeRetentionCard() {
    auto* card = makeCard();
    auto* layout = layoutOf(card, tr("What is kept"));
    m_retention = makeNumber("scheduleRetention", tr("Backups to keep"), 0, 1'000'000);
    m_retention->setSpecialValueText(tr("not readable"));
    m_extra = makeNumber("scheduleExtra", tr("Further backups a week"), 0, 200);
    m_forecast = wrappedLabel({}, "muted");
    m_forecast->setObjectName(QStringLiteral("retentionForecast"));
    auto* keep = new QHBoxLayout;
    keep->addWidget(plainLabel(tr("Keep the last")));
    keep->addWidget(m_retention);
    keep->addWidget(plainLabel(tr("backups")));
    keep->addStretch();
    auto* extra = new QHBoxLayout;
    extra->addWidget(plainLabel(tr("By hand and at restarts")));
    extra->addWidget(m_extra);
    extra->addWidget(plainLabel(tr("a week")));
    extra->addStretch();
    layout->addLayout(keep);
    layout->addLayout(extra);
    layout->addWidget(m_forecast);
    connect(m_retention, &QSpinBox::valueChanged, this, [this] {
        m_countTouched = m_countTouched || !m_loading;
        edited();
    });
    connect(m_extra, &QSpinBox::valueChanged, this, &SchedulePage::showConsequences);
    return card;
}

QWidget* SchedulePage::makeTargetCard() {
    auto* card = makeCard();
    auto* layout = layoutOf(card, tr("Target and zone"));
    m_target =
        makeNumber("scheduleTarget", tr("Oldest acceptable age of the last good backup, in hours"), 0, kLongestTarget);
    m_target->setSpecialValueText(tr("no target"));
    m_target->setSuffix(tr(" h"));
    m_zone = wrappedLabel({}, "muted");
    m_zone->setObjectName(QStringLiteral("scheduleZone"));
    m_useZone = makeButton({}, "scheduleUseZone");
    auto* row = new QHBoxLayout;
    row->addWidget(plainLabel(tr("Lose at most")));
    row->addWidget(m_target);
    row->addWidget(plainLabel(tr("of work")));
    row->addStretch();
    layout->addLayout(row);
    layout->addWidget(m_zone);
    layout->addWidget(m_useZone, 0, Qt::AlignLeft);
    connect(m_target, &QSpinBox::editingFinished, this, &SchedulePage::saveTarget);
    connect(m_target, &QSpinBox::valueChanged, this, &SchedulePage::showConsequences);
    connect(m_useZone, &QPushButton::clicked, this, [this] { useZone(m_useZone->property("zone").toByteArray()); });
    return card;
}

QWidget* SchedulePage::makeStoreCard() {
    auto* card = makeCard();
    auto* layout = layoutOf(card, tr("Where backups go"));
    m_store = wrappedLabel({}, "muted");
    m_store->setObjectName(QStringLiteral("scheduleStore"));
    layout->addWidget(m_store);
    return card;
}

/// Below each other where there is no room for both.
void SchedulePage::resizeEvent(QResizeEvent* event) {
    Page::resizeEvent(event);
    constexpr int kMargins = 72;  // of the page, between the columns, and the scroll bar
    const bool roomForBoth = width() >= m_left->minimumSizeHint().width() + kRightWidth + kMargins;
    m_columns->setDirection(roomForBoth ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
}

std::set<EnvironmentId> SchedulePage::unsaved() const {
    std::set<EnvironmentId> unsaved;
    for (const auto& [id, edit] : m_edits) unsaved.insert(id);
    if (session() && isDirty()) unsaved.insert(session()->environment().id);
    return unsaved;
}

void SchedulePage::tellUnsaved() {
    if (std::exchange(m_told, unsaved()) != m_told) Q_EMIT unsavedChanged();
}

void SchedulePage::sessionLeaving() {
    if (isDirty()) m_edits[session()->environment().id] = {*m_base, wanted()};
}

/// What was edited before another environment was looked at.
void SchedulePage::takeUp(const Edit& edit) {
    load(edit.base);
    m_enabled->setChecked(edit.wanted.enabled());
    m_builder->load(edit.wanted.frequency());
    if (edit.wanted.retentionCount() != edit.base.retentionCount())
        m_retention->setValue(static_cast<int>(edit.wanted.retentionCount().value_or(0)));
    edited();
}

void SchedulePage::sessionChanged() {
    m_base.reset();
    m_forecasting.drop();
    m_forecast->clear();
    m_loading = true;
    m_extra->setValue(0);
    m_target->setValue(session() ? session()->environment().targetAgeHours : 0);
    m_loading = false;
}

void SchedulePage::rowsChanged() {
    if (isVisible()) showConsequences();
}

void SchedulePage::load(const BackupConfig& config) {
    m_loading = true;
    m_base = config;
    m_enabled->setChecked(config.enabled());
    const qint64 count = config.retentionCount().value_or(0);
    m_retention->setValue(count >= 1 && count <= m_retention->maximum() ? static_cast<int>(count) : 0);
    m_countTouched = false;
    m_builder->load(config.frequency());
    m_loading = false;
    QStringList others;
    const QJsonObject shown = maskSecrets(config.raw).toObject();
    for (auto it = shown.begin(); it != shown.end(); ++it)
        if (it.key() != u"backupFrequency" && it.key() != u"backupRetentionCount" &&
            it.key() != u"enableRegularBackups")
            others << displayLine(it.key() + QStringLiteral(": ") + jsonText(it.value()));
    m_unknown->setVisible(!others.isEmpty());
    m_unknown->setText(tr("Also in it, and kept as it is: %1").arg(others.join(QStringLiteral(", "))));
    showState();
    showConsequences();
}

/// Only what differs is set, so that a value of another type stays as it is while nobody touches it.
BackupConfig SchedulePage::wanted() const {
    ConfigChange change;
    if (m_builder->value() != m_base->frequency()) change.frequency = m_builder->value();
    if (m_enabled->isChecked() != m_base->enabled()) change.enabled = m_enabled->isChecked();
    if (m_countTouched && m_retention->value() > 0 && m_base->retentionCount() != m_retention->value())
        change.retention = m_retention->value();
    return withChange(*m_base, change);
}

bool SchedulePage::isDirty() const {
    return m_base && wanted().raw != m_base->raw;
}

void SchedulePage::edited() {
    if (m_loading || !m_base) return;
    showState();
    showConsequences();
}

void SchedulePage::tick() {
    if (session() && session()->facts().config) showAge();
}

void SchedulePage::showAge() {
    m_age->setText(tr("read %1").arg(Words::age(session()->facts().configAt, m_context.clock.nowUtc())));
}

void SchedulePage::refresh() {
    if (!session()) return;
    const SessionFacts& facts = session()->facts();
    m_stack->setCurrentIndex(facts.config ? 0 : 1);
    if (!facts.config) {
        const bool failed = facts.error.has_value();
        m_emptyTitle->setText(failed                       ? tr("The schedule could not be read")
                              : facts.answeredAt.isValid() ? tr("This environment does not show its schedule")
                                                           : tr("Reading the schedule…"));
        m_emptyText->setText(failed ? Words::of(*facts.error)
                             : facts.answeredAt.isValid()
                                 ? tr("It offers no call to read it. In the web app it stands under Settings, Admin, "
                                      "Config, backupConfig.")
                                 : QString());
        return;
    }
    m_builder->setClock(session()->environment().timeZone(), m_context.clock.nowUtc());
    if (const auto kept = m_edits.find(session()->environment().id); !m_base && kept != m_edits.end()) {
        takeUp(kept->second);
        m_edits.erase(kept);
    }
    if (!m_base || (!isDirty() && m_base->raw != facts.config->raw)) load(*facts.config);
    showState();
    showStore();
    showZone();
}

void SchedulePage::showState() {
    const SessionFacts& facts = session()->facts();
    const BackupConfig& onServer = facts.config ? *facts.config : *m_base;
    m_state->set(onServer.enabled() ? tr("Regular backups on") : tr("Regular backups off"),
                 theme::look(onServer.enabled() ? Level::Good : Level::Attention));
    showAge();
    const bool dirty = isDirty();
    const auto valid = checkChange(*m_base, wanted());
    const bool readOnly = session()->environment().protection == Protection::ReadOnly;
    const QString problem = dirty && readOnly ? tr("It cannot be saved: this environment is read-only in this console.")
                            : valid || !m_builder->expression() ? QString()
                                                                : Words::of(valid.error());
    m_problem->setVisible(!problem.isEmpty());
    m_problem->setText(problem);
    m_revert->setEnabled(dirty);
    m_save->setEnabled(dirty && valid && !readOnly);
    m_moved->setVisible(dirty && facts.config && facts.config->raw != m_base->raw);
    const auto undo =
        facts.config ? m_context.configWriter.undoOf(session()->environment().root, *facts.config) : std::nullopt;
    m_undo->setVisible(undo.has_value());
    m_undo->setEnabled(undo && !dirty && !readOnly && facts.config &&
                       withChange(*facts.config, *undo).raw != facts.config->raw);
    tellUnsaved();
}

QString SchedulePage::lagSentence(const QString& gap, bool tooLong) const {
    QString sentence = gap;
    if (tooLong) sentence += u' ' + tr("That is more than the target of %n hour(s).", nullptr, m_target->value());
    const auto& all = m_context.registry.all();
    const bool hasDr = std::any_of(all.begin(), all.end(), [](const Environment& e) { return e.role == Role::Dr; });
    return hasDr ? sentence + u' ' + tr("A DR site that is restored from them lags by as much.") : sentence;
}

void SchedulePage::showConsequences() {
    if (m_loading || !m_base || !session()) return;
    const auto& expression = m_builder->expression();
    const QDateTime now = m_context.clock.nowUtc();
    const auto gap = expression && m_enabled->isChecked() ? longestGapOf(*expression, now.date()) : std::nullopt;
    m_gap->setText({});
    if (!m_enabled->isChecked()) {
        m_gap->setText(tr("Off: only what is started by hand is backed up, and nothing old is removed."));
    } else if (gap) {
        const bool tooLong = m_target->value() > 0 && gap->seconds > m_target->value() * 3600LL;
        const QString span = Words::span(gap->seconds);
        const QString when = gap->begin.isValid()
                                 ? tr("At worst, %1 of work are lost: from %2 to %3.")
                                       .arg(span, QLocale().toString(gap->begin, QStringLiteral("ddd d MMM HH:mm")),
                                            QLocale().toString(gap->end, QStringLiteral("ddd d MMM HH:mm")))
                                 : tr("At worst, %1 of work are lost.").arg(span);
        m_gap->setText(lagSentence(when, tooLong));
        setKind(m_gap, tooLong ? "bad" : "");
    }
    if (!expression) return m_forecast->setText(tr("Nothing can be foreseen without a schedule."));
    if (m_retention->value() == 0) {
        setKind(m_forecast, "bad");
        return m_forecast->setText(
            tr("How many are kept cannot be read from the configuration, so nothing can be foreseen."));
    }
    if (!m_enabled->isChecked()) return m_forecast->setText(tr("While regular backups are off, nothing is removed."));
    m_forecasting = runInBackground<RetentionForecast>(
        QThreadPool::globalInstance(), this,
        [rows = session()->facts().rows, cron = *expression, zone = session()->environment().timeZone(),
         keep = m_retention->value(), extra = m_extra->value(), now]() -> Result<RetentionForecast> {
            CronSchedule schedule(cron, zone);
            return forecastRetention(*rows, schedule, keep, extra, now, kForecastDays);
        },
        [this](Result<RetentionForecast> forecast) { showForecast(*forecast); });
}

void SchedulePage::showForecast(const RetentionForecast& forecast) {
    const QDateTime now = m_context.clock.nowUtc();
    QStringList lines;
    if (forecast.reachSeconds > 0)
        lines << tr("That reaches %1 back at this pace.").arg(Words::span(forecast.reachSeconds));
    const int gone = static_cast<int>(forecast.departures.size());
    if (gone == 0)
        lines << tr("In %n day(s) none of today's backups is removed.", nullptr, kForecastDays);
    else
        lines << tr("%n of today's backup(s) will be removed in two weeks, the first %1 on %2.", nullptr, gone)
                     .arg(displayLine(forecast.departures.front().timestamp.text()),
                          QLocale().toString(forecast.departures.front().at.toLocalTime(),
                                             QStringLiteral("d MMM HH:mm")));
    m_forecast->setToolTip(plainTip(departuresText(forecast)));
    if (forecast.oldestGood.isValid())
        lines << tr("Then the oldest good restore point is %1 old.")
                     .arg(Words::span(forecast.oldestGood.secsTo(now.addDays(kForecastDays))));
    const bool failing = session()->facts().summary.failuresSince > 0;
    const bool few = forecast.keptGood < kFewGood || (failing && forecast.keptGoodOfNow < kFewGood);
    if (failing)
        lines << tr("Should the next ones fail as the last did, %n good restore point(s) of today remain.", nullptr,
                    forecast.keptGoodOfNow);
    if (few) lines << tr("Fewer than two good restore points remain.");
    setKind(m_forecast, few ? "bad" : "muted");
    m_forecast->setText(lines.join(u'\n'));
}

void SchedulePage::showStore() {
    const auto& store = session()->facts().store;
    if (!store) return m_store->setText(tr("This environment does not show its object store."));
    QStringList parts;
    for (const QString& part : {store->provider, store->container, store->region, store->endpoint, store->path})
        if (!part.isEmpty()) parts << displayLine(part);
    QString text = parts.isEmpty() ? tr("No object store is configured.") : parts.join(QStringLiteral(" · "));
    if (store->provider == u"local") text += u'\n' + tr("Local backups do not survive the cluster.");
    for (const Environment& other : m_context.registry.all()) {
        const EnvironmentSession* theirs = m_context.sessions.find(other.id);
        const bool known = theirs && theirs != session() && theirs->facts().store && !parts.isEmpty();
        const bool sameName = !other.nameSpace.isEmpty() && other.nameSpace == session()->environment().nameSpace;
        if (known && sameName && writeToSamePlace(*theirs->facts().store, *store))
            text += u'\n' + tr("%1 writes into the same place under the same namespace.").arg(other.name);
    }
    m_store->setText(text);
}

/// A zone is offered only where watched backups disagree with the one that was entered.
void SchedulePage::showZone() {
    const Environment& environment = session()->environment();
    const QByteArray local = QTimeZone::systemTimeZoneId();
    const auto& watched = session()->facts().summary.watched;
    const auto fit = fitZone(watched, {environment.zone, "UTC", local});
    const bool disagrees = fit && fit->zone != environment.zone && fit->matched * 2 > fit->total;
    QString text = tr("Server time zone: %1.").arg(QString::fromLatin1(environment.zone));
    if (!isKnownZone(environment.zone)) text += u' ' + tr("This system does not know it; UTC is used.");
    if (fit && fit->matched > 0)
        text += u' ' + tr("The last %1 of %n backup(s) seen here fit %2.", nullptr, fit->total)
                           .arg(fit->matched)
                           .arg(QString::fromLatin1(fit->zone));
    m_zone->setText(text);
    m_useZone->setVisible(disagrees);
    if (!disagrees) return;
    m_useZone->setText(tr("Use %1").arg(QString::fromLatin1(fit->zone)));
    m_useZone->setProperty("zone", fit->zone);
}

void SchedulePage::review(const BackupConfig& seen, const BackupConfig& config) {
    auto* dialog = new ConfigDialog(m_context, session()->environment(), seen, config, this);
    connect(dialog, &ConfigDialog::settled, this, [this, shown = session()](const BackupConfig& onServer) {
        if (shown == session()) load(onServer);
    });
    const auto& now = session()->facts().config;
    if (now && now->raw != seen.raw) dialog->alreadyChanged(*now);
    dialog->open();
}

void SchedulePage::undo() {
    const auto change = m_base ? m_context.configWriter.undoOf(session()->environment().root, *m_base) : std::nullopt;
    if (change) review(*m_base, withChange(*m_base, *change));
}

void SchedulePage::editJson() {
    if (!m_base) return;
    const QJsonObject whole = wanted().raw;
    auto* dialog = new JsonDialog(session()->environment(), maskSecrets(whole).toObject(), this);
    // What was seen is what stood there when the editor opened, whatever polls bring meanwhile.
    connect(dialog, &JsonDialog::entered, this,
            [this, shown = session(), whole, seen = *m_base](const QJsonObject& object) {
                if (shown == session()) review(seen, BackupConfig{withSecretsOf(object, whole), seen.exactNumbers});
            });
    dialog->open();
}

void SchedulePage::saveTarget() {
    if (m_loading || !session()) return;
    Environment environment = session()->environment();
    if (environment.targetAgeHours == m_target->value()) return;
    environment.targetAgeHours = m_target->value();
    if (const auto saved = m_context.registry.update(environment, {}); !saved) {
        m_problem->setText(Words::of(saved.error()));
        m_problem->show();
    }
}

void SchedulePage::useZone(const QByteArray& zone) {
    Environment environment = session()->environment();
    environment.zone = zone;
    if (const auto saved = m_context.registry.update(environment, {}); !saved) {
        m_problem->setText(Words::of(saved.error()));
        m_problem->show();
    }
}

}  // namespace prophecy::ui
