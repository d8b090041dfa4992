#include "personas.h"

#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace intranet {

Personas::Personas(const std::string& file) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Poco::JSON::Parser parser;
    const auto root = parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    const auto list = root->getArray("personas");
    for (unsigned i = 0; i < list->size(); ++i) {
        const auto one = list->getObject(i);
        const auto field = [&](const char* name) { return one->getValue<std::string>(name); };
        all_.push_back({field("key"), field("id"), field("displayName"), field("title"),
                        field("language"), field("try")});
    }
}

const Persona* Personas::find(const std::string& key) const {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const Persona& one) { return one.key == key; });
    return found == all_.end() ? nullptr : &*found;
}

void Personas::note(const std::string& id) {
    const std::lock_guard lock(mutex_);
    waiting_.insert(id);
}

bool Personas::take_note(const std::string& id) {
    const std::lock_guard lock(mutex_);
    return waiting_.erase(id) > 0;
}

}  // namespace intranet
