#include "connectors/scim/discovery.h"

#include "connectors/scim/messages.h"
#include "connectors/scim/schema.h"

namespace kith::connectors::scim {
namespace {

using Poco::JSON::Object;

Reply list_reply(const std::vector<Object::Ptr>& all) {
    Page page{new_list(), all.size(), {}};
    for (const auto& one : all)
        page.resources->add(one);
    return {200, to_json(page, Query{}), {}, {}};
}

// The one with this id, or all.
Answer<Reply> chosen(const std::vector<std::string>& path, const std::vector<Object::Ptr>& all) {
    if (path.size() == 1) return list_reply(all);
    for (const auto& one : all)
        if (path.size() == 2 && same_name(one->getValue<std::string>("id"), path[1]))
            return Reply{200, one, {}, {}};
    return not_found();
}

std::vector<Object::Ptr> resource_types(const std::string& base) {
    return {to_json(user_type(), base), to_json(group_type(), base)};
}

std::vector<Object::Ptr> schemas(const std::string& base) {
    std::vector<Object::Ptr> all;
    for (const auto* const type : {&user_type(), &group_type()}) {
        all.push_back(to_json(*type->schema, base));
        for (const auto* const extension : type->extensions)
            all.push_back(to_json(*extension, base));
    }
    return all;
}

}  // namespace

Answer<Reply> discovery(const std::vector<std::string>& path, const std::string& base,
                        bool filtered) {
    if (filtered) return Problem{403, {}, "what is told here is not filtered", {}};
    if (path.front() == "ResourceTypes") return chosen(path, resource_types(base));
    if (path.front() == "Schemas") return chosen(path, schemas(base));
    if (path.size() > 1) return not_found();
    return Reply{200, service_provider_config(base), {}, {}};
}

}  // namespace kith::connectors::scim
