#pragma once

#include <QHash>
#include <QUrl>

#include "domain/environment.h"

namespace prophecy {

/// In which form a request that names a backup passes what stands in front of an installation: with the timestamp in
/// body and query, or in the query alone where a GET with a body is refused (docs/api.md, trap 2).
class RequestForms {
public:
    virtual ~RequestForms() = default;
    bool isQueryOnly(const QUrl& root) {
        const QString key = targetKey(root);
        if (!m_queryOnly.contains(key)) m_queryOnly.insert(key, load(key));
        return m_queryOnly.value(key);
    }
    void note(const QUrl& root, bool queryOnly) {
        if (isQueryOnly(root) == queryOnly) return;
        m_queryOnly.insert(targetKey(root), queryOnly);
        save(targetKey(root), queryOnly);
    }

private:
    virtual bool load(const QString&) { return false; }
    virtual void save(const QString&, bool) {}

    QHash<QString, bool> m_queryOnly;
};

}  // namespace prophecy
