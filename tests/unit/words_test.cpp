#include <QDirIterator>
#include <QRegularExpression>
#include <QTest>
#include <QTranslator>
#include <set>

#include "domain/checks/acceptances.h"
#include "words/refusal.h"
#include "words/sentences.h"

using namespace prophecy;

namespace {

std::set<QString> saidInTheSources() {
    static const QRegularExpression said(QStringLiteral(R"((?:says|statement)\(([^;]*?)(?:, \{|\)))"));
    static const QRegularExpression code(QStringLiteral(R"re("([a-z][a-z-]*)")re"));
    std::set<QString> codes;
    for (const char* room : {"src/domain", "src/services"}) {
        QDirIterator files(QStringLiteral(PROJECT_FOLDER "/") + QString::fromLatin1(room), {QStringLiteral("*.cpp")},
                           QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (!file.open(QIODevice::ReadOnly)) continue;
            auto calls = said.globalMatch(QString::fromUtf8(file.readAll()));
            while (calls.hasNext()) {
                auto found = code.globalMatch(calls.next().captured(1));
                while (found.hasNext()) codes.insert(found.next().captured(1));
            }
        }
    }
    return codes;
}

std::set<QString> withWords() {
    std::set<QString> codes;
    for (const auto& table : allSentences())
        for (const Sentence& sentence : table) codes.insert(QString::fromLatin1(sentence.code));
    return codes;
}

/// As a catalogue of another language would.
class Shouting final : public QTranslator {
public:
    QString translate(const char*, const char* text, const char*, int) const override {
        return QString::fromUtf8(text).toUpper();
    }
    bool isEmpty() const override { return false; }
};

}  // namespace

class WordsTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aRefusalNamesAllThatWantAReason() {
        const std::vector<CheckId> needed{CheckId::Keys, CheckId::Version, CheckId::Reachable};
        const std::vector<Check> checks{{CheckId::Keys, CheckState::Warn, {}, {}},
                                        {CheckId::Version, CheckState::Warn, {}, {}},
                                        {CheckId::Reachable, CheckState::Pass, {}, {}}};
        const QString both = mayGoOn(needed, checks, {}).error().message;
        QVERIFY2(
            both.contains(QStringLiteral("\"keys\"")) && both.endsWith(QStringLiteral("also needed for: version.")),
            qPrintable(both));
        const QString one = mayGoOn(needed, checks, {{CheckId::Keys, {QStringLiteral("agreed")}}}).error().message;
        QVERIFY2(one.contains(QStringLiteral("\"version\"")) && !one.contains(QStringLiteral("also needed")),
                 qPrintable(one));
    }

    void everyCodeThatIsSaidHasWordsAndNoWordsAreLeftOver() {
        const std::set<QString> said = saidInTheSources();
        QVERIFY(said.size() > 100);
        QStringList wordless, unsaid;
        for (const QString& code : said)
            if (!withWords().contains(code)) wordless << code;
        for (const QString& code : withWords())
            if (!said.contains(code)) unsaid << code;
        QVERIFY2(wordless.isEmpty(), qPrintable(wordless.join(u' ')));
        QVERIFY2(unsaid.isEmpty(), qPrintable(unsaid.join(u' ')));
    }

    void noCodeHasTwoSentences() {
        std::size_t rows = 0;
        for (const auto& table : allSentences()) rows += table.size();
        QCOMPARE_EQ(rows, withWords().size());
    }

    void whatAServerSaidIsNoPlaceholder() {
        const QString sentence = sentenceOf(says("upgrade-running", {QStringLiteral("%2"), QStringLiteral("%1 <b>")}));
        QCOMPARE_EQ(sentence, QStringLiteral("An upgrade is running on %2: %1 <b>"));
    }

    void aCodeThatNobodyKnowsIsShown() {
        QCOMPARE_EQ(sentenceOf(says("of-a-later-version", {QStringLiteral("prod")})),
                    QStringLiteral("of-a-later-version prod"));
    }

    void aReasonHoldsInEveryLanguage() {
        const Check check{CheckId::Keys, CheckState::Warn, says("key-missing", {QStringLiteral("dr")}), {}};
        Acceptances accepted;
        accepted.accept(check, {}, QStringLiteral("known"));
        QJsonObject record;
        accepted.writeTo(record);
        const Error asked = checkAccepted(check, {}).error();
        const QString english = sentenceOf(check.evidence);
        Shouting shouting;
        QCoreApplication::installTranslator(&shouting);
        QVERIFY(sentenceOf(check.evidence) != english);
        QCOMPARE_EQ(Acceptances::readFrom(record).reasonFor(check, {}), QStringLiteral("known"));
        QCOMPARE_EQ(objectionIn(asked)->evidence, check.evidence);
        QVERIFY(checkAccepted(check, {{check.id, {QStringLiteral("known"), objectionIn(asked)->evidence}}}));
        QVERIFY(!checkAccepted(check, {{check.id, {QStringLiteral("known"), says("key-missing")}}}));
        QVERIFY(checkAccepted(check, {{check.id, {QStringLiteral("given beforehand")}}}));
    }

    /// The reason for a check that was made belongs beside it: one that is given elsewhere would not be looked at.
    void onlyALastLookIsAnObjection() {
        const Check check{CheckId::Keys, CheckState::Warn, says("key-missing"), {}};
        const std::array needed{CheckId::Keys};
        QVERIFY(objectionIn(checkAccepted(check, {}).error()));
        QVERIFY(!objectionIn(mayGoOn(needed, {check}, {}).error()));
        QCOMPARE_EQ(mayGoOn(needed, {check}, {}).error().detail.value(u"check").toString(), QStringLiteral("keys"));
    }

    void whatWasAcceptedAsASentenceIsAskedAnew() {
        const QJsonObject record{
            {QStringLiteral("accepted"),
             QJsonObject{{QStringLiteral("keys"), QJsonObject{{QStringLiteral("state"), QStringLiteral("warn")},
                                                              {QStringLiteral("evidence"), QStringLiteral("So.")},
                                                              {QStringLiteral("reason"), QStringLiteral("known")}}}}}};
        QVERIFY(Acceptances::readFrom(record).isEmpty());
    }
};

QTEST_GUILESS_MAIN(WordsTest)
#include "words_test.moc"
