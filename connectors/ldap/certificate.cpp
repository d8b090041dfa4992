#include "connectors/ldap/certificate.h"

#include <arpa/inet.h>
#include <strings.h>

#include <algorithm>
#include <array>

namespace kith::connectors::ldap {
namespace {

using Bytes = std::span<const std::uint8_t>;

// X.690: the tags that a certificate uses on the way to what is sought.
constexpr int sequence = 0x30;
constexpr int octets = 0x04;
constexpr int utc_time = 0x17;
constexpr int oid_tag = 0x06;
constexpr int version_tag = 0xA0;
constexpr int extensions_tag = 0xA3;
constexpr int dns_name = 0x82;
constexpr int ip_address = 0x87;
constexpr std::array<std::uint8_t, 3> oid_of_names{0x55, 0x1D, 0x11};        // 2.5.29.17
constexpr std::array<std::uint8_t, 3> oid_of_common_name{0x55, 0x04, 0x03};  // 2.5.4.3
constexpr std::size_t shown_max = 100;

struct Element {
    int tag = 0;
    Bytes content;
};

// Elements one after the other, never beyond the end of what holds them.
class Reader {
public:
    explicit Reader(Bytes bytes) : left_(bytes) {}

    // Empty at the end, and at what is no DER.
    std::optional<Element> next() {
        if (left_.size() < 2) return std::nullopt;
        const int tag = left_[0];
        const auto size = length();
        if (!size || *size > left_.size()) return std::nullopt;
        const Element element{tag, left_.first(*size)};
        left_ = left_.subspan(*size);
        return element;
    }

    // The content of the next element where it is of this kind; else nothing at all.
    Bytes into(int tag) {
        const auto element = next();
        return element && element->tag == tag ? element->content : Bytes();
    }

private:
    std::optional<std::size_t> length() {
        const std::size_t first = left_[1];
        left_ = left_.subspan(2);
        if (first < 0x80) return first;
        const std::size_t digits = first & 0x7F;
        if (digits == 0 || digits > 3 || digits > left_.size()) return std::nullopt;
        std::size_t size = 0;
        for (const auto digit : left_.first(digits))
            size = size << 8 | digit;
        left_ = left_.subspan(digits);
        return size;
    }

    Bytes left_;
};

std::string printed(Bytes bytes) {
    std::string text;
    for (const auto byte : bytes.first(std::min(bytes.size(), shown_max)))
        if (byte > 0x20 && byte < 0x7F)
            text += static_cast<char>(byte);
        else if (byte == 0x20)
            text += ' ';
    return text;
}

std::string address(Bytes bytes) {
    std::array<char, INET6_ADDRSTRLEN> text{};
    const int family = bytes.size() == 4 ? AF_INET : AF_INET6;
    if (bytes.size() != 4 && bytes.size() != 16) return {};
    return inet_ntop(family, bytes.data(), text.data(), text.size()) != nullptr ? text.data() : "";
}

std::string common_name(Bytes name) {
    Reader sets(name);
    std::string found;
    while (const auto set = sets.next()) {
        Reader part(Reader(set->content).into(sequence));
        if (std::ranges::equal(part.into(oid_tag), oid_of_common_name))
            if (const auto value = part.next()) found = printed(value->content);
    }
    return found;
}

// "261123..." of UTCTime has its century by RFC 5280 section 4.1.2.5.1.
std::string time_text(const std::optional<Element>& time) {
    if (!time) return {};
    auto digits = printed(time->content);
    if (time->tag == utc_time && digits.size() >= 2) digits.insert(0, digits < "50" ? "20" : "19");
    if (digits.size() < 14) return {};
    return digits.substr(0, 4) + "-" + digits.substr(4, 2) + "-" + digits.substr(6, 2) + " " +
           digits.substr(8, 2) + ":" + digits.substr(10, 2) + ":" + digits.substr(12, 2);
}

std::vector<std::string> names_in(Bytes general_names) {
    std::vector<std::string> names;
    Reader reader(general_names);
    while (const auto name = reader.next()) {
        if (name->tag == dns_name) names.push_back(printed(name->content));
        if (name->tag == ip_address) names.push_back(address(name->content));
    }
    std::erase(names, std::string());
    return names;
}

std::vector<std::string> alternative_names(Bytes extensions) {
    Reader all(extensions);
    while (const auto extension = all.next()) {
        Reader part(extension->content);
        if (!std::ranges::equal(part.into(oid_tag), oid_of_names)) continue;
        auto value = part.next();  // "critical" may stand before it.
        if (value && value->tag != octets) value = part.next();
        if (value) return names_in(Reader(value->content).into(sequence));
    }
    return {};
}

bool is_same_name(const std::string& name, const std::string& host) {
    if (strcasecmp(name.c_str(), host.c_str()) == 0) return true;
    const auto dot = host.find('.');
    return name.starts_with("*.") && dot != std::string::npos &&
           strcasecmp(name.c_str() + 1, host.c_str() + dot) == 0;
}

}  // namespace

std::optional<Certificate> read_certificate(Bytes der) {
    Reader body(Reader(Reader(der).into(sequence)).into(sequence));
    auto serial = body.next();
    if (serial && serial->tag == version_tag) serial = body.next();
    const auto algorithm = body.next();
    Certificate certificate;
    certificate.issuer = common_name(body.into(sequence));
    Reader validity(body.into(sequence));
    certificate.not_before = time_text(validity.next());
    certificate.not_after = time_text(validity.next());
    const auto subject = body.into(sequence);
    if (!algorithm || certificate.not_after.empty()) return std::nullopt;

    while (const auto part = body.next())
        if (part->tag == extensions_tag)
            certificate.names = alternative_names(Reader(part->content).into(sequence));
    if (certificate.names.empty()) certificate.names.push_back(common_name(subject));
    std::erase(certificate.names, std::string());
    return certificate;
}

bool is_for_host(const Certificate& certificate, const std::string& host) {
    return std::ranges::any_of(certificate.names,
                               [&](const std::string& name) { return is_same_name(name, host); });
}

}  // namespace kith::connectors::ldap
