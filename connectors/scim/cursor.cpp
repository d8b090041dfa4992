#include "connectors/scim/cursor.h"

#include <Poco/Base64Decoder.h>
#include <Poco/Base64Encoder.h>

#include <charconv>
#include <sstream>

#include "connectors/scim/limits.h"

namespace kith::connectors::scim {
namespace {

constexpr char between = '.';
constexpr std::size_t bytes_max = 4096;

std::string encoded(std::string_view text) {
    std::ostringstream out;
    Poco::Base64Encoder encoder(out, Poco::BASE64_URL_ENCODING | Poco::BASE64_NO_PADDING);
    encoder.rdbuf()->setLineLength(0);
    encoder << text;
    encoder.close();
    return out.str();
}

std::string decoded(const std::string& text) {
    std::istringstream in(text);
    Poco::Base64Decoder decoder(in, Poco::BASE64_URL_ENCODING | Poco::BASE64_NO_PADDING);
    std::ostringstream out;
    out << decoder.rdbuf();
    return out.str();
}

// Lengths in front: nothing in a part can be taken for another one.
std::string sealed_text(const Walk& walk, std::string_view payload) {
    std::string all;
    for (const std::string_view part :
         {std::string_view(walk.source), std::string_view(walk.query), payload})
        all += std::to_string(part.size()) + ":" + std::string(part);
    return all;
}

// Takes as long for a seal that is nearly right as for another one.
bool same_seal(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    unsigned difference = 0;
    for (std::size_t at = 0; at < a.size(); ++at)
        difference |= static_cast<unsigned char>(a[at]) ^ static_cast<unsigned char>(b[at]);
    return difference == 0;
}

Problem invalid() {
    return {400, "invalidCursor", "this cursor is not one of this list", {}};
}

}  // namespace

std::string new_cursor(const Walk& walk, std::string_view position, std::int64_t now_ms,
                       const Signer& signer) {
    const auto payload = std::to_string(now_ms + std::int64_t{cursor_lives_s} * 1000) + between +
                         std::string(position);
    return encoded(payload) + between + signer(sealed_text(walk, payload));
}

Answer<std::string> position_of(std::string_view cursor, const Walk& walk, std::int64_t now_ms,
                                const Signer& signer) {
    const auto dot = cursor.find(between);
    if (cursor.size() > bytes_max || dot == std::string_view::npos) return invalid();
    const auto payload = decoded(std::string(cursor.substr(0, dot)));
    // Only what was sealed is looked at.
    if (!same_seal(signer(sealed_text(walk, payload)), cursor.substr(dot + 1))) return invalid();
    const auto end = payload.find(between);
    std::int64_t until_ms = 0;
    const auto [stop, trouble] =
        std::from_chars(payload.data(), payload.data() + std::min(end, payload.size()), until_ms);
    if (trouble != std::errc{} || end == std::string::npos) return invalid();
    if (now_ms >= until_ms)
        return Problem{400, "expiredCursor", "this cursor's time is over; begin anew", {}};
    return payload.substr(end + 1);
}

}  // namespace kith::connectors::scim
