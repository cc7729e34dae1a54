#pragma once

#include <QFrame>

class QLabel;

namespace prophecy::ui {

/// Sentences that stay until they are put away: what start-up and refused acts have to tell.
class NoticeBar final : public QFrame {
    Q_OBJECT
public:
    NoticeBar();
    /// Added to what still stands there.
    void tell(const QString& sentence);

private:
    QLabel* m_text;
};

}  // namespace prophecy::ui
