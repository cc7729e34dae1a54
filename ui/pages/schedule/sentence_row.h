#pragma once

#include <QHBoxLayout>
#include <QSpinBox>

#include "ui/theme/widgets.h"

namespace prophecy::ui {

inline QSpinBox* makeNumber(const char* objectName, const QString& accessibleName, int least, int most) {
    auto* box = new QSpinBox;
    box->setObjectName(QString::fromLatin1(objectName));
    box->setAccessibleName(accessibleName);
    box->setRange(least, most);
    return box;
}

/// A field in the middle of a sentence: "Keep the last [ ] backups".
inline QHBoxLayout* makeSentence(const QString& before, QWidget* field, const QString& after) {
    auto* row = new QHBoxLayout;
    row->addWidget(plainLabel(before));
    row->addWidget(field);
    row->addWidget(plainLabel(after));
    row->addStretch();
    return row;
}

}  // namespace prophecy::ui
