// A company whose people come by SCIM alone, through scim/v2 as a host mounts it.
#pragma once

#include <boost/test/unit_test.hpp>

#include <string>

#include "../json.h"
#include "connectors/all.h"
#include "gateway/http.h"
#include "kit/world.h"

namespace kith::tests {

inline constexpr const char* user_urn = "urn:ietf:params:scim:schemas:core:2.0:User";
inline constexpr const char* group_urn = "urn:ietf:params:scim:schemas:core:2.0:Group";
inline constexpr const char* enterprise_urn =
    "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
inline constexpr const char* patch_urn = "urn:ietf:params:scim:api:messages:2.0:PatchOp";

struct Answered {
    int status = 0;
    std::string headers;
    std::string text;

    Poco::JSON::Object::Ptr body() const { return object(text); }
    std::string at(const std::string& path) const { return tests::at(body(), path); }
    std::string id() const { return body()->getValue<std::string>("id"); }
    std::string header(const std::string& name) const {
        const auto begin = headers.find(name + ": ");
        if (begin == std::string::npos) return {};
        const auto value = begin + name.size() + 2;
        return headers.substr(value, headers.find('\r', value) - value);
    }
};

class Provider : public kit::World {
public:
    // One source, "entra", whose users are persons by their externalId.
    Provider() {
        setenv("KITH_TEST_SCIM", token.c_str(), 1);
        model::ScimServerSettings settings;
        settings.name = "entra";
        settings.habits = model::ScimServerSettings::Habits::entra;
        settings.person_id = model::ScimPersonId::external_id;
        settings.tokens = {"env:KITH_TEST_SCIM"};
        rooms.settings.scim_servers = {settings};
        serve();
    }

    // After the settings were changed.
    void serve() {
        auto made = connectors::provisioning(rooms.settings.scim_servers);
        BOOST_REQUIRE(made);
        rooms.provisioning = std::move(*made);
    }

    Answered send(const std::string& method, const std::string& target,
                  const std::string& body = {}, const std::string& more_headers = {}) {
        return send_as(token, method, target, body, more_headers);
    }
    Answered send_as(const std::string& with, const std::string& method, const std::string& target,
                     const std::string& body = {}, const std::string& more_headers = {}) {
        const auto headers = "Host: kith.test\nAuthorization: Bearer " + with +
                             "\nContent-Type: application/scim+json\n" + more_headers;
        const auto path = "/scim/v2" + target;
        const auto answer = gateway::http(rooms, {method, path, headers, body, subject, {}});
        return {answer.status, answer.headers, answer.body};
    }

    // A user whose person is `id`; `more` are further members of the object, with a comma in front.
    std::string user(const std::string& id, const std::string& more = {}) const {
        return std::string(R"({"schemas": [")") + user_urn + R"("], "userName": ")" + id +
               R"(@kith.test", "externalId": ")" + id + "\"" + more + "}";
    }
    // Led by the user with that SCIM id.
    static std::string led_by(const std::string& manager) {
        return std::string(", \"") + enterprise_urn + R"(": {"manager": {"value": ")" + manager +
               "\"}}";
    }
    std::string add(const std::string& id, const std::string& more = {}) {
        const auto made = send("POST", "/Users", user(id, more));
        BOOST_REQUIRE_MESSAGE(made.status == 201, made.text);
        return made.id();
    }
    Answered patch(const std::string& path, const std::string& operations,
                   const std::string& more_headers = {}) {
        return send("PATCH", path,
                    std::string(R"({"schemas": [")") + patch_urn + R"("], "Operations": [)" +
                        operations + "]}",
                    more_headers);
    }
    std::size_t found(const std::string& filter, const std::string& type = "/Users") {
        std::string encoded;
        for (const char c : filter) {
            char hex[4];
            std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned char>(c));
            encoded += hex;
        }
        const auto answer = send("GET", type + "?filter=" + encoded);
        BOOST_REQUIRE_MESSAGE(answer.status == 200, filter << ": " << answer.text);
        return std::stoul(answer.at("totalResults"));
    }

    model::Person person(const std::string& id) {
        const auto known = rooms.database->read(
            [&](store::Transaction& tx) { return store::person(tx, EmployeeId{id}); });
        BOOST_REQUIRE(known);
        BOOST_REQUIRE_MESSAGE(known->has_value(), id << " is nobody");
        return **known;
    }
    bool knows(const std::string& id) {
        const auto known = rooms.database->read(
            [&](store::Transaction& tx) { return store::person(tx, EmployeeId{id}); });
        BOOST_REQUIRE(known);
        return known->has_value();
    }

    const std::string token = "a-token-of-sufficient-length";
    std::string subject;  // Whom the host says it has signed in.
};

}  // namespace kith::tests
