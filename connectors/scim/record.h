// A resource as it is kept and as it is shown.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "connectors/scim/exchange.h"
#include "connectors/scim/projection.h"
#include "model/provisioned.h"

namespace kith::connectors::scim {

using Record = model::ProvisionedResource;

const ResourceType& type_of(model::ResourceKind kind);

// The record of a resource: `resource` without id, meta and what is kept apart. What finds it is
// read out of it; the times and the version are those of `like`.
Record record_of(const Poco::JSON::Object& resource, const Record& like);
// The addresses by which a user is found.
std::vector<std::string> folded_mails(const Poco::JSON::Object& user);
Answer<Poco::JSON::Object::Ptr> body_of(const Record& record);

std::string location_of(const Exchange& exchange, const ResourceType& type, const std::string& id);
std::string version_of(const Record& record);  // A weak ETag.

// All of it that the projection shows: with id and meta, a user with her groups, a group with its
// members.
Answer<Poco::JSON::Object::Ptr> shown(Exchange& exchange, const Record& record,
                                      const Projection& projection);
// Before the projection; what is kept apart is there where `with_groups`, `with_members` say so.
struct Apart {
    bool groups = false;
    bool members = false;
};
Answer<Poco::JSON::Object::Ptr> whole(Exchange& exchange, const Record& record, Apart apart);

}  // namespace kith::connectors::scim
