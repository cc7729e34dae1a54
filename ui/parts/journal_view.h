#pragma once

#include <QTimeZone>
#include <QWidget>

#include "storage/journal.h"

class QFormLayout;

namespace prophecy::ui {

/// One entry of the journal in words, whole. Its texts can be selected.
class JournalView final : public QWidget {
    Q_OBJECT
public:
    JournalView();
    void show(const JournalRow& row, const QTimeZone& zone);

private:
    void add(const QString& label, const QString& value);

    QFormLayout* m_form;
    QString m_hash;  ///< of what is shown
};

}  // namespace prophecy::ui
