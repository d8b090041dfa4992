#include "service/people_sources.h"

namespace kith::service {
namespace {

bool is_asked(const model::PeopleSource& source) {
    using Kind = model::PeopleSource::Kind;
    return source.kind == Kind::ldap || source.kind == Kind::scim_client;
}

}  // namespace

std::vector<std::string> people_sources(const model::Settings& settings) {
    std::vector<std::string> names;
    if (const auto& people = settings.people)
        names.push_back(is_asked(*people) ? people->rules().name : file_source);
    for (const auto& server : settings.scim_servers)
        names.push_back(server.name);
    return names;
}

std::vector<EmployeeId> named_tops(const model::Settings& settings) {
    std::vector<EmployeeId> tops;
    const auto add = [&](const model::SourceRules& rules) {
        tops.insert(tops.end(), rules.tops.begin(), rules.tops.end());
    };
    if (settings.people && is_asked(*settings.people)) add(settings.people->rules());
    for (const auto& server : settings.scim_servers)
        add(server);
    return tops;
}

}  // namespace kith::service
