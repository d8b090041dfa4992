// Who somebody is, said by the company's identity provider (SAML 2.0): what its connector offers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace kith::ports {

// A message as it reached Kith, or as somebody kept it.
struct SignOnMessage {
    std::string text;       // XML, a form's field in base64, or of a redirect the whole query.
    bool redirect = false;  // By HTTP-Redirect.
    std::optional<std::string> in_response_to;  // Our request; none: nobody asked.
    std::int64_t now_ms = 0;
};

// How a message is judged, for an administrator of either side and for nobody else: it holds what
// the message says of a person.
struct SignOnVerdict {
    struct Check {
        std::string rule;
        std::string section;
        bool holds = true;
    };
    struct Attribute {
        std::string name;
        std::vector<std::string> values;
    };

    bool accepted = false;
    std::string reason;         // The rule that it breaks; empty: none.
    std::string section;        // Where that rule stands.
    std::string detail;         // What would help. Never a name of a person.
    std::vector<Check> checks;  // In the order in which they were asked; the last may not hold.

    // Of one that is accepted.
    std::string kind;      // "Response", "LogoutRequest" or "LogoutResponse".
    std::string provider;  // As the manifest names it.
    std::string name_id;
    std::vector<Attribute> attributes;
    EmployeeId person;               // Whom Kith takes her for; empty for a LogoutResponse.
    std::vector<std::string> roles;  // What the manifest's grants give her.
};

class SignOn {
public:
    SignOn() = default;
    SignOn(const SignOn&) = delete;
    SignOn& operator=(const SignOn&) = delete;
    virtual ~SignOn() = default;

    // What an identity provider reads about Kith: signed, and valid for a week from then.
    virtual Result<std::string> metadata(std::int64_t now_ms) const = 0;
    // By every rule but that each message is taken once, which needs a memory. Any thread.
    virtual SignOnVerdict judge(const SignOnMessage& message) const = 0;
};

}  // namespace kith::ports
