// What a scripted server holds and does, read from a file. README.md in this folder is its
// language.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "wire.h"

namespace kith::scripted {

enum class Event { connect, bind, search };

struct Action {
    enum class Kind {
        result,
        refer,
        silence,
        hang_up,
        cut,
        garbage,
        huge,
        same_cookie,
        bad_cookie
    };

    Kind kind = Kind::result;
    int code = 0;
    std::optional<int> after;  // That many entries; without it, none before.
    std::string uri;
};

struct Rule {
    Event event = Event::search;
    int number = 0;  // The how-manieth, from 1; 0: each.
    Action action;
};

struct Script {
    Entry root;
    std::vector<Entry> entries;
    std::vector<std::string> references;
    std::vector<Rule> rules;
    int page_max = 0;              // 0: no limit.
    int range_max = 0;             // 0: no limit.
    std::optional<int> sync_code;  // How syncrepl and DirSync are refused; without it, as unknown.

    const Action* action(Event event, int number) const;
};

// Throws std::runtime_error with the number of the line that cannot be understood.
Script read_script(const std::string& path);

}  // namespace kith::scripted
