// LDAP messages as octets: requests read, answers written (RFC 4511), with liblber.
#pragma once

#include <lber.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

namespace kith::scripted {

using Attribute = std::pair<std::string, std::vector<std::string>>;

struct Entry {
    std::string dn;
    std::vector<Attribute> attributes;
};

struct Request {
    int id = 0;
    ber_tag_t kind = 0;
    std::string base;
    int scope = 0;
    ber_tag_t filter = 0;
    std::string filter_content;
    std::vector<std::string> attributes;
    std::map<std::string, std::string> controls;  // OID to value.
};

struct Outcome {
    int code = 0;
    std::vector<std::string> referrals;
    std::string control;  // The OID of a control; empty: none.
    std::string value;
};

constexpr const char* paged_oid = "1.2.840.113556.1.4.319";
constexpr const char* dirsync_oid = "1.2.840.113556.1.4.841";
constexpr const char* sync_oid = "1.3.6.1.4.1.4203.1.9.1.1";

// `kind` is 0 where it cannot be read.
Request request_of(const std::string& message);

// And, or, not, equality and presence; whatever else fits.
bool fits(const Request& request, const Entry& entry);

struct Page {
    int size = 0;
    std::string cookie;
};
Page page_of(const std::string& control_value);
std::string page_value(const std::string& cookie);

std::string entry_message(int id, const Entry& entry);
std::string reference_message(int id, const std::string& uri);
std::string result_message(int id, ber_tag_t kind, const Outcome& outcome);

// "person" for "Person"; attribute names and DNs do not tell upper from lower case.
std::string lower(std::string text);

}  // namespace kith::scripted
