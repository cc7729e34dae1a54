#include "services/check_notes.h"

#include <QJsonObject>

#include "words/sentences.h"

namespace prophecy {

QJsonArray notesOf(const std::vector<Check>& checks, const AcceptedReasons& accepted) {
    QJsonArray notes;
    for (const Check& check : checks) {
        QJsonObject note{{QStringLiteral("id"), kebabName(check.id)},
                         {QStringLiteral("state"), kebabName(check.state)},
                         {QStringLiteral("evidence"), sentenceOf(check.evidence)}};
        if (const QString reason = reasonFor(check, accepted); !reason.isEmpty())
            note.insert(QStringLiteral("reason"), reason);
        notes.append(note);
    }
    return notes;
}

QJsonArray notesOf(const AcceptedReasons& accepted) {
    QJsonArray notes;
    for (const auto& [id, given] : accepted)
        notes.append(QJsonObject{{QStringLiteral("id"), kebabName(id)},
                                 {QStringLiteral("evidence"), sentenceOf(given.evidence)},
                                 {QStringLiteral("reason"), given.reason.trimmed()}});
    return notes;
}

std::vector<ReportedCheck> reportedChecks(const QJsonArray& notes) {
    std::vector<ReportedCheck> checks;
    for (const QJsonValue value : notes) {
        const QJsonObject note = value.toObject();
        checks.push_back({note.value(u"id").toString(), note.value(u"state").toString(),
                          note.value(u"evidence").toString(), note.value(u"reason").toString()});
    }
    return checks;
}

}  // namespace prophecy
