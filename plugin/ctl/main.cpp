// kithctl: Kith from the command line. The commands are in the *_commands.cpp files.
#include <Poco/Util/Option.h>
#include <Poco/Util/OptionException.h>
#include <Poco/Util/OptionProcessor.h>
#include <Poco/Util/OptionSet.h>

#include <algorithm>
#include <iostream>

#include "base/fault.h"
#include "base/text.h"
#include "ctl/command.h"
#include "ctl/output.h"

namespace kith::ctl {
namespace {

std::vector<Command> all_commands() {
    std::vector<Command> all;
    for (const auto& group :
         {manifest_commands(), people_commands(), directory_commands(), route_commands(),
          service_commands(), audit_commands(), policy_commands(), keys_commands(), saml_commands(),
          store_commands()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

void show_commands(const std::vector<Command>& commands) {
    say("kithctl COMMAND ...: Kith from the command line\n");
    for (const auto& command : commands) {
        std::string call(command.name);
        if (!command.words.empty()) call += ' ' + std::string(command.words);
        call.resize(std::max<std::size_t>(call.size() + 2, 26), ' ');
        say("  " + call + std::string(command.summary));
    }
    say("\nEach takes --help and --json. Exit codes: 0 ok, 1 found something, 2 misused, 3 could "
        "not run.");
}

void show_help(const Command& command) {
    std::string call = "kithctl " + std::string(command.name);
    if (!command.words.empty()) call += ' ' + std::string(command.words);
    say(call + "\n\n" + std::string(command.summary) + '\n');
    for (const auto& option : command.options) {
        std::string name = "  --" + std::string(option.name);
        if (!option.argument.empty()) name += ' ' + std::string(option.argument);
        name.resize(std::max<std::size_t>(name.size() + 2, 30), ' ');
        say(name + std::string(option.help) + (option.required ? " (required)" : ""));
    }
    say("  --json                      answer as JSON");
}

Poco::Util::OptionSet option_set(const Command& command) {
    Poco::Util::OptionSet set;
    set.addOption(Poco::Util::Option("json", ""));
    set.addOption(Poco::Util::Option("help", ""));
    for (const auto& option : command.options) {
        Poco::Util::Option known(std::string(option.name), "");
        known.required(option.required);
        if (!option.argument.empty()) known.argument(std::string(option.argument));
        set.addOption(known);
    }
    return set;
}

// Poco takes "--on=DAY" and "--on DAY" apart; what is left are the words.
Given parsed(const Command& command, const std::vector<std::string>& arguments) {
    Given given;
    const auto set = option_set(command);
    Poco::Util::OptionProcessor processor(set);
    processor.setUnixStyle(true);
    for (const auto& argument : arguments) {
        std::string name;
        std::string value;
        if (processor.process(argument, name, value)) {
            if (!name.empty()) given.options[name] = value;
        } else {
            given.words.push_back(argument);
        }
    }
    if (!given.has("help")) processor.checkRequired();
    return given;
}

// How many words of the line name the command: "people import" has two.
const Command* find(const std::vector<Command>& commands, std::vector<std::string>& line) {
    for (const auto& command : commands) {
        const auto words = split_list(command.name, ' ');
        if (line.size() < words.size() || !std::equal(words.begin(), words.end(), line.begin()))
            continue;
        line.erase(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(words.size()));
        return &command;
    }
    return nullptr;
}

int run(const Command& command, const std::vector<std::string>& line) {
    Given given;
    try {
        given = parsed(command, line);
    } catch (const Poco::Util::OptionException& trouble) {
        return misused(trouble.displayText(), &command);
    }
    if (given.has("help")) {
        show_help(command);
        return ok;
    }
    const auto wanted = split_list(command.words, ' ').size();
    if (given.words.size() != wanted)
        return misused(given.words.size() < wanted ? std::string(command.words) + " is needed"
                                                   : "there is a word too many",
                       &command);
    return command.run(given);
}

int dispatch(std::vector<std::string> line) {
    const auto commands = all_commands();
    if (line.empty()) {
        show_commands(commands);
        return usage;
    }
    if (line.front() == "--help" || line.front() == "help") {
        show_commands(commands);
        return ok;
    }
    if (line.front() == "--version") {
        say("kithctl " KITH_VERSION);
        return ok;
    }
    const auto* command = find(commands, line);
    if (command != nullptr) return run(*command, line);

    std::vector<std::string_view> names;
    for (const auto& known : commands)
        names.push_back(known.name);
    const auto meant = nearest(join(line, " "), names);
    return misused("there is no such command" +
                   (meant.empty() ? "; kithctl --help lists them"
                                  : "; did you mean '" + std::string(meant) + "'?"));
}

}  // namespace
}  // namespace kith::ctl

int main(int argc, char** argv) {
    try {
        return kith::ctl::dispatch({argv + 1, argv + argc});
    } catch (const std::exception&) {
        std::cerr << "kithctl: a bug of Kith's stopped this command; nothing half was stored\n";
        return kith::ctl::could_not_run;
    }
}
