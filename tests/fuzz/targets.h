// What is fuzzed: each takes any bytes and ends the process where a promise is broken. The same
// functions run under libFuzzer (tests/fuzz/run) and over the kept corpus (replay.cpp).
#pragma once

#include <array>
#include <string_view>

namespace kith::fuzz {

void filter(std::string_view input);  // A filter, on fixed resources.
void path(std::string_view input);    // The path of a PATCH, with each operation.
void patch(std::string_view input);   // A PATCH, an empty line, the resource that it is for.
void body(std::string_view input);    // What a client sends: a resource, a search, a PATCH.

void saml_message(std::string_view input);   // A response or a message of logout, or its base64.
void saml_metadata(std::string_view input);  // What an identity provider says of itself.
void saml_query(std::string_view input);     // A message by redirect.

struct Target {
    std::string_view name;
    void (*run)(std::string_view);
};
inline constexpr std::array targets{Target{"filter", filter},
                                    Target{"path", path},
                                    Target{"patch", patch},
                                    Target{"body", body},
                                    Target{"saml_message", saml_message},
                                    Target{"saml_metadata", saml_metadata},
                                    Target{"saml_query", saml_query}};

}  // namespace kith::fuzz
