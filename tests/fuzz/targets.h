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

struct Target {
    std::string_view name;
    void (*run)(std::string_view);
};
inline constexpr std::array targets{Target{"filter", filter}, Target{"path", path},
                                    Target{"patch", patch}, Target{"body", body}};

}  // namespace kith::fuzz
