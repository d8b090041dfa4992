#include "connectors/all.h"

#include <utility>

#include "connectors/common/credential_root_source.h"
#include "connectors/common/env_root_source.h"
#include "connectors/common/file_root_source.h"
#include "connectors/common/host_root_source.h"
#include "connectors/common/root_key_source.h"
#include "connectors/feed/people_csv.h"
#include "connectors/feed/people_ldif.h"
#include "connectors/ldap/ldap_directory.h"
#include "connectors/pkcs11/pkcs11_key_source.h"
#include "connectors/saml/sign_on.h"
#include "connectors/scim/scim_server.h"
#include "connectors/scim_client/scim_directory.h"

namespace kith::connectors {

std::unique_ptr<ports::PeopleSource> people_source(const model::PeopleSource& settings) {
    switch (settings.kind) {
        case model::PeopleSource::Kind::csv:
            return std::make_unique<feed::PeopleCsv>(settings.path);
        case model::PeopleSource::Kind::ldif:
            return std::make_unique<feed::PeopleLdif>(settings.path);
        case model::PeopleSource::Kind::ldap:
        case model::PeopleSource::Kind::scim_client:
            break;  // A directory is asked again and again, not read as a file.
    }
    return nullptr;
}

std::unique_ptr<ports::PeopleDirectory> people_directory(const model::PeopleSource& settings) {
    switch (settings.kind) {
        case model::PeopleSource::Kind::ldap:
            return std::make_unique<ldap::LdapDirectory>(settings.ldap);
        case model::PeopleSource::Kind::scim_client:
            return std::make_unique<scim_client::ScimDirectory>(settings.scim_client);
        case model::PeopleSource::Kind::csv:
        case model::PeopleSource::Kind::ldif:
            break;  // A file is read when somebody says so.
    }
    return nullptr;
}

Result<ports::Provisioning> provisioning(const std::vector<model::ScimServerSettings>& settings) {
    ports::Provisioning all;
    all.refuse = scim::refusal;
    for (const auto& each : settings) {
        auto server = scim::ScimServer::open(each);
        if (!server) return server.error();
        all.servers.push_back(std::move(*server));
    }
    return all;
}

Result<std::unique_ptr<ports::SignOn>, std::string> sign_on(const model::SamlSettings& settings,
                                                            std::int64_t now_ms,
                                                            ports::MetadataOf metadata_of) {
    if (!metadata_of) metadata_of = saml::fetch_by_https;
    auto opened = saml::open_sign_on(settings, now_ms, metadata_of);
    if (!opened) return opened.error().detail;
    return std::move(*opened);
}

std::optional<std::string> sign_on_metadata(const model::SamlSettings::Provider& provider,
                                            std::int64_t now_ms) {
    auto xml = saml::fetch_metadata(provider, now_ms);
    return xml ? std::optional(std::move(*xml)) : std::nullopt;
}

Result<std::unique_ptr<ports::KeySource>> key_source(
    const std::string& reference, std::function<Result<Secret>(std::string_view name)> host) {
    using Source = std::unique_ptr<ports::KeySource>;
    const auto under = [](std::unique_ptr<RootSource> root) {
        return Source(std::make_unique<RootKeySource>(std::move(root)));
    };
    if (reference.starts_with("pkcs11:")) return pkcs11_key_source(reference);
    const auto colon = reference.find(':');
    const auto kind = reference.substr(0, colon);
    const auto name = colon == std::string::npos ? std::string() : reference.substr(colon + 1);

    if (!name.empty() && kind == "file") return under(std::make_unique<FileRootSource>(name));
    if (!name.empty() && kind == "env") return under(std::make_unique<EnvRootSource>(name));
    if (!name.empty() && kind == "credential")
        return under(std::make_unique<CredentialRootSource>(name));
    if (!name.empty() && kind == "host") {
        HostRootSource::Ask ask;
        if (host) ask = [host = std::move(host), name] { return host(name); };
        return under(std::make_unique<HostRootSource>(std::move(ask)));
    }
    return Error{ErrorCode::key_missing,
                 "the key source is not of a known kind",
                 {},
                 "file:PATH, env:NAME, host:NAME, credential:NAME or pkcs11:URI"};
}

}  // namespace kith::connectors
