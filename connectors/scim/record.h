// A resource as it is kept and as it is shown.
#pragma once

#include <functional>
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
// What is kept apart from the resource, and loaded where it is asked for.
struct Apart {
    bool groups = false;
    bool members = false;
    bool listing = false;  // Whether she is a peer supporter.
};
// Those that something is true of: that they are shown, or compared.
Apart apart_where(const ResourceType& type, const std::function<bool(const Place&)>& is_asked);
// Before the projection.
Answer<Poco::JSON::Object::Ptr> whole(Exchange& exchange, const Record& record, Apart apart);

}  // namespace kith::connectors::scim
