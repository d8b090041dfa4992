// The table of connectors: which one serves what a manifest names.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "base/secret.h"
#include "model/settings.h"
#include "ports/key_source.h"
#include "ports/people_directory.h"
#include "ports/people_source.h"
#include "ports/provisioning.h"
#include "ports/sign_on.h"

namespace kith::connectors {

// Nothing where people come from a directory.
std::unique_ptr<ports::PeopleSource> people_source(const model::PeopleSource& settings);
// Nothing where they come from a file.
std::unique_ptr<ports::PeopleDirectory> people_directory(const model::PeopleSource& settings);

// Who may come and tell of people. key_missing where a token cannot be read or is empty.
Result<ports::Provisioning> provisioning(const std::vector<model::ScimServerSettings>& settings);

// Who says who somebody is, or which key, certificate or metadata cannot be used, in a sentence.
// `metadata_of` an address; without it: as it stands there now.
Result<std::unique_ptr<ports::SignOn>, std::string> sign_on(const model::SamlSettings& settings,
                                                            std::int64_t now_ms,
                                                            ports::MetadataOf metadata_of = {});
// What the address of a provider's metadata says now, where it can be used.
std::optional<std::string> sign_on_metadata(const model::SamlSettings::Provider& provider,
                                            std::int64_t now_ms);

// For "file:PATH", "env:NAME", "host:NAME", "credential:NAME" or a "pkcs11:" URI. `host` gives a
// secret by its name, and may be empty.
Result<std::unique_ptr<ports::KeySource>> key_source(
    const std::string& reference, std::function<Result<Secret>(std::string_view name)> host);

}  // namespace kith::connectors
