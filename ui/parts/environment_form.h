#pragma once

#include <QWidget>

#include "core/secret.h"
#include "domain/environment.h"

class QCheckBox;
class QComboBox;
class QDateEdit;
class QFormLayout;
class QLayout;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace prophecy::ui {

/// The fields of an environment, between a value and its widgets. The key is written once and never shown again.
class EnvironmentForm final : public QWidget {
    Q_OBJECT
public:
    explicit EnvironmentForm(QWidget* parent = nullptr);

    void load(const Environment& environment);
    /// Kind Usage with the first thing that is wrong; keeps id and pins of what was loaded.
    Result<Environment> value() const;
    /// Empty when none was entered.
    Result<Secret> key() const;
    Secret proxyPassword() const;
    Secret clientPassword() const;
    void focusFirst();

Q_SIGNALS:
    void edited();

private:
    void addBasicFields(QFormLayout* form);
    void addAdvancedFields(QFormLayout* form);
    QLayout* fileRow(QLineEdit* line, const char* buttonName, const QString& title, const QString& filter);
    void adapt();

    Environment m_loaded;
    QLineEdit* m_name;
    QLineEdit* m_address;
    QCheckBox* m_plainHttp;
    QLineEdit* m_key;
    QComboBox* m_role;
    QComboBox* m_protection;
    QComboBox* m_zone;
    QLineEdit* m_namespace;
    QCheckBox* m_standby;
    QCheckBox* m_expires;
    QDateEdit* m_expiry;
    QWidget* m_advanced;
    QComboBox* m_dialect;
    QLineEdit* m_caFile;
    QLineEdit* m_clientFile;
    QLineEdit* m_clientKeyFile;
    QLineEdit* m_clientPassword;
    QComboBox* m_proxyMode;
    QLineEdit* m_proxyHost;
    QSpinBox* m_proxyPort;
    QLineEdit* m_proxyUser;
    QLineEdit* m_proxyPassword;
    QPlainTextEdit* m_overrides;
    bool m_protectionChosen = false;
};

}  // namespace prophecy::ui
