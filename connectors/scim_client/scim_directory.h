// The company's people from a SCIM 2.0 service provider, as ports::PeopleDirectory wants them.
#pragma once

#include "connectors/scim_client/access.h"
#include "model/settings.h"
#include "ports/people_directory.h"

namespace kith::connectors::scim_client {

class ScimDirectory final : public ports::PeopleDirectory {
public:
    explicit ScimDirectory(model::ScimClientSettings settings) : settings_(std::move(settings)) {}

    // By "lastModified" where the service provider filters by it and a state is there; else
    // everybody, by "cursor" or by "index".
    Result<ports::DirectoryAnswer> ask(const ports::DirectoryQuestion& question,
                                       ports::DirectoryListener& listener) override;
    // By id, user name or external id.
    Result<std::vector<std::string>> explain(const std::string& whom) override;
    Findings examine() override;

private:
    const model::ScimClientSettings settings_;
    TokenCache tokens_;
};

}  // namespace kith::connectors::scim_client
