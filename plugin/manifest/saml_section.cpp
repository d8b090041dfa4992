#include "base/text.h"
#include "manifest/saml_settings.h"
#include "manifest/section.h"
#include "manifest/writer.h"

namespace kith::manifest {
namespace {

constexpr std::string_view others =
    "everybody whom this provider signs in becomes somebody else to Kith: requests, roles and "
    "supporters stay with the old ids";

// Whoever's word is believed could sign anybody in as anybody.
void add_metadata(Section& out, const std::string& path,
                  const model::SamlSettings::Provider& provider) {
    const auto put_some = [&](const char* name, const std::string& value, Loosens loosens) {
        if (!value.empty()) out.push_back({path + name, value, loosens});
    };
    put_some("/@entityId", provider.entity_id, Loosens::changed);
    put_some("/@metadata", provider.metadata_file, Loosens::set);
    put_some("/@metadataUrl", provider.metadata_url, Loosens::set);
    put_some("/@metadataCertificate", provider.metadata_certificate_file, Loosens::changed);
}

// Kith keeps what it knows of somebody under her id, and so does the NameID where it is one.
void add_person(Section& out, const std::string& path,
                const model::SamlSettings::Provider& provider) {
    const bool by_name_id = provider.person_attribute.empty();
    const std::string format = name_id_format_name(provider.name_id_format);
    out.push_back({path + "/@personAttribute",
                   by_name_id ? "the NameID" : provider.person_attribute,
                   Loosens::changed,
                   {},
                   others});
    out.push_back({path + "/@nameIdFormat",
                   format.empty() ? std::string(anything) : format,
                   by_name_id ? Loosens::changed : Loosens::never,
                   {},
                   by_name_id ? others : std::string_view()});
}

void add_provider(Section& out, const model::SamlSettings::Provider& provider) {
    const std::string path = item("saml/provider", provider.name);
    add_metadata(out, path, provider);
    out.push_back({path + "/@signed", signed_name(provider.must_be_signed), Loosens::less_signed});
    out.push_back({path + "/@requestBinding", binding_name(provider.request_binding)});
    out.push_back({path + "/@unasked", flag(provider.unasked), Loosens::to_true});
    out.push_back({path + "/@forceAuthn", flag(provider.force_authn), Loosens::to_false});
    const std::string contexts = join(provider.authn_contexts, " ");
    out.push_back({path + "/authnContext", contexts.empty() ? std::string(anything) : contexts,
                   Loosens::wider});
    add_person(out, path, provider);
    // Whoever has the value holds a role that opens the programme's figures or its machinery.
    for (const auto& grant : provider.grants)
        out.push_back(
            {item(path + "/grant", grant.role + " " + grant.attribute + " " + grant.value),
             grant.value, Loosens::added});
}

void add_keys(Section& out, const model::SamlSettings& settings) {
    std::vector<std::string> certificates;
    std::vector<std::string> references;
    for (const auto& key : settings.keys) {
        certificates.push_back(key.certificate_file);
        references.push_back(key.key);
    }
    add_some(out, "saml/key/@certificate", join(certificates, " "));
    add_reference(out, "saml/key/@reference", join(references, " "), "place of a key changed");
}

}  // namespace

Section saml_section(const model::Settings& settings) {
    if (!settings.saml) return {};
    const auto& saml = *settings.saml;
    Section out{{"saml/@entityId", saml.entity_id},
                {"saml/@address", saml.address},
                {"saml/@skewSeconds", std::to_string(saml.skew_seconds), Loosens::up},
                {"saml/@sessionHours", std::to_string(saml.session_hours), Loosens::up}};
    add_keys(out, saml);
    std::vector<std::string> names;
    for (const auto& provider : saml.providers)
        names.push_back(provider.name);
    add_some(out, "saml/provider", join(names, " "));
    for (const auto& provider : saml.providers)
        add_provider(out, provider);
    return out;
}

}  // namespace kith::manifest
