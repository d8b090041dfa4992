#include "gateway/routes.h"

#include <array>

namespace kith::gateway {
namespace {

using policy::Capacity;
using policy::Purpose;

constexpr Route open_to_all(std::string_view path, std::string_view operation) {
    return {"GET", path, operation, Capacity::employee, Purpose::peer_support, false};
}

constexpr Route of(Capacity capacity, std::string_view method, std::string_view path,
                   std::string_view operation) {
    const auto purpose =
        capacity == Capacity::coordinator ? Purpose::programme : Purpose::peer_support;
    return {method, path, operation, capacity, purpose};
}

constexpr Route own_record(std::string_view method, std::string_view operation) {
    return {method, "/v1/desk/record", operation, Capacity::employee, Purpose::programme};
}

constexpr auto employee = Capacity::employee;
constexpr auto requester = Capacity::requester;
constexpr auto supporter = Capacity::peer_supporter;
constexpr auto coordinator = Capacity::coordinator;

constexpr std::array route_table{
    open_to_all("/v1/topics", "help.topics/1"),
    open_to_all("/v1/resources", "help.resources/1"),
    open_to_all("/v1/promise", "support.promise/1"),

    of(employee, "POST", "/v1/directory/search", "directory.search/1"),
    of(employee, "POST", "/v1/directory/people", "directory.people/1"),

    of(requester, "GET", "/v1/requests", "support.list/1"),
    of(requester, "POST", "/v1/requests", "support.request/1"),
    of(requester, "GET", "/v1/requests/{request}", "support.status/1"),
    of(requester, "GET", "/v1/requests/{request}/messages", "support.messages/1"),
    of(requester, "POST", "/v1/requests/{request}/messages", "support.send/1"),
    of(requester, "GET", "/v1/requests/{request}/looks", "support.looks/1"),
    of(requester, "POST", "/v1/requests/{request}/reassign", "support.reassign/1"),
    of(requester, "POST", "/v1/requests/{request}/close", "support.close/1"),
    of(requester, "POST", "/v1/requests/{request}/erase", "support.erase/1"),
    of(requester, "GET", "/v1/requests/{request}/kept", "support.kept/1"),
    of(requester, "GET", "/v1/me/data", "me.data/1"),
    of(requester, "POST", "/v1/me/erase", "me.erase/1"),
    of(requester, "GET", "/v1/requests/{request}/consents", "consent.list/1"),
    of(requester, "POST", "/v1/requests/{request}/consents/give", "consent.give/1"),
    of(requester, "POST", "/v1/requests/{request}/consents/withdraw", "consent.withdraw/1"),
    of(requester, "GET", "/v1/requests/{request}/exceptions", "support.exceptions/1"),

    of(supporter, "GET", "/v1/desk", "supporter.desk/1"),
    own_record("GET", "supporter.record/1"),
    own_record("PUT", "supporter.enrol/1"),
    of(supporter, "GET", "/v1/desk/{request}/messages", "support.messages/1"),
    of(supporter, "POST", "/v1/desk/{request}/messages", "support.send/1"),
    of(supporter, "POST", "/v1/desk/{request}/answer", "supporter.answer/1"),
    of(supporter, "POST", "/v1/desk/{request}/recuse", "supporter.recuse/1"),
    of(supporter, "POST", "/v1/desk/{request}/handover", "supporter.handover/1"),
    of(supporter, "POST", "/v1/desk/{request}/close", "support.close/1"),
    Route{"POST", "/v1/desk/{request}/exception", "exception.ask/1", supporter,
          Purpose::duty_to_warn},

    of(coordinator, "GET", "/v1/programme/overview", "coordinator.overview/1"),
    of(coordinator, "GET", "/v1/programme/supporters", "coordinator.supporters/1"),
    of(coordinator, "POST", "/v1/programme/supporters/approve", "coordinator.approve/1"),
    of(coordinator, "POST", "/v1/programme/supporters/end", "coordinator.end/1"),
};

// The next segment of a pattern, taken off it; empty at its end.
std::string_view next_segment(std::string_view& pattern) {
    if (pattern.empty()) return {};
    pattern.remove_prefix(1);
    const auto segment = pattern.substr(0, pattern.find('/'));
    pattern.remove_prefix(segment.size());
    return segment;
}

bool fits(std::string_view pattern, const std::vector<std::string>& path,
          std::map<std::string, std::string>& parts) {
    for (const auto& segment : path) {
        const auto wanted = next_segment(pattern);
        if (wanted.empty()) return false;
        if (wanted.front() == '{')
            parts[std::string(wanted.substr(1, wanted.size() - 2))] = segment;
        else if (wanted != segment)
            return false;
    }
    return pattern.empty();
}

}  // namespace

std::span<const Route> routes() {
    return route_table;
}

Match match_route(const std::vector<std::string>& path) {
    Match match;
    for (const auto& route : route_table) {
        std::map<std::string, std::string> parts;
        if (!fits(route.path, path, parts)) continue;
        // A path in so many words goes before one with braces: /v1/desk/record is no request.
        if (!match.routes.empty() && match.parts.empty() && !parts.empty()) continue;
        match.routes.push_back(&route);
        match.parts = std::move(parts);
    }
    return match;
}

}  // namespace kith::gateway
