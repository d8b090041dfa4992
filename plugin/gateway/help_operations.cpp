#include <algorithm>

#include "gateway/operation.h"
#include "service/promise.h"

namespace kith::gateway {
namespace {

using policy::Action;
using policy::Capacity;
using policy::Kind;

std::string language_of(const Caller& caller, const Object& in) {
    const auto wanted = text(in, "language");
    return wanted.empty() ? caller.rooms.settings.default_language : wanted;
}

Result<Object::Ptr> topics(const Caller& caller, const Object& in) {
    const auto& settings = caller.rooms.settings;
    auto list = array();
    for (const auto& topic : settings.topics) {
        auto one = object();
        one->set("id", topic.id);
        one->set("label", label(topic.labels, language_of(caller, in), settings.default_language));
        list->add(one);
    }
    auto out = object();
    out->set("topics", list);
    return out;
}

const char* kind_name(model::Resource::Kind kind) {
    switch (kind) {
        case model::Resource::Kind::emergency:
            return "emergency";
        case model::Resource::Kind::hotline:
            return "hotline";
        case model::Resource::Kind::eap:
            return "eap";
    }
    return "";
}

Result<Object::Ptr> resources(const Caller& caller, const Object& in) {
    const auto& settings = caller.rooms.settings;
    auto list = array();
    for (const auto& resource : settings.resources) {
        auto one = object();
        one->set("id", resource.id);
        one->set("kind", kind_name(resource.kind));
        one->set("label",
                 label(resource.labels, language_of(caller, in), settings.default_language));
        one->set("phone", resource.phone);
        one->set("url", resource.url);
        one->set("languages", array(resource.languages));
        list->add(one);
    }
    auto out = object();
    out->set("resources", list);
    return out;
}

Object::Ptr reader_json(const policy::Reader& reader) {
    std::vector<std::string> once;
    for (const auto& fact : model::fact_names)
        if (reader.once.has(fact.word)) once.emplace_back(fact.name);
    auto one = object();
    one->set("capacity", std::string(policy::name(reader.capacity)));
    one->set("purpose", std::string(policy::name(reader.purpose)));
    one->set("once", array(once));
    return one;
}

Object::Ptr promise_json(const service::PromiseLine& line) {
    std::vector<std::string> names;
    auto conditions = array();
    for (const auto& reader : line.readers) {
        conditions->add(reader_json(reader));
        const std::string name(policy::name(reader.capacity));
        if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
    auto one = object();
    one->set("what", line.what);
    one->set("readers", array(names));
    one->set("conditions", conditions);
    return one;
}

Result<Object::Ptr> promise(const Caller& caller, const Object& in) {
    service::Draft draft;
    const auto name_mode = text(in, "nameMode");
    if (!name_mode.empty()) draft.named = name_mode == "named";
    auto list = array();
    for (const auto& line : service::promise(caller.rooms, draft))
        list->add(promise_json(line));
    auto out = object();
    out->set("promise", list);
    return out;
}

}  // namespace

std::vector<Operation> help_operations() {
    const std::vector<Capacity> everybody{
        Capacity::employee, Capacity::requester, Capacity::peer_supporter,    Capacity::coordinator,
        Capacity::it_admin, Capacity::host,      Capacity::identity_custodian};
    constexpr std::string_view in_language =
        R"({"type": "object", "additionalProperties": false, "properties": {
            "language": {"type": "string", "maxLength": 35, "description": "BCP 47"}}})";
    return {
        {"help.topics/1",
         "What one can ask a peer about.",
         Effect::reads,
         {Action::read, Kind::guidance},
         everybody,
         "",
         in_language,
         R"({"type": "object", "required": ["topics"], "properties": {
             "topics": {"type": "array", "items": {"type": "object", "required": ["id", "label"]}}}})",
         topics},
        {"help.resources/1",
         "Emergency numbers, hotlines and professional help.",
         Effect::reads,
         {Action::read, Kind::guidance},
         everybody,
         "",
         in_language,
         R"({"type": "object", "required": ["resources"], "properties": {
             "resources": {"type": "array", "items": {"type": "object",
                 "required": ["id", "kind", "label", "phone", "url"]}}}})",
         resources},
        {"support.promise/1",
         "Who could read what, computed from the policy itself.",
         Effect::reads,
         {Action::read, Kind::guidance},
         everybody,
         "",
         R"({"type": "object", "additionalProperties": false, "properties": {
             "nameMode": {"enum": ["pseudonymous", "named"],
                 "description": "of a draft: what is settled already"}}})",
         R"({"type": "object", "required": ["promise"], "properties": {
             "promise": {"type": "array", "items": {"type": "object",
                 "required": ["what", "readers", "conditions"], "properties": {
                 "conditions": {"type": "array", "items": {"type": "object",
                     "required": ["capacity", "purpose", "once"], "properties": {
                     "once": {"type": "array", "items": {"type": "string"},
                         "description": "what must become true first, such as assigned"}}}}}}}}})",
         promise},
    };
}

}  // namespace kith::gateway
