// Who somebody is, said by the company's identity provider (SAML 2.0): what its connector offers.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace kith::ports {

// A message as it reached Kith, or as somebody kept it.
struct SignOnMessage {
    // By HTTP-POST: a form's field in base64. By HTTP-Redirect: the whole query. Kept by somebody:
    // XML or such a field.
    enum class Came : std::uint8_t { posted, redirected, kept };

    std::string text;
    Came came = Came::posted;
    std::int64_t now_ms = 0;
};

// What is remembered between a request and its answer. A failure ends the judging.
class SignOnMemory {
public:
    SignOnMemory() = default;
    SignOnMemory(const SignOnMemory&) = delete;
    SignOnMemory& operator=(const SignOnMemory&) = delete;
    virtual ~SignOnMemory() = default;

    struct Asked {
        std::string provider;  // As the manifest names it; empty: any.
        std::int64_t asked_ms = 0;
        bool forced = false;  // She was to be asked for the password anew.
    };
    // Of our request with that ID, once.
    virtual Result<std::optional<Asked>> take(const std::string& request) = 0;
    // Whether this assertion comes for the first time; remembered until then.
    virtual Result<bool> is_first(const std::string& assertion, std::int64_t until_ms) = 0;
};

struct SignOnName {
    std::string value;
    std::string format;
    std::string name_qualifier;
    std::string sp_name_qualifier;
};

// How a message is judged. For an administrator of either side and for nobody else: it holds what
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
    FixedText reason;           // The rule that it breaks; empty: none.
    std::string section;        // Where that rule stands.
    std::string detail;         // What would help. Never a name of a person.
    std::vector<Check> checks;  // In the order in which they were asked; the last may not hold.

    std::string kind;      // "Response", "LogoutRequest" or "LogoutResponse".
    std::string provider;  // As the manifest names it.
    // Of one that is accepted.
    SignOnName name_id;
    std::vector<Attribute> attributes;
    EmployeeId person;               // Whom Kith takes her for; empty for a LogoutResponse.
    std::vector<std::string> roles;  // What the manifest's grants give her.
    std::vector<std::string> session_indexes;  // Of a LogoutRequest none: all of hers.
    std::int64_t session_until_ms = 0;         // By the manifest and the provider, the sooner one.
    std::string id;                            // Of a LogoutRequest, which is to be answered.
    bool everywhere = true;                    // Of a LogoutResponse: others ended theirs, too.
};

// Refuses what was accepted so far: of whom it speaks is not told any more.
inline SignOnVerdict refused(const SignOnVerdict& said, FixedText rule, std::string section,
                             std::string detail) {
    SignOnVerdict verdict;
    verdict.kind = said.kind;
    verdict.provider = said.provider;
    verdict.checks = said.checks;
    verdict.checks.push_back({std::string(rule.view()), section, false});
    verdict.reason = rule;
    verdict.section = std::move(section);
    verdict.detail = std::move(detail);
    return verdict;
}

// What a browser is to carry to the provider.
struct SignOnSent {
    std::string id;        // Of our request.
    std::string provider;  // As the manifest names it.
    bool forced = false;
    std::string location;  // An address, by HTTP-Redirect; or
    std::string page;      // a page that posts a form.
};

// What metadata an address gave.
using MetadataOf = std::function<Result<std::string>(const std::string& url)>;

class SignOn {
public:
    SignOn() = default;
    SignOn(const SignOn&) = delete;
    SignOn& operator=(const SignOn&) = delete;
    virtual ~SignOn() = default;

    // What an identity provider reads about Kith: signed, and valid for a week from then.
    virtual Result<std::string> metadata(std::int64_t now_ms) const = 0;

    struct Question {
        std::string provider;  // Empty: the manifest's first.
        bool passive = false;  // Only whether she is signed in there already.
        std::int64_t now_ms = 0;
    };
    // invalid_input where the manifest names no such provider. Any thread.
    virtual Result<SignOnSent> ask(const Question& question) const = 0;
    // By every rule. Any thread.
    virtual Result<SignOnVerdict> judge(const SignOnMessage& message,
                                        SignOnMemory& memory) const = 0;

    // Of somebody who was signed in by this provider.
    struct Session {
        std::string provider;
        SignOnName name_id;
        std::string session_index;
    };
    // Nothing where the provider takes no logout.
    virtual Result<std::optional<SignOnSent>> ask_logout(const Session& session,
                                                         std::int64_t now_ms) const = 0;
    // Done; `relay_state` as the request had it.
    virtual Result<std::optional<SignOnSent>> answer_logout(const SignOnVerdict& asked,
                                                            const std::string& relay_state,
                                                            std::int64_t now_ms) const = 0;
};

}  // namespace kith::ports
