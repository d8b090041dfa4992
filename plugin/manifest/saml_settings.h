// <saml> as settings, and the settings as <saml>.
#pragma once

#include <string>

#include "manifest/writer.h"
#include "manifest/xml.h"
#include "model/settings.h"

namespace kith::manifest {

// `folder` is where relative paths count from; empty leaves them. Grants are sorted: their order
// says nothing. That of keys, providers and ways of signing in does.
model::SamlSettings saml_settings_of(const xmlNode* saml, const std::string& folder);

void write_saml(Writer& out, const model::SamlSettings& settings);

// The words of the schema for what the model has as an enumeration or a URN; empty for no URN.
std::string signed_name(model::SamlSettings::Signed what);
std::string binding_name(model::SamlSettings::Binding binding);
std::string name_id_format_name(const std::string& urn);

}  // namespace kith::manifest
