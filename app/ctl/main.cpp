#include <QCoreApplication>
#include <cstdio>

#include "app/ctl/command_table.h"
#include "app/ctl/platform.h"
#include "core/core_dump.h"
#include "translations/catalogues.h"
#include "words/sentences.h"

using namespace prophecy;
using namespace prophecy::ctl;

int main(int argc, char** argv) {
    forbidCoreDumps();
    QCoreApplication app(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("prophecyctl"));
    installTranslations(app);
    Options options;
    const auto parsed = parseOptions(argumentsOf(argc, argv), options);
    if (!parsed) return print(fail(parsed.error()), options.json);
    if (!options.said.isEmpty()) return printText(options.said);
    const auto key = readGivenKey(options);
    if (!key) return print(fail(key.error()), options.json);
    const auto clientPassword = readClientPassword(options);
    if (!clientPassword) return print(fail(clientPassword.error()), options.json);

    AppContext context(options.profile.isEmpty() ? AppContext::standardProfile() : options.profile);
    if (context.storage() && context.storage()->foundLost())
        std::fprintf(stderr, "prophecyctl: %s\n", qPrintable(sentenceOf(statementOf(*context.storage()->foundLost()))));
    context.useKeyFolder(options.keys.isEmpty() ? KeyFolder{qEnvironmentVariable("CREDENTIALS_DIRECTORY"), true}
                                                : KeyFolder{options.keys, false});
    bool printed = false;
    const auto command = findCommand(options.command)->make({context, options, *key, *clientPassword});
    QObject::connect(
        command.get(), &Command::finished, &app,
        [&](const Result<Answer>& answer) {
            if (!std::exchange(printed, true)) QCoreApplication::exit(print(answer, options.json));
        },
        Qt::QueuedConnection);
    onInterrupt([&] {
        if (std::exchange(printed, true)) return;
        constexpr int kInterrupted = 130;  // as a shell tells it
        const bool started = command->hasStartedSomething();
        const int code =
            print(fail(ErrorKind::Canceled,
                       started ? QStringLiteral("Interrupted. What was started goes on on the server and stays "
                                                "recorded here.")
                               : QStringLiteral("Interrupted. Nothing was sent that changes anything.")),
                  options.json);
        QCoreApplication::exit(started ? code : kInterrupted);
    });
    QMetaObject::invokeMethod(command.get(), &Command::run, Qt::QueuedConnection);
    return app.exec();
}
