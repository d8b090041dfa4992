#include "wire.h"

#include <ldap.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace kith::scripted {
namespace {

struct FreeBer {
    void operator()(BerElement* ber) const { ber_free(ber, 1); }
};
using Ber = std::unique_ptr<BerElement, FreeBer>;

berval view(const std::string& text) {
    return {text.size(), const_cast<char*>(text.data())};
}

std::string text_of(const berval& value) {
    return {value.bv_val, value.bv_len};
}

Ber reading(const std::string& octets) {
    auto whole = view(octets);
    return Ber(ber_init(&whole));
}

Ber writing() {
    return Ber(ber_alloc_t(LBER_USE_DER));
}

std::string flat(const Ber& ber) {
    berval value{};
    return ber_flatten2(ber.get(), &value, 0) == 0 ? text_of(value) : "";
}

void put(const Ber& ber, const std::string& text) {
    auto value = view(text);
    ber_printf(ber.get(), "O", &value);
}

struct Part {
    ber_tag_t tag;
    std::string content;
};

// The elements that follow each other in the octets.
std::vector<Part> parts(const std::string& octets) {
    std::vector<Part> found;
    if (octets.empty()) return found;
    const auto ber = reading(octets);
    berval content{};
    for (auto tag = ber_skip_element(ber.get(), &content); tag != LBER_DEFAULT;
         tag = ber_skip_element(ber.get(), &content))
        found.push_back({tag, text_of(content)});
    return found;
}

bool fits(ber_tag_t filter, const std::string& content, const Entry& entry) {
    const auto inner = [&](const Part& part) { return fits(part.tag, part.content, entry); };
    const auto under = filter == LDAP_FILTER_PRESENT ? std::vector<Part>{} : parts(content);
    const auto has = [&](const std::string& name, const auto& value_fits) {
        return std::any_of(entry.attributes.begin(), entry.attributes.end(), [&](const auto& one) {
            return lower(one.first) == lower(name) &&
                   std::any_of(one.second.begin(), one.second.end(), value_fits);
        });
    };
    switch (filter) {
        case LDAP_FILTER_AND:
            return std::all_of(under.begin(), under.end(), inner);
        case LDAP_FILTER_OR:
            return std::any_of(under.begin(), under.end(), inner);
        case LDAP_FILTER_NOT:
            return under.size() == 1 && !inner(under.front());
        case LDAP_FILTER_PRESENT:
            return lower(content) == "objectclass" ||
                   has(content, [](const auto&) { return true; });
        case LDAP_FILTER_EQUALITY:
            return under.size() == 2 && has(under[0].content, [&](const std::string& value) {
                       return lower(value) == lower(under[1].content);
                   });
        default:
            return true;
    }
}

// The number in the content of an INTEGER or an ENUMERATED.
int number_of(const std::string& content) {
    int number = 0;
    for (const char octet : content)
        number = number * 256 + static_cast<unsigned char>(octet);
    return number;
}

void read_search(const std::string& content, Request& request) {
    const auto fields = parts(content);
    if (fields.size() < 8) {
        request.kind = 0;
        return;
    }
    request.base = fields[0].content;
    request.scope = number_of(fields[1].content);
    request.filter = fields[6].tag;
    request.filter_content = fields[6].content;
    for (const auto& name : parts(fields[7].content))
        request.attributes.push_back(name.content);
}

}  // namespace

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

Request request_of(const std::string& message) {
    Request request;
    const auto whole = parts(message);
    const auto fields = whole.size() == 1 ? parts(whole.front().content) : std::vector<Part>{};
    if (fields.size() < 2) return request;
    request.id = number_of(fields[0].content);
    request.kind = fields[1].tag;
    if (request.kind == LDAP_REQ_SEARCH) read_search(fields[1].content, request);
    if (fields.size() < 3) return request;
    for (const auto& control : parts(fields[2].content)) {
        const auto inside = parts(control.content);
        if (inside.empty()) continue;
        const bool has_value = inside.back().tag == LBER_OCTETSTRING && inside.size() > 1;
        request.controls[inside.front().content] = has_value ? inside.back().content : "";
    }
    return request;
}

bool fits(const Request& request, const Entry& entry) {
    return fits(request.filter, request.filter_content, entry);
}

Page page_of(const std::string& control_value) {
    const auto whole = parts(control_value);
    const auto fields = whole.size() == 1 ? parts(whole.front().content) : std::vector<Part>{};
    if (fields.size() != 2) return {};
    return {number_of(fields[0].content), fields[1].content};
}

std::string page_value(const std::string& cookie) {
    const auto ber = writing();
    auto value = view(cookie);
    ber_printf(ber.get(), "{iO}", 0, &value);
    return flat(ber);
}

std::string entry_message(int id, const Entry& entry) {
    const auto ber = writing();
    ber_printf(ber.get(), "{it{", id, LDAP_RES_SEARCH_ENTRY);
    put(ber, entry.dn);
    ber_printf(ber.get(), "{");
    for (const auto& [name, values] : entry.attributes) {
        ber_printf(ber.get(), "{s[", name.c_str());
        for (const auto& value : values)
            put(ber, value);
        ber_printf(ber.get(), "]}");
    }
    ber_printf(ber.get(), "}}}");
    return flat(ber);
}

std::string reference_message(int id, const std::string& uri) {
    const auto ber = writing();
    ber_printf(ber.get(), "{it{s}}", id, LDAP_RES_SEARCH_REFERENCE, uri.c_str());
    return flat(ber);
}

std::string result_message(int id, ber_tag_t kind, const Outcome& outcome) {
    const auto ber = writing();
    ber_printf(ber.get(), "{it{ess", id, kind, outcome.code, "", "");
    if (!outcome.referrals.empty()) {
        ber_printf(ber.get(), "t{", LDAP_TAG_REFERRAL);
        for (const auto& uri : outcome.referrals)
            put(ber, uri);
        ber_printf(ber.get(), "}");
    }
    ber_printf(ber.get(), "}");
    if (!outcome.control.empty()) {
        auto value = view(outcome.value);
        ber_printf(ber.get(), "t{{sO}}", LDAP_TAG_CONTROLS, outcome.control.c_str(), &value);
    }
    ber_printf(ber.get(), "}");
    return flat(ber);
}

}  // namespace kith::scripted
