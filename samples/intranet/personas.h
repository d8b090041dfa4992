// The people whom one can be here, as samples/intranet/personas.py chose them.
#pragma once

#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace intranet {

struct Persona {
    std::string key;  // Of a supporter who is in no walk-through: her id.
    std::string id;   // As the people source spells it.
    std::string name;
    std::string title;
    std::string language;
    std::string try_this;
};

class Personas {
public:
    explicit Personas(const std::string& file);
    // The cast of a walk-through, and every peer supporter: whoever was asked can be seen to
    // answer.
    const std::vector<Persona>& chosen() const { return chosen_; }
    const std::vector<Persona>& supporters() const { return supporters_; }
    const Persona* find(const std::string& key) const;

    // Something waits for this person: a badge on her start page, until she has seen it.
    void note(const std::string& id);
    bool take_note(const std::string& id);

private:
    std::vector<Persona> chosen_;
    std::vector<Persona> supporters_;
    std::mutex mutex_;
    std::set<std::string> waiting_;
};

}  // namespace intranet
