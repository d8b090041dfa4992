#include "manifest/saml_settings.h"

#include <array>
#include <string_view>
#include <tuple>

#include "manifest/paths.h"
#include "manifest/values.h"
#include "manifest/words.h"

namespace kith::manifest {
namespace {

using Saml = model::SamlSettings;

constexpr std::array<Word<Saml::Signed>, 4> signed_parts{{
    {"either", Saml::Signed::either},
    {"response", Saml::Signed::response},
    {"assertion", Saml::Signed::assertion},
    {"both", Saml::Signed::both},
}};

constexpr std::array<Word<Saml::Binding>, 2> bindings{{
    {"redirect", Saml::Binding::redirect},
    {"post", Saml::Binding::post},
}};

// Core 8.3; that of an entity names nobody.
constexpr std::array<Word<std::string_view>, 7> name_id_formats{{
    {"persistent", "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"},
    {"transient", "urn:oasis:names:tc:SAML:2.0:nameid-format:transient"},
    {"emailAddress", "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"},
    {"unspecified", "urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"},
    {"kerberos", "urn:oasis:names:tc:SAML:2.0:nameid-format:kerberos"},
    {"X509SubjectName", "urn:oasis:names:tc:SAML:1.1:nameid-format:X509SubjectName"},
    {"WindowsDomainQualifiedName",
     "urn:oasis:names:tc:SAML:1.1:nameid-format:WindowsDomainQualifiedName"},
}};

void set_metadata(Saml::Provider& out, const xmlNode* provider, const std::string& folder) {
    set(out.entity_id, provider, "entityId");
    out.metadata_file = resolved(value(provider, "metadata"), folder);
    set(out.metadata_url, provider, "metadataUrl");
    out.metadata_certificate_file = resolved(value(provider, "metadataCertificate"), folder);
}

void set_sign_in(Saml::Provider& out, const xmlNode* provider) {
    out.must_be_signed =
        meaning(signed_parts, value(provider, "signed")).value_or(out.must_be_signed);
    out.request_binding =
        meaning(bindings, value(provider, "requestBinding")).value_or(out.request_binding);
    set(out.unasked, provider, "unasked");
    set(out.force_authn, provider, "forceAuthn");
    out.authn_contexts = each_of(provider, "authnContext",
                                 [](const xmlNode* context) { return value(context, "class"); });
    out.name_id_format =
        meaning(name_id_formats, value(provider, "nameIdFormat")).value_or(std::string_view());
    set(out.person_attribute, provider, "personAttribute");
}

Saml::Provider saml_provider_of(const xmlNode* provider, const std::string& folder) {
    Saml::Provider out;
    set(out.name, provider, "name");
    set_metadata(out, provider, folder);
    set_sign_in(out, provider);
    out.grants = each_of(provider, "grant", [](const xmlNode* grant) {
        return Saml::Grant{value(grant, "role"), value(grant, "attribute"), value(grant, "value")};
    });
    sort_by(out.grants, [](const Saml::Grant& grant) {
        return std::tie(grant.role, grant.attribute, grant.value);
    });
    return out;
}

Writer::Attributes attributes_of(const Saml& settings) {
    Writer::Attributes out{{"entityId", settings.entity_id}, {"address", settings.address}};
    add_number(out, "skewSeconds", settings.skew_seconds);
    add_number(out, "sessionHours", settings.session_hours);
    return out;
}

Writer::Attributes attributes_of(const Saml::Provider& provider) {
    Writer::Attributes out{{"name", provider.name}};
    add_some(out, "entityId", provider.entity_id);
    add_some(out, "metadata", provider.metadata_file);
    add_some(out, "metadataUrl", provider.metadata_url);
    add_some(out, "metadataCertificate", provider.metadata_certificate_file);
    add_some(out, "signed", signed_name(provider.must_be_signed));
    add_some(out, "requestBinding", binding_name(provider.request_binding));
    add_some(out, "unasked", flag(provider.unasked));
    add_some(out, "forceAuthn", flag(provider.force_authn));
    add_some(out, "nameIdFormat", name_id_format_name(provider.name_id_format));
    add_some(out, "personAttribute", provider.person_attribute);
    return out;
}

void write_saml_provider(Writer& out, const Saml::Provider& provider) {
    out.open("provider", attributes_of(provider));
    for (const auto& context : provider.authn_contexts)
        out.empty("authnContext", {{"class", context}});
    for (const auto& grant : provider.grants)
        out.empty("grant",
                  {{"role", grant.role}, {"attribute", grant.attribute}, {"value", grant.value}});
    out.close();
}

}  // namespace

model::SamlSettings saml_settings_of(const xmlNode* saml, const std::string& folder) {
    Saml out;
    set(out.entity_id, saml, "entityId");
    set(out.address, saml, "address");
    if (out.address.ends_with('/')) out.address.pop_back();  // "/saml" comes behind it.
    set(out.skew_seconds, saml, "skewSeconds");
    set(out.session_hours, saml, "sessionHours");
    out.keys = each_of(saml, "key", [&](const xmlNode* key) {
        return Saml::OwnKey{resolved(value(key, "certificate"), folder),
                            resolved_reference(value(key, "reference"), folder)};
    });
    out.providers = each_of(saml, "provider", [&](const xmlNode* provider) {
        return saml_provider_of(provider, folder);
    });
    return out;
}

void write_saml(Writer& out, const model::SamlSettings& settings) {
    out.open("saml", attributes_of(settings));
    for (const auto& key : settings.keys)
        out.empty("key", {{"certificate", key.certificate_file}, {"reference", key.key}});
    for (const auto& provider : settings.providers)
        write_saml_provider(out, provider);
    out.close();
}

std::string signed_name(model::SamlSettings::Signed what) {
    return spelled(signed_parts, what);
}

std::string binding_name(model::SamlSettings::Binding binding) {
    return spelled(bindings, binding);
}

std::string name_id_format_name(const std::string& urn) {
    return spelled(name_id_formats, urn);
}

}  // namespace kith::manifest
