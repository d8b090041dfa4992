// JSON as tests write and compare it.
#pragma once

#include <Poco/JSON/Parser.h>
#include <boost/test/unit_test.hpp>

#include <string>

#include "connectors/scim/resource.h"

namespace kith::tests {

inline constexpr const char* enterprise =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

inline Poco::JSON::Object::Ptr object(const std::string& text) {
    return Poco::JSON::Parser().parse(text).extract<Poco::JSON::Object::Ptr>();
}

// What stands at a path, "emails/0/value", as JSON; "" for nothing.
inline std::string at(const Poco::JSON::Object::Ptr& resource, const std::string& path) {
    Poco::Dynamic::Var here = resource;
    std::size_t begin = 0;
    while (begin <= path.size()) {
        const auto end = std::min(path.find('/', begin), path.size());
        const auto name = path.substr(begin, end - begin);
        begin = end + 1;
        if (here.type() == typeid(Poco::JSON::Object::Ptr)) {
            here = here.extract<Poco::JSON::Object::Ptr>()->get(name);
        } else if (here.type() == typeid(Poco::JSON::Array::Ptr)) {
            here =
                here.extract<Poco::JSON::Array::Ptr>()->get(static_cast<unsigned>(std::stoi(name)));
        } else {
            return "";
        }
    }
    return here.isEmpty() ? "" : connectors::scim::text_of(here);
}

}  // namespace kith::tests
