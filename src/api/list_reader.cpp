#include "api/list_reader.h"

#include <simdjson.h>

#include <algorithm>

namespace prophecy {

namespace dom = simdjson::dom;

namespace {

QString text(const dom::element& value) {
    std::string_view utf8;
    if (value.get(utf8) != simdjson::SUCCESS) return {};
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

Backup toBackup(const dom::object& object, const Scrubber& scrubbed) {
    Backup backup;
    for (const auto& [name, value] : object) {
        if (name == "timestamp")
            backup.timestamp = BackupTimestamp(scrubbed(text(value)));
        else if (name == "status")
            backup.status = boundedText(scrubbed(text(value)));
        else if (name == "namespace")
            backup.nameSpace = scrubbed(text(value));
        else if (name == "backupurl")
            backup.url = scrubbed(text(value));
    }
    return backup;
}

bool maySayRefused(const dom::object& object) {
    dom::element member;
    if (object["success"].get(member) == simdjson::SUCCESS) return true;
    std::int64_t code = 0;
    return object["code"].get(member) == simdjson::SUCCESS &&
           (member.get(code) != simdjson::SUCCESS || code < 200 || code > 299);
}

}  // namespace

std::optional<BackupList> readBackupList(const QByteArray& json, const Scrubber& scrubbed) {
    dom::parser parser;
    dom::object payload;
    dom::object data;
    dom::array list;
    if (parser.parse(json.constData(), static_cast<std::size_t>(json.size())).get(payload) != simdjson::SUCCESS)
        return std::nullopt;
    const bool wrapped = payload["data"].get(data) == simdjson::SUCCESS;
    if (maySayRefused(payload) || (wrapped && maySayRefused(data))) return std::nullopt;
    const dom::object& holder = wrapped ? data : payload;
    if (holder["backup-list"].get(list) != simdjson::SUCCESS) return std::nullopt;
    BackupList result;
    result.backups.reserve(std::min(list.size(), kMostListed + 1));
    for (const dom::element entry : list) {
        dom::object object;
        Backup backup;
        if (entry.get(object) == simdjson::SUCCESS) backup = toBackup(object, scrubbed);
        if (isEntry(backup))
            result.backups.push_back(std::move(backup));
        else
            ++result.malformedEntries;
        if (result.backups.size() > kMostListed) break;
    }
    return result;
}

}  // namespace prophecy
