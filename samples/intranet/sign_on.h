// Who is signed in: the intranet's own business, kept in a signed cookie.
//
// A sample's sign-on: a list to choose from. A real host has its own.
#pragma once

#include <Poco/Net/HTTPServerRequest.h>

#include <optional>
#include <string>

namespace intranet {

struct SignedIn {
    std::string persona;  // Its key in personas.json.
    std::string sign_on;  // Random, of this one sign-on.
};

class SignOn {
public:
    // The key lies in `key_file` and is made where there is none, so that a sign-on outlives a
    // restart of the host.
    explicit SignOn(const std::string& key_file);

    std::string new_cookie(const std::string& persona) const;
    std::optional<SignedIn> read(const Poco::Net::HTTPServerRequest& request) const;

private:
    std::string signature(const std::string& text) const;

    std::string key_;
};

}  // namespace intranet
