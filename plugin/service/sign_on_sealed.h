// What a browser keeps of a sign-on, sealed: what was asked, and who is signed in. Nobody else
// makes one or reads one, and the one is not taken for the other.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "service/sign_on.h"

namespace kith::service {

enum class Errand : std::uint8_t { sign_on, sign_off };

// Of one message of ours, until it is answered.
struct AskedFor {
    std::string id;
    Errand errand = Errand::sign_on;
    std::string provider;
    std::int64_t asked_ms = 0;
    bool forced = false;
    std::string return_to;
};

Result<std::string> sealed(const Rooms& rooms, const AskedFor& asked);
std::optional<AskedFor> opened_asked(const Rooms& rooms, std::string_view token);

Result<std::string> sealed(const Rooms& rooms, const SignedOn& who);
std::optional<SignedOn> opened_session(const Rooms& rooms, std::string_view token);

}  // namespace kith::service
