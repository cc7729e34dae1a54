#include "app/ctl/options.h"

#include <QCommandLineParser>
#include <QFile>
#include <algorithm>
#include <set>

#include "app/ctl/command_table.h"
#include "app/ctl/help.h"
#include "app/ctl/nearest.h"

namespace prophecy::ctl {

namespace {

tl::unexpected<Error> usage(const QString& sentence) {
    return fail(ErrorKind::Usage, sentence);
}

/// A cron expression may begin with a minus; no option has a blank in its name. What stands behind "--" is no option.
QStringList expressionsApart(const QStringList& words) {
    if (words.contains(QStringLiteral("--"))) return words;
    QStringList options, expressions;
    for (const QString& word : words) {
        const bool expression = word.startsWith(u'-') && word.section(u'=', 0, 0).contains(u' ');
        (expression ? expressions : options) << word;
    }
    if (!expressions.isEmpty()) options << QStringLiteral("--") << expressions;
    return options;
}

/// Where two have one name, the first counts.
void declare(QCommandLineParser& parser, const OptionRows& rows) {
    std::set<QString> declared;
    for (const OptionRow* row : rows) {
        const QString name = QString::fromLatin1(row->name);
        if (!declared.insert(name).second) continue;
        QStringList names{name};
        if (name == u"help") names << QStringLiteral("h");
        parser.addOption(row->value ? QCommandLineOption(names, {}, QString::fromLatin1(row->value))
                                    : QCommandLineOption(names));
    }
}

/// The words that are no options and no values of options, before it is known to which command they belong.
QStringList positionalIn(const QStringList& words, bool versionHasValue) {
    OptionRows all;
    if (versionHasValue) all.push_back(&kWantedVersion);
    for (const OptionRow* row : commonOptions()) all.push_back(row);
    for (const CommandRow& command : allCommands())
        for (const OptionRow* row : command.options) all.push_back(row);
    QCommandLineParser parser;
    declare(parser, all);
    parser.parse(words);
    return parser.positionalArguments();
}

tl::unexpected<Error> noSuchCommand(const QStringList& positional) {
    const QString said = positional.mid(0, 2).join(u' ');
    const QString nearest = nearestCommand(positional);
    if (const QStringList family = commandsOf(positional.first()); !family.isEmpty() && positional.size() == 1)
        return usage(QStringLiteral("\"%1\" is not all of it: say %2.").arg(said, family.join(QStringLiteral(", "))));
    return usage(nearest.isEmpty()
                     ? QStringLiteral("There is no command \"%1\"; prophecyctl --help lists them.").arg(said)
                     : QStringLiteral("There is no command \"%1\". Did you mean \"%2\"? prophecyctl --help lists them.")
                           .arg(said, nearest));
}

tl::unexpected<Error> noSuchOption(const CommandRow& command, const OptionRows& rows, const QString& name) {
    QStringList known;
    for (const OptionRow* row : rows) known << QString::fromLatin1(row->name);
    const QString nearest = nearestOf(name, known);
    const QString words = QString::fromLatin1(command.words);
    return usage(QStringLiteral("\"%1\" has no option --%2. %3")
                     .arg(words, name,
                          nearest.isEmpty() ? QStringLiteral("\"prophecyctl help %1\" lists them.").arg(words)
                                            : QStringLiteral("Did you mean --%1?").arg(nearest)));
}

Result<void> checkArguments(const CommandRow& command, qsizetype count) {
    if (count >= command.fewestArguments && count <= command.mostArguments) return {};
    return usage(QStringLiteral("\"%1\" takes %2, not %3.")
                     .arg(QString::fromLatin1(command.words), command.mostArguments == 0 ? QStringLiteral("no argument")
                                                              : command.mostArguments == 1
                                                                  ? QStringLiteral("one argument")
                                                                  : QStringLiteral("two arguments"))
                     .arg(count));
}

/// A command's own come last, so that they count over what every command takes; one of the same name replaces it.
OptionRows rowsOf(const CommandRow& command) {
    OptionRows rows;
    for (const OptionRow* common : commonOptions())
        if (std::none_of(command.options.begin(), command.options.end(),
                         [&](const OptionRow* own) { return QLatin1String(own->name) == QLatin1String(common->name); }))
            rows.push_back(common);
    rows.insert(rows.end(), command.options.begin(), command.options.end());
    return rows;
}

Result<void> readCommand(const CommandRow& command, const QStringList& words, Options& options) {
    const OptionRows rows = rowsOf(command);
    QCommandLineParser parser;
    declare(parser, rows);
    const bool parsed = parser.parse(words);
    if (const QStringList unknown = parser.unknownOptionNames(); !unknown.isEmpty())
        return noSuchOption(command, rows, unknown.first());
    if (!parsed) return usage(parser.errorText());
    options.command = QString::fromLatin1(command.words).split(u' ');
    options.arguments = parser.positionalArguments().mid(options.command.size());
    if (auto fits = checkArguments(command, options.arguments.size()); !fits) return fits;
    for (const OptionRow* row : rows) {
        const QString name = QString::fromLatin1(row->name);
        if (!parser.isSet(name)) continue;
        if (auto good = row->read(*row, row->value ? parser.values(name) : QStringList(), options); !good) return good;
    }
    return checkTogether(options);
}

bool asksForHelp(const QStringList& words) {
    const QStringList before = words.mid(0, words.indexOf(QStringLiteral("--")));
    return before.contains(QStringLiteral("--help")) || before.contains(QStringLiteral("-h"));
}

/// "help restore start", or "restore start --help".
Result<void> sayHelp(const QStringList& about, Options& options) {
    if (about.isEmpty()) {
        options.said = usageText();
        return {};
    }
    options.said = helpAbout(about);
    if (options.said.isEmpty()) return noSuchCommand(about);
    return {};
}

}  // namespace

Result<void> parseOptions(const QStringList& given, Options& options) {
    options.json = given.contains(QStringLiteral("--json"));
    const QStringList words = expressionsApart(given);
    QStringList positional = positionalIn(words, false);
    if (!findCommand(positional) && findCommand(positionalIn(words, true))) positional = positionalIn(words, true);
    if (!positional.isEmpty() && positional.first() == u"help") return sayHelp(positional.mid(1), options);
    if (asksForHelp(words)) return sayHelp(positional, options);
    const bool asksForVersion = words.contains(QStringLiteral("--version"));
    if (positional.isEmpty() && asksForVersion) {
        options.said = QStringLiteral("prophecyctl " PROPHECY_VERSION "\n");
        return {};
    }
    if (positional.isEmpty()) return usage(QStringLiteral("Say what to do; prophecyctl --help lists the commands."));
    const CommandRow* command = findCommand(positional);
    if (!command) return noSuchCommand(positional);
    if (auto read = readCommand(*command, words, options); !read) return read;
    if (options.version)
        return usage(QStringLiteral("--version stands alone, or names the version of \"upgrade start\"."));
    return {};
}

Result<QByteArray> readKeyFile(const QString& path) {
    QFile file(path);
    const bool opened = path == u"-" ? file.open(stdin, QIODevice::ReadOnly) : file.open(QIODevice::ReadOnly);
    if (!opened) return usage(QStringLiteral("The file %1 cannot be read: %2").arg(path, file.errorString()));
    constexpr qint64 kLongestKey = 64 * 1024;
    return file.read(kLongestKey);
}

Result<Secret> readGivenKey(const Options& options) {
    const QByteArray variable = qgetenv("PROPHECY_KEY");
    const bool hasVariable = qEnvironmentVariableIsSet("PROPHECY_KEY");
    qunsetenv("PROPHECY_KEY");
    if (!options.keyFile.isEmpty()) {
        auto bytes = readKeyFile(options.keyFile);
        return bytes ? parseKey(*bytes) : fail(bytes.error());
    }
    return hasVariable && !variable.isEmpty() ? parseKey(variable) : Secret();
}

Result<Secret> readClientPassword(const Options& options) {
    if (options.clientPasswordFile.isEmpty()) return Secret();
    const auto bytes = readKeyFile(options.clientPasswordFile);
    if (!bytes) return fail(bytes.error());
    QByteArray line = bytes->left(bytes->indexOf('\n') < 0 ? bytes->size() : bytes->indexOf('\n'));
    if (line.endsWith('\r')) line.chop(1);
    return Secret(line);
}

}  // namespace prophecy::ctl
