// key_meets ONE OTHER: locks a key under the first reference and opens it under the other. Ends
// with 0 where it is the same key again, else with 1 and the error's text.
#include <algorithm>
#include <array>
#include <iostream>

#include "connectors/all.h"

namespace {

int failed(const kith::Error& error) {
    std::cerr << error.detail.view() << '\n';
    return 1;
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) return 2;
    const auto one = kith::connectors::key_source(words[1], {});
    if (!one) return failed(one.error());
    const auto other = kith::connectors::key_source(words[2], {});
    if (!other) return failed(other.error());

    const std::array<std::uint8_t, 32> key{1, 2, 3};
    const auto locked = (*one)->wrap(kith::Secret(key), "here");
    if (!locked) return failed(locked.error());
    const auto opened = (*other)->unwrap(*locked, "here");
    if (!opened) return failed(opened.error());
    return std::ranges::equal(opened->bytes(), key) ? 0 : 1;
}
