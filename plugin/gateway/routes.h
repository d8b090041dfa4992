// Which path of the JSON API stands for which operation, and in which capacity the caller acts
// there.
//
// The capacity is part of the path: who asks for support and who gives it never share an address.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "service/rooms.h"

namespace kith::gateway {

struct Route {
    std::string_view method;
    std::string_view
        path;  // "/v1/requests/{request}/messages": what is in braces goes to the input.
    std::string_view operation;
    policy::Capacity capacity;
    policy::Purpose purpose;
    bool needs_sign_on = true;  // False for what anybody may know, such as emergency numbers.
};

std::span<const Route> routes();

// What a path says: the routes on it (one for each method) and the parts in braces.
struct Match {
    std::vector<const Route*> routes;
    std::map<std::string, std::string> parts;
};
Match match_route(const std::vector<std::string>& path);

}  // namespace kith::gateway
