// The people whom one can be here, as samples/intranet/personas.py chose them.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace intranet {

struct Persona {
    std::string key;
    std::string id;  // As the people source spells it.
    std::string name;
    std::string title;
    std::string language;
    std::string try_this;
};

class Personas {
public:
    explicit Personas(const std::string& file);
    const std::vector<Persona>& all() const { return all_; }
    const Persona* find(const std::string& key) const;

    // Something waits for this person: a badge on her start page, until she has seen it.
    void note(const std::string& id);
    bool take_note(const std::string& id);

private:
    std::vector<Persona> all_;
    std::mutex mutex_;
    std::set<std::string> waiting_;
};

}  // namespace intranet
