#include "script.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace kith::scripted {
namespace {

using Words = std::vector<std::string>;

Words words_of(const std::string& line) {
    std::istringstream text(line);
    Words words;
    for (std::string word; text >> word;)
        words.push_back(word);
    return words;
}

std::string rest_after(const std::string& line, const std::string& word) {
    const auto at = line.find_first_not_of(' ', line.find(word) + word.size());
    return at == std::string::npos ? "" : line.substr(at);
}

std::string numbered(std::string text, int number) {
    for (auto at = text.find("%d"); at != std::string::npos; at = text.find("%d"))
        text.replace(at, 2, std::to_string(number));
    return text;
}

[[noreturn]] void refuse(const std::string& why) {
    throw std::runtime_error(why);
}

// Reads line by line; attributes go to the entries that were named last.
class Reader {
public:
    Reader() { script_.root.attributes = {{"objectClass", {"top"}}}; }

    void take(const std::string& line) {
        const auto words = words_of(line);
        if (words.empty() || words[0].front() == '#') return;
        if (line.front() == ' ') return take_attribute(line, words);
        take_statement(line, words);
    }

    Script done() {
        settle();
        return script_;
    }

private:
    void take_statement(const std::string& line, const Words& words) {
        settle();
        if (words[0] == "root") {
            open_ = true;
            is_root_ = true;
        } else if (words[0] == "entry" && words.size() > 1) {
            begin_entries(rest_after(line, "entry"), 1);
        } else if (words[0] == "entries" && words.size() > 2) {
            begin_entries(rest_after(line, words[1]), std::stoi(words[1]));
        } else if (words[0] == "reference" && words.size() == 2) {
            script_.references.push_back(words[1]);
        } else if (words[0] == "page_max" && words.size() == 2) {
            script_.page_max = std::stoi(words[1]);
        } else if (words[0] == "range_max" && words.size() == 2) {
            script_.range_max = std::stoi(words[1]);
        } else if (words[0] == "sync" && words.size() == 2) {
            script_.sync_code = std::stoi(words[1]);
        } else if (words[0] == "on" && words.size() > 2) {
            script_.rules.push_back(rule_of(words));
        } else {
            refuse("not a statement");
        }
    }

    void begin_entries(const std::string& dn, int count) {
        open_ = true;
        template_.dn = dn;
        count_ = count;
    }

    // `name: value`, or `name * COUNT: value` with %d for the number of the value.
    void take_attribute(const std::string& line, const Words& words) {
        const auto colon = line.find(": ");
        if (!open_ || colon == std::string::npos) refuse("not an attribute of an entry");
        const auto value = line.substr(colon + 2);
        const bool many = words.size() > 3 && words[1] == "*";
        const int count = many ? std::stoi(words[2]) : 0;
        std::vector<std::string> values;
        for (int i = 0; i < count; ++i)
            values.push_back(numbered(value, i));
        if (!many) values.push_back(value);
        add(many ? words[0] : words[0].substr(0, words[0].size() - 1), values);
    }

    void add(const std::string& name, const std::vector<std::string>& values) {
        for (auto& [known, held] : template_.attributes) {
            if (known != name) continue;
            held.insert(held.end(), values.begin(), values.end());
            return;
        }
        template_.attributes.emplace_back(name, values);
    }

    void settle() {
        if (!open_) return;
        if (is_root_) script_.root = template_;
        for (int i = 0; !is_root_ && i < count_; ++i)
            script_.entries.push_back(one_of_many(i));
        template_ = {};
        open_ = is_root_ = false;
    }

    Entry one_of_many(int number) const {
        if (count_ == 1) return template_;
        Entry entry{numbered(template_.dn, number), template_.attributes};
        for (auto& [name, values] : entry.attributes)
            for (auto& value : values)
                value = numbered(value, number);
        return entry;
    }

    // on connect|bind|search [NUMBER] ACTION [WORD] [after COUNT]
    static Rule rule_of(const Words& words) {
        static const std::map<std::string, Event> events = {
            {"connect", Event::connect}, {"bind", Event::bind}, {"search", Event::search}};
        Rule rule;
        const auto event = events.find(words[1]);
        if (event == events.end()) refuse("not an event");
        rule.event = event->second;
        std::size_t at = 2;
        if (words[at].find_first_not_of("0123456789") == std::string::npos)
            rule.number = std::stoi(words[at++]);
        if (at == words.size()) refuse("no action");
        rule.action = action_of(words, at);
        return rule;
    }

    static Action action_of(const Words& words, std::size_t at) {
        using Kind = Action::Kind;
        static const std::map<std::string, Kind> kinds = {{"result", Kind::result},
                                                          {"refer", Kind::refer},
                                                          {"silence", Kind::silence},
                                                          {"hang_up", Kind::hang_up},
                                                          {"cut", Kind::cut},
                                                          {"garbage", Kind::garbage},
                                                          {"huge", Kind::huge},
                                                          {"same_cookie", Kind::same_cookie},
                                                          {"bad_cookie", Kind::bad_cookie}};
        const auto kind = kinds.find(words[at++]);
        if (kind == kinds.end()) refuse("not an action");
        Action action;
        action.kind = kind->second;
        const bool has_word = action.kind == Kind::result || action.kind == Kind::refer;
        if (has_word && at == words.size()) refuse("the action lacks a word");
        if (action.kind == Kind::result) action.code = std::stoi(words[at++]);
        if (action.kind == Kind::refer) action.uri = words[at++];
        if (at + 1 < words.size() && words[at] == "after") {
            action.after = std::stoi(words[at + 1]);
            at += 2;
        }
        if (at != words.size()) refuse("words behind the action");
        return action;
    }

    Script script_;
    Entry template_;
    bool open_ = false;
    bool is_root_ = false;
    int count_ = 1;
};

}  // namespace

const Action* Script::action(Event event, int number) const {
    for (const auto& rule : rules)
        if (rule.event == event && (rule.number == 0 || rule.number == number)) return &rule.action;
    return nullptr;
}

Script read_script(const std::string& path) {
    std::ifstream file(path);
    if (!file) refuse(path + ": cannot be opened");
    Reader reader;
    int number = 0;
    for (std::string line; std::getline(file, line);) {
        ++number;
        try {
            reader.take(line);
        } catch (const std::exception& error) {
            refuse(path + ":" + std::to_string(number) + ": " + error.what());
        }
    }
    return reader.done();
}

}  // namespace kith::scripted
