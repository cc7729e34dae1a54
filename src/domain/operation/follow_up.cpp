#include "domain/operation/follow_up.h"

#include "core/text.h"

namespace prophecy {

AfterCheck listAfter(const Fact<BackupList>& list) {
    if (!list.answer) return {CheckState::Waiting, says("asking-list")};
    if (!list.isKnown()) return {CheckState::Fail, says("list-unread", {displayLine(list.answer->error().message)})};
    return {CheckState::Pass, says("lists-backups", {}, static_cast<int>(list.value().backups.size()))};
}

AfterCheck usersAfter(const Fact<Users>& users, qint64 fewest, Statement said) {
    if (!users.answer) return {CheckState::Waiting, says("counting-users")};
    if (!users.isKnown() || !users.value().total) return {CheckState::Unknown, says("users-uncounted")};
    said.count = static_cast<int>(*users.value().total);
    return {said.count < fewest ? CheckState::Warn : CheckState::Pass, {said}};
}

}  // namespace prophecy
