// An LDAP server that answers searches as a test tells it to: what no real server here does.
#pragma once

#include <ldap.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "model/settings.h"

namespace kith::tests {

struct ScriptedEntry {
    std::string dn;
    std::vector<std::pair<std::string, std::vector<std::string>>> attributes;
};

struct Answer {
    std::vector<ScriptedEntry> entries;
    int code = LDAP_SUCCESS;
    std::string control;  // The OID of a control with the result; empty: none.
    std::string value;
    bool hangs_up = false;  // Behind the entries, without a result.
};

// What was asked, as far as a test needs it.
struct Question {
    std::string base;
    int scope = 0;
    std::vector<std::string> attributes;
    int number = 0;  // From 0, the root of the server not counted.
};

// The value of a control for pages with that cookie (RFC 2696).
std::string pages(const std::string& cookie);

class ScriptedServer {
public:
    using Script = std::function<Answer(const Question&)>;

    // `root`: what the server says of itself.
    ScriptedServer(ScriptedEntry root, Script script);
    ScriptedServer(const ScriptedServer&) = delete;
    ScriptedServer& operator=(const ScriptedServer&) = delete;
    ~ScriptedServer();

    model::LdapSettings settings() const;

private:
    void serve();
    void converse(int connection);

    ScriptedEntry root_;
    Script script_;
    int socket_;
    int port_;
    std::thread thread_;
};

}  // namespace kith::tests
