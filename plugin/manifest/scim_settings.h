// <scim> and <scimClient> as settings, and the settings as <scim> and <scimClient>.
#pragma once

#include <string>

#include "manifest/writer.h"
#include "manifest/xml.h"
#include "model/settings.h"

namespace kith::manifest {

// `folder` is where relative paths count from; empty leaves them. Tokens, grants and tops are
// sorted: their order says nothing.
model::ScimServerSettings scim_server_of(const xmlNode* scim, const std::string& folder);
// Without the slash that the url may end with: "/Users" comes behind it.
model::ScimClientSettings scim_client_of(const xmlNode* client, const std::string& folder);

void write_scim_server(Writer& out, const model::ScimServerSettings& settings);
void write_scim_client(Writer& out, const model::ScimClientSettings& settings);

// The words of the schema for what the model has as an enumeration.
std::string habits_name(model::ScimServerSettings::Habits habits);
std::string person_id_name(model::ScimPersonId id);

}  // namespace kith::manifest
