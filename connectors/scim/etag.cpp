#include "connectors/scim/etag.h"

#include "base/text.h"

namespace kith::connectors::scim {
namespace {

// Without the mark of a weak one.
std::string_view tag_of(std::string_view version) {
    return version.starts_with("W/") ? version.substr(2) : version;
}

bool names(std::string_view header, std::string_view version) {
    if (trimmed(header) == "*") return true;
    for (const auto& one : split_list(header, ','))
        if (tag_of(one) == tag_of(version)) return true;
    return false;
}

}  // namespace

bool if_match_holds(std::string_view header, std::string_view version) {
    return trimmed(header).empty() || names(header, version);
}

bool if_none_match_names(std::string_view header, std::string_view version) {
    return !trimmed(header).empty() && names(header, version);
}

}  // namespace kith::connectors::scim
