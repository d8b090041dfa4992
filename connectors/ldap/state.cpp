#include "connectors/ldap/state.h"

#include <charconv>
#include <utility>

#include "base/text.h"

namespace kith::connectors::ldap {
namespace {

constexpr std::string_view version = "kith-ldap-1";
constexpr std::string_view digits = "0123456789abcdef";

std::string hex(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size() * 2);
    for (const char c : bytes) {
        text += digits[static_cast<unsigned char>(c) >> 4];
        text += digits[static_cast<unsigned char>(c) & 15];
    }
    return text;
}

std::optional<std::string> bytes(std::string_view hex) {
    if (hex.size() % 2 != 0) return std::nullopt;
    std::string bytes;
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        const auto high = digits.find(hex[i]);
        const auto low = digits.find(hex[i + 1]);
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        bytes += static_cast<char>(high * 16 + low);
    }
    return bytes;
}

// FNV-1a: it tells a change of settings from none, and nobody has a reason to forge one.
class Digest {
public:
    void add(std::string_view text) {
        for (const char c : text)
            step(static_cast<unsigned char>(c));
        step(0xFF);  // No UTF-8 text holds it, so "a" "b" is not "ab".
    }
    std::string text() const {
        std::string text;
        for (int shift = 60; shift >= 0; shift -= 4)
            text += digits[(sum_ >> shift) & 15];
        return text;
    }

private:
    void step(unsigned char byte) {
        sum_ ^= byte;
        sum_ *= 0x100000001B3ULL;
    }
    std::uint64_t sum_ = 0xCBF29CE484222325ULL;
};

void add_mapping(Digest& digest, const model::LdapSettings::Mapping& mapping) {
    digest.add(mapping.to);
    for (const auto& attribute : mapping.attributes)
        digest.add(lower_ascii(attribute));
    digest.add(std::to_string(static_cast<int>(mapping.transform)));
    digest.add(mapping.otherwise);
}

// The cookie of a DirSync is good on every controller of its domain; an uSN counts on one alone,
// and only until its database is restored. What else there is may differ from server to server.
void add_server(Digest& digest, const RootDse& server, const std::string& uri, Way way) {
    digest.add(std::to_string(static_cast<int>(server.vendor)));
    for (const auto& context : server.naming_contexts)
        digest.add(context);
    if (way == Way::dirsync) return;
    digest.add(way == Way::usn ? server.ds_service_name : uri);
    digest.add(server.invocation_id);
}

}  // namespace

std::string written(const State& state) {
    std::vector<std::string> words{std::string(version), std::string(name_of(state.way)),
                                   state.depends, std::to_string(state.time)};
    for (const auto& cookie : state.cookies)
        words.push_back("x" + hex(cookie));  // An empty cookie is a word as well.
    return join(words, " ");
}

std::optional<State> read_state(std::string_view text) {
    const auto words = split_list(text, ' ');
    if (words.size() < 4 || words[0] != version) return std::nullopt;
    const auto way = way_named(words[1]);
    if (!way) return std::nullopt;

    State state{*way, words[2], 0, {}};
    const auto* const end = words[3].data() + words[3].size();
    const auto [stop, trouble] = std::from_chars(words[3].data(), end, state.time);
    if (trouble != std::errc() || stop != end) return std::nullopt;
    for (std::size_t i = 4; i < words.size(); ++i) {
        auto cookie = bytes(std::string_view(words[i]).substr(1));
        if (!words[i].starts_with('x') || !cookie) return std::nullopt;
        state.cookies.push_back(std::move(*cookie));
    }
    return state;
}

std::string depends_on(const model::LdapSettings& settings, const RootDse& server,
                       const std::string& uri, Way way) {
    Digest digest;
    add_server(digest, server, uri, way);
    digest.add(settings.bind_dn);
    digest.add(settings.certificate_file);
    digest.add(settings.key_attribute);
    for (const auto& base : settings.bases) {
        digest.add(base.dn);
        digest.add(base.filter);
        digest.add(base.group);
        digest.add(base.subtree ? "subtree" : "level");
    }
    for (const auto& mapping : settings.mappings)
        add_mapping(digest, mapping);
    for (const auto& uri_followed : settings.referral_uris)
        digest.add(uri_followed);
    return digest.text();
}

}  // namespace kith::connectors::ldap
