#include "manifest/saml_lint.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "base/text.h"
#include "manifest/lint.h"
#include "manifest/paths.h"
#include "manifest/saml_settings.h"

namespace kith::manifest {
namespace {

// By the names that providers give it: a word, a claim of Microsoft's, the OID of RFC 4524.
bool holds_mail(const std::string& attribute) {
    constexpr std::array<std::string_view, 4> names{"mail", "email", "emailaddress",
                                                    "urn:oid:0.9.2342.19200300.100.1.3"};
    const std::string name = lower_ascii(attribute);
    const std::string last = name.substr(name.find_last_of('/') + 1);
    return std::find(names.begin(), names.end(), last) != names.end();
}

class SamlLint {
public:
    SamlLint(const xmlNode* saml, const model::Settings& settings, Report& report)
        : saml_(saml), settings_(*settings.saml), store_(settings.store), report_(report) {}

    void run() {
        check_address();
        check_keys();
        const auto elements = children(saml_, "provider");
        if (elements.empty())
            report_.error(saml_, "<saml> names no <provider>: nobody could sign in",
                          "Add <provider name=\"entra\" metadata=\"entra-metadata.xml\" "
                          "personAttribute=\"...\"/>.");
        for (std::size_t i = 0; i < elements.size(); ++i)
            check(elements[i], settings_.providers[i]);
    }

private:
    using Provider = model::SamlSettings::Provider;

    void check(const xmlNode* provider, const Provider& settings) {
        check_name(provider, settings.name);
        check_entity(provider, settings.entity_id);
        check_metadata(provider, settings);
        check_shared_metadata(provider, settings);
        check_sign_in(provider, settings);
        check_person(provider, settings);
        check_grants(provider, settings.person_attribute);
        check_once(provider, "authnContext", {"class"}, report_);
    }

    void check_address() {
        const std::string& address = settings_.address;
        // The schema refuses any other in clear.
        const bool is_of_trial =
            address.starts_with("http://127.0.0.1") || address.starts_with("http://localhost");
        if (!is_of_trial) return;
        report_.warning(as_node(attribute(saml_, "address")),
                        "only a browser on this machine finds Kith at " + shown(address) +
                            ", and what signs people in comes there in clear",
                        "Write https:// and the host that people use; this is for trials.");
    }

    // Where a key is is not shown: what is no reference may be the key itself.
    void check_keys() {
        const auto keys = children(saml_, "key");
        if (keys.empty())
            report_.error(saml_, "<saml> has no <key>: Kith could not sign what it asks",
                          "Add <key certificate=\"kith-saml.pem\" "
                          "reference=\"file:/etc/kith/saml.key\"/>.");
        for (std::size_t i = 0; i < keys.size(); ++i)
            check_secret_place(attribute(keys[i], "reference"), "the key",
                               file_of(settings_.keys[i].key), store_, report_);
        if (keys.size() < 2) return;
        const auto& first = settings_.keys[0];
        const auto& second = settings_.keys[1];
        if (!first.key.empty() && first.key == second.key)
            report_.error(attribute(keys[1], "reference"), "two <key> have the same reference",
                          "Keep one; a second is for the days when it takes over from the first.");
        else if (!first.certificate_file.empty() &&
                 first.certificate_file == second.certificate_file)
            report_.error(attribute(keys[1], "certificate"), "two <key> have the same certificate",
                          "Give each the certificate that belongs to it.");
    }

    void check_name(const xmlNode* provider, const std::string& name) {
        if (name.empty() || names_.insert(name).second) return;
        report_.error(
            attribute(provider, "name"), "two <provider> are called " + shown(name),
            "Give each a name of its own, such as name=\"okta\": it stands in addresses.");
    }

    void check_entity(const xmlNode* provider, const std::string& entity) {
        if (entity.empty()) return;
        const xmlAttr* given = attribute(provider, "entityId");
        if (entity == settings_.entity_id)
            return report_.error(given, "<provider> has the entityId of <saml>, which is Kith",
                                 "Write the entityID that stands in the provider's metadata.");
        if (entities_.insert(entity).second) return;
        report_.error(given, "two <provider> have the entityId " + shown(entity),
                      "Keep one: by it Kith knows who says that somebody is signed in.");
    }

    void check_metadata(const xmlNode* provider, const Provider& settings) {
        const xmlAttr* file = attribute(provider, "metadata");
        const xmlAttr* url = attribute(provider, "metadataUrl");
        const xmlAttr* certificate = attribute(provider, "metadataCertificate");
        const std::string who = "<provider> " + shown(settings.name);
        if (file == nullptr && url == nullptr)
            return report_.error(provider, who + " has no metadata: whom should Kith believe?",
                                 "Add metadata=\"entra-metadata.xml\", or metadataUrl=\"https://"
                                 "...\" and metadataCertificate.");
        if (file != nullptr && url != nullptr)
            return report_.error(url, who + " has its metadata twice, in a file and at an address",
                                 "Keep one: metadata, or metadataUrl with metadataCertificate.");
        if (url != nullptr && certificate == nullptr)
            return report_.error(url, who + " has metadataUrl and no metadataCertificate",
                                 "Add metadataCertificate=\"federation.pem\": whoever answers at "
                                 "the address could otherwise name keys of his own.");
        if (file != nullptr && certificate != nullptr)
            report_.error(certificate, who + " has metadataCertificate and no metadataUrl",
                          "Leave it out: a file is believed as it lies there. Or write "
                          "metadataUrl=\"https://...\" in place of metadata.");
    }

    // What is about several of them needs to be told which is which.
    void check_shared_metadata(const xmlNode* provider, const Provider& settings) {
        const bool is_file = !settings.metadata_file.empty();
        const std::string& source = is_file ? settings.metadata_file : settings.metadata_url;
        const bool named = !settings.entity_id.empty();
        if (source.empty()) return;
        const auto [before, is_new] = metadata_.insert({source, named});
        if (is_new || (before->second && named)) return;
        report_.error(attribute(provider, is_file ? "metadata" : "metadataUrl"),
                      "two <provider> have the same metadata and are not told apart",
                      "Give each its entityId, or metadata of its own.");
    }

    void check_sign_in(const xmlNode* provider, const Provider& settings) {
        if (!settings.unasked || !settings.force_authn) return;
        report_.warning(as_node(attribute(provider, "unasked")),
                        "what comes unasked was not asked to take the password anew: forceAuthn "
                        "does not hold for it",
                        "Leave unasked out where each sign-in is to take the password.");
    }

    void check_person(const xmlNode* provider, const Provider& settings) {
        const xmlAttr* format = attribute(provider, "nameIdFormat");
        const std::string said = name_id_format_name(settings.name_id_format);
        const std::string right =
            "Add personAttribute=\"...\", the Name of the attribute that holds her id in the "
            "people source.";
        if (!settings.person_attribute.empty())
            return check_person_attribute(provider, settings.person_attribute);
        if (said == "transient")
            return report_.error(format,
                                 "a transient NameID is another one at each sign-in: nobody would "
                                 "come back as herself",
                                 right);
        if (said == "emailAddress")
            return report_.warning(as_node(format),
                                   "people are known by e-mail address, and addresses are given to "
                                   "others: they would be taken for who had it before",
                                   right);
        if (format == nullptr && attribute(provider, "personAttribute") == nullptr)
            report_.warning(provider,
                            "<provider> " + shown(settings.name) +
                                " does not say what a person's id is: whatever NameID comes is "
                                "taken, an address or another one each time",
                            right + " Or write nameIdFormat, where the NameID is that id.");
    }

    void check_person_attribute(const xmlNode* provider, const std::string& name) {
        if (!holds_mail(name)) return;
        report_.warning(as_node(attribute(provider, "personAttribute")),
                        "people are known by " + shown(name) +
                            ", and addresses are given to others: they would be taken for who had "
                            "it before",
                        "Name an attribute that is never given to another person, such as "
                        "personAttribute=\"employeeNumber\".");
    }

    void check_grants(const xmlNode* provider, const std::string& person_attribute) {
        check_once(provider, "grant", {"role", "attribute", "value"}, report_);
        for (const xmlNode* grant : children(provider, "grant"))
            if (!person_attribute.empty() && value(grant, "attribute") == person_attribute)
                report_.error(attribute(grant, "attribute"),
                              "<grant> reads " + shown(person_attribute) +
                                  ", which is a person's id: it would give the role to one person",
                              "Write <role name=\"" + value(grant, "role") +
                                  "\" person=\"...\"/> in <tenant>, or name the attribute that "
                                  "holds groups.");
    }

    const xmlNode* saml_;
    const model::SamlSettings& settings_;
    const model::StoreSettings& store_;
    Report& report_;
    std::set<std::string> names_;
    std::set<std::string> entities_;
    std::map<std::string, bool> metadata_;  // And whether entityId says which of it is meant.
};

}  // namespace

void lint_saml(const xmlNode* saml, const model::Settings& settings, Report& report) {
    SamlLint(saml, settings, report).run();
}

}  // namespace kith::manifest
