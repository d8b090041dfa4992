#include "personas.h"

#include <Poco/JSON/Parser.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace intranet {

namespace {

std::vector<Persona> people(const Poco::JSON::Array::Ptr& list) {
    std::vector<Persona> found;
    for (unsigned i = 0; i < list->size(); ++i) {
        const auto one = list->getObject(i);
        const auto field = [&](const char* name) { return one->getValue<std::string>(name); };
        found.push_back({field("key"), field("id"), field("displayName"), field("title"),
                         field("language"), field("try")});
    }
    return found;
}

}  // namespace

Personas::Personas(const std::string& file) {
    std::ifstream in(file);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Poco::JSON::Parser parser;
    const auto root = parser.parse(text).extract<Poco::JSON::Object::Ptr>();
    chosen_ = people(root->getArray("personas"));
    supporters_ = people(root->getArray("supporters"));
}

const Persona* Personas::find(const std::string& key) const {
    for (const auto* list : {&chosen_, &supporters_}) {
        const auto found = std::find_if(list->begin(), list->end(),
                                        [&](const Persona& one) { return one.key == key; });
        if (found != list->end()) return &*found;
    }
    return nullptr;
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
