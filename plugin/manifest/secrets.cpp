#include "manifest/secrets.h"

#include <algorithm>
#include <array>

#include "manifest/characters.h"

namespace kith::manifest {
namespace {

// A 128-bit key in hex has 32 digits, in base64 22 letters; words and paths seldom run so long.
constexpr std::size_t hex_run = 32;
constexpr std::size_t base64_run = 32;

bool has_user_part(std::string_view value) {
    constexpr std::string_view begin = "://";
    for (auto at = value.find(begin); at != std::string_view::npos; at = value.find(begin, at)) {
        at += begin.size();
        const auto authority = value.substr(at, value.find_first_of("/?# ", at) - at);
        if (authority.find('@') != std::string_view::npos) return true;
    }
    return false;
}

template <class Predicate>
bool has_run(std::string_view value, std::size_t least, Predicate member) {
    std::size_t run = 0;
    for (const char c : value) {
        run = member(c) ? run + 1 : 0;
        if (run == least) return true;
    }
    return false;
}

// Base64 of random bytes mixes cases and digits; a long word or path does not.
bool has_base64(std::string_view value) {
    // The address of a token is mostly the path of its maker's library.
    const bool slashes_divide = value.starts_with("pkcs11:");
    const auto member = [slashes_divide](char c) {
        if (c == '/') return !slashes_divide;
        return is_digit(c) || is_lower(c) || is_upper(c) || c == '+' || c == '=' || c == '-' ||
               c == '_';
    };
    std::size_t begin = 0;
    while (begin < value.size()) {
        const auto* first = std::find_if(value.begin() + begin, value.end(), member);
        const auto* last = std::find_if_not(first, value.end(), member);
        const bool mixed = std::any_of(first, last, is_digit) &&
                           std::any_of(first, last, is_lower) && std::any_of(first, last, is_upper);
        const auto slashes = static_cast<std::size_t>(std::count(first, last, '/'));
        const auto length = static_cast<std::size_t>(last - first);
        if (mixed && length >= base64_run && slashes * 8 < length) return true;
        begin = static_cast<std::size_t>(last - value.begin()) + 1;
    }
    return false;
}

// A host and a path are full of a tenant's long ids; what comes behind them may be a key.
bool address_looks_like_secret(std::string_view value) {
    if (!value.starts_with("https://") && !value.starts_with("http://"))
        return looks_like_secret(value);
    const auto behind = std::min(value.find_first_of("?#"), value.size());
    return has_user_part(value) || looks_like_secret(value.substr(behind));
}

template <class Names>
bool is_one_of(const Names& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

void refuse(const xmlNode* node, const std::string& where, Report& report) {
    report.error(
        node, where + " looks like a secret; it is not shown here",
        "A manifest only says where a secret is: file:PATH, credential:NAME, env:NAME, host:NAME "
        "or pkcs11:URI with pin-source=file:PATH. Treat this one as known to others and "
        "change it.");
}

}  // namespace

bool looks_like_secret(std::string_view value) {
    return has_user_part(value) || value.find("-----BEGIN") != std::string_view::npos ||
           value.find("pin-value=") != std::string_view::npos || has_run(value, hex_run, is_hex) ||
           has_base64(value);
}

bool looks_like_secret(std::string_view attribute, std::string_view value) {
    // A directory's id of a person may be 32 hex digits, the name of an entry a long word, and what
    // a provider calls Kith, or what an attribute of its own has, either of them.
    constexpr std::array<std::string_view, 8> exempt{"person", "dn",       "bindDn",   "group",
                                                     "filter", "clientId", "audience", "value"};
    // What SAML names by a URI is mostly an address.
    constexpr std::array<std::string_view, 9> addresses{
        "url",      "tokenUrl", "issuer",    "metadataUrl",    "address",
        "entityId", "class",    "attribute", "personAttribute"};
    if (is_one_of(exempt, attribute) || !referred_secret(attribute).empty()) return false;
    if (is_one_of(addresses, attribute)) return address_looks_like_secret(value);
    return looks_like_secret(value);
}

std::string_view referred_secret(std::string_view attribute) {
    if (attribute == "password") return "password";
    if (attribute == "token" || attribute == "reference") return "token";
    return attribute == "clientSecret" ? "secret" : "";
}

void refuse_secrets(const xmlNode* element, Report& report) {
    const std::string name = name_of(element);
    for (const xmlAttr* each : attributes(element)) {
        const std::string attribute = text_of(each->name);
        if (looks_like_secret(attribute, value(each)))
            refuse(as_node(each), name + "/@" + attribute, report);
    }
    for (const xmlNode* node = element->children; node != nullptr; node = node->next) {
        const bool is_text = node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE;
        if (is_text && looks_like_secret(text_of(node->content)))
            refuse(element, "the text of <" + name + ">", report);
        if (node->type == XML_ELEMENT_NODE) refuse_secrets(node, report);
    }
}

}  // namespace kith::manifest
