// The servers of one directory, in the order in which they are tried.
#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "model/settings.h"

namespace kith::connectors::ldap {

struct Server {
    std::string scheme;  // "ldap", "ldaps" or "ldapi".
    std::string host;    // A name or an address; the socket's path for ldapi.
    int port = 0;        // 0 for ldapi.
};

// One server in one URI, RFC 4516: scheme, host, port and nothing after them. source_unreadable
// where it is anything else, or where it would be asked in clear and the settings do not say so.
Result<Server> read_uri(const std::string& uri, model::LdapSettings::Protection protection);

// URIs out of what libldap's DNS lookup gives, "host:port host:port", which it has put in the order
// of RFC 2782. SRV records of _ldap._tcp name the port of ldap:// (389, a global catalog's 3268);
// for ldaps:// that stands for the port beside it (636, 3269), and any other port for itself.
std::vector<std::string> srv_uris(std::string_view hosts,
                                  model::LdapSettings::Protection protection);

// As the manifest says: its URIs, or what DNS says of its domain now. source_unreadable where that
// is nothing. The lookup takes as long as the machine's resolver is patient (resolv.conf(5)).
Result<std::vector<std::string>> configured_servers(const model::LdapSettings& settings);

// Which servers failed lately. Any thread.
class Health {
public:
    using Clock = std::chrono::steady_clock;

    explicit Health(std::function<Clock::time_point()> now = Clock::now) : now_(std::move(now)) {}

    // Those that failed within the last five minutes go to the end, and the order is kept besides:
    // so the preferred one is asked first again before long.
    std::vector<std::string> order(const std::vector<std::string>& uris) const;
    void failed(const std::string& uri);
    void answered(const std::string& uri);

private:
    std::function<Clock::time_point()> now_;
    mutable std::mutex one_at_a_time_;
    std::map<std::string, Clock::time_point> failed_;
};

// The memory of this process.
Health& process_health();

}  // namespace kith::connectors::ldap
