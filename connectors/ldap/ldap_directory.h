// A company's directory over LDAP, read only. How it is read, and why so: README.md.
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "model/settings.h"
#include "ports/people_directory.h"

namespace kith::connectors::ldap {

class LdapDirectory final : public ports::PeopleDirectory {
public:
    explicit LdapDirectory(model::LdapSettings settings) : settings_(std::move(settings)) {}

    // One connection for one question. It costs little more than libldap needs to decode: a
    // listener is called as the entries come, and nothing is kept of them.
    Result<ports::DirectoryAnswer> ask(const ports::DirectoryQuestion& question,
                                       ports::DirectoryListener& listener) override;
    // Where the server offers syncrepl and there is one base.
    Result<void> follow(const ports::DirectoryQuestion& question,
                        ports::DirectoryListener& listener,
                        const std::function<Result<void>(ports::DirectoryAnswer)>& settle) override;
    Result<std::vector<std::string>> explain(const std::string& whom) override;
    Findings examine() override;

private:
    model::LdapSettings settings_;
};

}  // namespace kith::connectors::ldap
