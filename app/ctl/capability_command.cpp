// "capabilities": what an environment offers, as remembered or as asked now.

#include <QJsonObject>

#include "app/ctl/command_table.h"

namespace prophecy::ctl {

namespace {

Answer capabilityAnswer(const QMap<Capability, KnownCapability>& known) {
    QJsonObject found;
    QStringList lines;
    for (const Capability capability : kAllCapabilities) {
        const KnownCapability entry = known.value(capability);
        const QString at = entry.at.isValid() ? entry.at.toString(Qt::ISODate) : QString();
        found.insert(kebabName(capability),
                     QJsonObject{{QStringLiteral("offer"), kebabName(entry.offer)},
                                 {QStringLiteral("at"), at.isEmpty() ? QJsonValue() : QJsonValue(at)}});
        lines << QStringLiteral("%1  %2  %3").arg(kebabName(capability), -20).arg(kebabName(entry.offer), -11).arg(at);
    }
    return {QJsonObject{{QStringLiteral("capabilities"), found}}, lines.join(u'\n')};
}

class Capabilities final : public Command {
public:
    using Command::Command;
    void run() override;
};

void Capabilities::run() {
    const auto environment = target();
    if (!environment) return finish(fail(environment.error()));
    const bool stored = m_context.storageState() && m_context.registry().find(environment->id);
    const auto known = [this, id = environment->id] { return m_context.storage()->environments().capabilities(id); };
    if (!m_options.probe && stored) {
        const auto all = known();
        return finish(all ? Result<Answer>(capabilityAnswer(*all)) : fail(all.error()));
    }
    m_call = m_context.connector.probe(
        *environment, this, [this, id = environment->id, stored, known](Result<ProbeReport> report) {
            if (!report || report->error) return finish(fail(report ? *report->error : report.error()));
            const QDateTime now = m_context.clock.nowUtc();
            if (stored) {
                if (const auto kept = m_context.storage()->environments().remember(id, *report, now); !kept)
                    return finish(fail(kept.error()));
                const auto all = known();
                return finish(all ? Result<Answer>(capabilityAnswer(*all)) : fail(all.error()));
            }
            QMap<Capability, KnownCapability> found;
            for (auto it = report->capabilities.begin(); it != report->capabilities.end(); ++it)
                found.insert(it.key(), {it.value(), now});
            finish(capabilityAnswer(found));
        });
}

}  // namespace

const std::vector<CommandRow>& capabilityCommands() {
    static const std::vector<CommandRow> rows{
        {"capabilities", "", 0, 0, "tells what an environment offers", {&kProbe}, &make<Capabilities>},
    };
    return rows;
}

}  // namespace prophecy::ctl
