// One reading of a directory, as its ways share it.
#pragma once

#include <string>
#include <vector>

#include "connectors/ldap/connection.h"
#include "connectors/ldap/operation.h"
#include "connectors/ldap/root_dse.h"
#include "connectors/ldap/teller.h"
#include "model/settings.h"
#include "ports/people_directory.h"

namespace kith::connectors::ldap {

struct Reading {
    const Connection& connection;
    const model::LdapSettings& settings;
    const RootDse& server;
    const Patience& patience;
    ports::DirectoryListener& listener;
    Teller& teller;

    LDAP* handle() const { return connection.handle(); }
};

// What a way gives back when it has read to the end.
struct Outcome {
    bool everybody = true;             // Who was not told is gone.
    std::vector<std::string> cookies;  // For the next time; empty: the whole again.
    bool in_pages_instead = false;     // The way that was chosen could not be gone to its end.
};

// What is asked below one base; its names are in `asked.attributes`.
Asked asked_below(const model::LdapSettings::Base& base, const Reading& reading);

// Everything, in pages, base after base.
Result<Outcome> read_everybody(Reading& reading);

}  // namespace kith::connectors::ldap
