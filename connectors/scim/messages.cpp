#include "connectors/scim/messages.h"

#include "connectors/scim/json.h"
#include "connectors/scim/limits.h"

namespace kith::connectors::scim {
namespace {

using Poco::JSON::Array;
using Poco::JSON::Object;

Object::Ptr message(const char* urn) {
    auto out = new_object();
    auto schemas = new_list();
    schemas->add(urn);
    out->set("schemas", schemas);
    return out;
}

Object::Ptr supported(bool is) {
    auto out = new_object();
    out->set("supported", is);
    return out;
}

Object::Ptr scheme(const char* type, const char* name, const char* description) {
    auto out = new_object();
    out->set("type", type);
    out->set("name", name);
    out->set("description", description);
    return out;
}

Object::Ptr pagination() {
    auto out = new_object();
    out->set("cursor", true);
    out->set("index", true);
    out->set("defaultPaginationMethod", "index");
    out->set("defaultPageSize", page_size_default);
    out->set("maxPageSize", page_size_max);
    out->set("cursorTimeout", cursor_lives_s);
    return out;
}

}  // namespace

Object::Ptr to_json(const Problem& problem) {
    auto out = message("urn:ietf:params:scim:api:messages:2.0:Error");
    out->set("status", std::to_string(problem.status));
    if (!problem.type.view().empty()) out->set("scimType", std::string(problem.type.view()));
    const std::string where = problem.where.empty() ? "" : problem.where + ": ";
    out->set("detail", where + std::string(problem.detail.view()));
    return out;
}

Object::Ptr to_json(const Page& page, const Query& query) {
    auto out = message("urn:ietf:params:scim:api:messages:2.0:ListResponse");
    if (page.total) out->set("totalResults", static_cast<std::uint64_t>(*page.total));
    out->set("itemsPerPage", static_cast<std::uint64_t>(page.resources->size()));
    if (!query.cursor) out->set("startIndex", query.start_index);
    if (page.next_cursor) out->set("nextCursor", *page.next_cursor);
    out->set("Resources", page.resources);
    return out;
}

Object::Ptr service_provider_config(const std::string& base) {
    auto out = message("urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig");
    out->set("patch", supported(true));
    auto bulk = supported(true);
    bulk->set("maxOperations", bulk_operations_max);
    bulk->set("maxPayloadSize", payload_bytes_max);
    out->set("bulk", bulk);
    auto filter = supported(true);
    filter->set("maxResults", page_size_max);
    out->set("filter", filter);
    out->set("changePassword", supported(false));
    out->set("sort", supported(true));
    out->set("etag", supported(true));
    out->set("pagination", pagination());
    auto schemes = new_list();
    schemes->add(scheme("oauthbearertoken", "Bearer token",
                        "A token of this source, or a signed one of its identity provider"));
    out->set("authenticationSchemes", schemes);
    auto meta = new_object();
    meta->set("resourceType", "ServiceProviderConfig");
    meta->set("location", base + "/ServiceProviderConfig");
    out->set("meta", meta);
    return out;
}

}  // namespace kith::connectors::scim
