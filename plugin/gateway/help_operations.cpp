#include "gateway/operation.h"
#include "service/promise.h"

namespace kith::gateway {
namespace {

using policy::Capacity;

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

Result<Object::Ptr> promise(const Caller&, const Object&) {
    auto list = array();
    for (const auto& line : service::promise()) {
        auto one = object();
        one->set("what", line.what);
        one->set("readers", array(line.readers));
        list->add(one);
    }
    auto out = object();
    out->set("promise", list);
    return out;
}

}  // namespace

std::vector<Operation> help_operations() {
    const std::vector<Capacity> everybody{Capacity::employee,       Capacity::requester,
                                          Capacity::peer_supporter, Capacity::coordinator,
                                          Capacity::it_admin,       Capacity::host};
    constexpr std::string_view in_language =
        R"({"type": "object", "additionalProperties": false, "properties": {
            "language": {"type": "string", "maxLength": 35, "description": "BCP 47"}}})";
    return {
        {"help.topics/1", "What one can ask a peer about.", Effect::reads, everybody, "",
         in_language,
         R"({"type": "object", "required": ["topics"], "properties": {
             "topics": {"type": "array", "items": {"type": "object", "required": ["id", "label"]}}}})",
         topics},
        {"help.resources/1", "Emergency numbers, hotlines and professional help.", Effect::reads,
         everybody, "", in_language,
         R"({"type": "object", "required": ["resources"], "properties": {
             "resources": {"type": "array", "items": {"type": "object",
                 "required": ["id", "kind", "label", "phone", "url"]}}}})",
         resources},
        {"support.promise/1", "Who could read what, computed from the policy itself.",
         Effect::reads, everybody, "", R"({"type": "object", "additionalProperties": false})",
         R"({"type": "object", "required": ["promise"], "properties": {
             "promise": {"type": "array", "items": {"type": "object",
                 "required": ["what", "readers"]}}}})",
         promise},
    };
}

}  // namespace kith::gateway
