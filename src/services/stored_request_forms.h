#pragma once

#include "api/request_forms.h"
#include "storage/storage.h"

namespace prophecy {

/// Keeps what was found out in the profile, so that each command of prophecyctl need not find it out again.
class StoredRequestForms final : public RequestForms {
public:
    explicit StoredRequestForms(Storage& storage) : m_storage(storage) {}

private:
    static QString name(const QString& target) { return QStringLiteral("query-only ") + target; }
    bool load(const QString& target) override { return m_storage.setting(name(target)) == "1"; }
    void save(const QString& target, bool queryOnly) override {
        m_storage.setSetting(name(target), queryOnly ? "1" : "0");
    }

    Storage& m_storage;
};

}  // namespace prophecy
