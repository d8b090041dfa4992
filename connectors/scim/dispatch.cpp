#include "connectors/scim/dispatch.h"

#include <optional>

#include "base/text.h"
#include "connectors/scim/bulk.h"
#include "connectors/scim/discovery.h"
#include "connectors/scim/list.h"
#include "connectors/scim/record.h"

namespace kith::connectors::scim {
namespace {

using model::ResourceKind;
using Poco::JSON::Object;

constexpr const char* search_endpoint = ".search";

// Why the transaction did not go on; the client hears `answer`.
Error called_off() {
    return {ErrorCode::cancelled, "the request was refused", {}, {}};
}

std::optional<ResourceKind> kind_named(const std::string& name) {
    for (const auto kind : {ResourceKind::user, ResourceKind::group})
        if (type_of(kind).endpoint == "/" + name) return kind;
    return std::nullopt;
}

}  // namespace

Problem Dispatch::only(FixedText methods) {
    return {405,
            {},
            "this address takes other methods; the header Allow lists them",
            std::string(methods.view())};
}

Answer<Reply> Dispatch::run() {
    const auto& path = request_.path;
    const auto both = {ResourceKind::user, ResourceKind::group};
    if (path.empty()) return is("GET") ? search(both) : only("GET");
    if (path.front() == search_endpoint && path.size() == 1)
        return is("POST") ? search_by_body(both) : only("POST");
    if (is_discovery(path.front())) return discovered();
    if (path.front() == "Me" && path.size() == 1) return is("GET") ? me() : only("GET");
    if (path.front() == "Bulk" && path.size() == 1)
        return is("POST") ? bulk_of_body() : only("POST");
    const auto kind = kind_named(path.front());
    if (!kind || path.size() > 2) return not_found();
    if (path.size() == 1) return at_endpoint(*kind);
    if (path[1] == search_endpoint) return is("POST") ? search_by_body({*kind}) : only("POST");
    return at_resource(*kind, path[1]);
}

Answer<Reply> Dispatch::at_endpoint(ResourceKind kind) {
    if (is("GET")) return search({kind});
    if (!is("POST")) return only("GET, POST");
    const auto given = body();
    if (!given) return given.error();
    const auto shows = wanted();
    if (!shows) return shows.error();
    return writing([&](Exchange& exchange) {
        return create(exchange, {kind, {}, {}}, **given, *shows);
    });
}

Answer<Reply> Dispatch::at_resource(ResourceKind kind, const std::string& id) {
    const auto shows = wanted();
    if (!shows) return shows.error();
    const Target target{kind, id, std::string(request_.header("if-match"))};
    if (is("GET"))
        return reading([&](Exchange& exchange) { return read(exchange, target, *shows); });
    if (is("DELETE")) return writing([&](Exchange& exchange) { return remove(exchange, target); });
    if (!is("PUT") && !is("PATCH")) return only("GET, PUT, PATCH, DELETE");
    const auto given = body();
    if (!given) return given.error();
    return writing([&](Exchange& exchange) {
        return is("PUT") ? replace(exchange, target, **given, *shows)
                         : patch(exchange, target, **given, *shows);
    });
}

Answer<Reply> Dispatch::search(const std::vector<ResourceKind>& kinds) {
    std::vector<Query> queries;
    for (const auto kind : kinds) {
        auto query = read_query(type_of(kind), request_.query);
        if (!query) return query.error();
        queries.push_back(std::move(*query));
    }
    const Signer signer = [this](std::string_view text) { return desk_.signature(text); };
    const ListOf of{kinds, std::move(queries), signer};
    return reading([&](Exchange& exchange) { return list(exchange, of); });
}

Answer<Reply> Dispatch::search_by_body(const std::vector<ResourceKind>& kinds) {
    const auto given = body();
    if (!given) return given.error();
    std::vector<Query> queries;
    for (const auto kind : kinds) {
        auto query = read_search(type_of(kind), **given);
        if (!query) return query.error();
        queries.push_back(std::move(*query));
    }
    const Signer signer = [this](std::string_view text) { return desk_.signature(text); };
    const ListOf of{kinds, std::move(queries), signer};
    return reading([&](Exchange& exchange) { return list(exchange, of); });
}

// A token is the provider's and nobody's in person: only whom the host has signed in has a "me"
// (RFC 7644, section 3.11).
Answer<Reply> Dispatch::me() {
    if (request_.subject.empty()) return Problem{501, {}, "a token stands for no person", {}};
    const auto id = told(desk_.resource_of(request_.subject));
    if (!id) return id.error();
    if (!*id) return not_found();
    const auto shows = wanted();
    if (!shows) return shows.error();
    return reading([&](Exchange& exchange) {
        return read(exchange, {ResourceKind::user, **id, {}}, *shows);
    });
}

Answer<Reply> Dispatch::bulk_of_body() {
    const auto given = body();
    if (!given) return given.error();
    return writing([&](Exchange& exchange) { return bulk(exchange, **given); });
}

Answer<Reply> Dispatch::discovered() {
    if (!is("GET")) return only("GET");
    bool filtered = false;
    for (const auto& [name, value] : request_.query)
        filtered = filtered || same_name(name, "filter");
    return discovery(request_.path, request_.base, filtered);
}

Answer<Wanted> Dispatch::wanted() const {
    Parameters shows;
    for (const auto& [name, value] : request_.query)
        if (same_name(name, "attributes") || same_name(name, "excludedAttributes"))
            shows.emplace_back(name, value);
    auto query = read_query(user_type(), shows);
    if (!query) return query.error();
    return std::move(query->wanted);
}

Answer<Object::Ptr> Dispatch::body() const {
    const auto type = lower_ascii(request_.header("content-type"));
    const auto media = trimmed(std::string_view(type).substr(0, type.find(';')));
    if (!media.empty() && media != "application/scim+json" && media != "application/json")
        return Problem{415, {}, "send application/scim+json or application/json", {}};
    return read_body(request_.body);
}

Answer<Reply> Dispatch::reading(const Call& call) {
    std::optional<Answer<Reply>> answer;
    const auto done = desk_.read([&](ports::ResourceTable& table) -> Result<void> {
        Exchange exchange{settings_, request_.base, table, desk_.now_ms()};
        answer = call(exchange);
        return {};
    });
    if (!done) return problem_of(done.error());
    return std::move(*answer);
}

Answer<Reply> Dispatch::writing(const Call& call) {
    if (!settings_.writes) return Problem{403, {}, "this source may only read", {}};
    std::optional<Answer<Reply>> answer;
    const auto done = desk_.write([&](ports::ResourceTable& table) -> Result<void> {
        Exchange exchange{settings_, request_.base, table, desk_.now_ms()};
        answer = call(exchange);
        return *answer ? Result<void>{} : called_off();
    });
    if (answer && !*answer) return std::move(*answer);
    if (!done) return problem_of(done.error());
    return std::move(*answer);
}

}  // namespace kith::connectors::scim
