// One command of kithctl: how it is called, what it takes, what it does.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kith::ctl {

// 0 and 1 are both answers; 2 and above mean that there is none.
enum Exit { ok = 0, found = 1, usage = 2, could_not_run = 3 };

struct OptionText {
    std::string_view name;      // "max-removed"
    std::string_view argument;  // "PERCENT", or empty for a flag.
    std::string_view help;
    bool required = false;
};

// What was given, already checked against the command's own list.
class Given {
public:
    std::vector<std::string> words;  // Without the command's own.
    std::map<std::string, std::string> options;

    bool has(const std::string& option) const { return options.contains(option); }
    std::string get(const std::string& option, const std::string& otherwise = "") const {
        const auto found = options.find(option);
        return found == options.end() ? otherwise : found->second;
    }
    bool json() const { return has("json"); }
};

struct Command {
    std::string_view name;   // "people import"
    std::string_view words;  // What follows: "MANIFEST", or empty.
    std::string_view summary;
    std::vector<OptionText> options;  // Beside --json and --help, which each has.
    int (*run)(const Given& given);
};

std::vector<Command> manifest_commands();
std::vector<Command> people_commands();
std::vector<Command> directory_commands();
std::vector<Command> route_commands();
std::vector<Command> service_commands();
std::vector<Command> audit_commands();
std::vector<Command> policy_commands();
std::vector<Command> keys_commands();
std::vector<Command> saml_commands();
std::vector<Command> store_commands();

}  // namespace kith::ctl
