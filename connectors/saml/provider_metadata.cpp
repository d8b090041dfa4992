#include "connectors/saml/provider_metadata.h"

#include <algorithm>

#include "base/text.h"
#include "connectors/common/quoted.h"
#include "connectors/saml/duration.h"
#include "connectors/saml/names.h"
#include "connectors/saml/reading.h"
#include "connectors/saml/signature.h"

namespace kith::connectors::saml {
namespace {

constexpr std::size_t entity_id_bytes_max = 1024;

bool is_group(const Element* element) {
    return is(element, ns::metadata, "EntitiesDescriptor");
}

bool is_entity(const Element* element) {
    return is(element, ns::metadata, "EntityDescriptor");
}

// The entities below an element, in groups of groups as well.
std::vector<const Element*> entities_in(const Element* root) {
    std::vector<const Element*> found;
    std::vector<const Element*> waiting{root};
    while (!waiting.empty()) {
        const auto* const at = waiting.back();
        waiting.pop_back();
        if (is_entity(at)) found.push_back(at);
        if (!is_group(at)) continue;
        for (const auto* const below : children(at))
            waiting.push_back(below);
    }
    return found;
}

Checked<const Element*> entity_named(const std::vector<const Element*>& entities,
                                     const std::string& name) {
    const Element* found = nullptr;
    for (const auto* const each : entities) {
        if (attribute(each, "entityID") != name) continue;
        if (found != nullptr)
            return Refusal{"metadata_entity", "Metadata 2.3.2",
                           "the metadata holds " + quoted(name) + " twice"};
        found = each;
    }
    if (found != nullptr) return found;
    const auto only = entities.size() == 1
                          ? quoted(attribute_or_empty(entities.front(), "entityID"))
                          : std::to_string(entities.size()) + " other entities";
    return Refusal{"metadata_entity", "Metadata 2.3.2",
                   "the metadata holds " + only + ", and not " + quoted(name)};
}

Checked<const Element*> only_entity(const std::vector<const Element*>& entities,
                                    const Element* root) {
    if (is_entity(root)) return root;
    return Refusal{"metadata_entity", "Metadata 2.3.1",
                   "the metadata is of a group with " + std::to_string(entities.size()) +
                       " entities, and none of them is named"};
}

// The provider's part of an entity: the one for SAML 2.0.
Checked<const Element*> role_of(const Element* entity) {
    auto roles = children(entity, ns::metadata, "IDPSSODescriptor");
    std::erase_if(roles, [](const Element* role) {
        const auto protocols =
            split_list(attribute_or_empty(role, "protocolSupportEnumeration"), ' ');
        return std::ranges::find(protocols, ns::protocol) == protocols.end();
    });
    if (roles.size() == 1) return roles.front();
    return Refusal{"metadata_role", "Metadata 2.4.3",
                   roles.empty() ? "the entity is no identity provider for SAML 2.0"
                                 : "the entity is several identity providers at once"};
}

struct Validity {
    std::optional<std::int64_t> until_ms{};
    std::optional<std::int64_t> cache_ms{};
};

std::optional<std::int64_t> earliest(std::optional<std::int64_t> one, std::int64_t other) {
    return std::min(one.value_or(other), other);
}

// What stands at the role, at the entity and at the groups around it.
Checked<Validity> validity_of(const Element* role) {
    Validity read;
    for (const auto* at = role; at != nullptr && at->type == XML_ELEMENT_NODE; at = at->parent) {
        const auto until = moment_at(at, "validUntil");
        if (until.there && !until.ms)
            return Refusal{"metadata_validity", "Metadata 2.3.1", "a validUntil is no time in UTC"};
        if (until.ms) read.until_ms = earliest(read.until_ms, *until.ms);
        const auto cache = attribute(at, "cacheDuration");
        if (!cache) continue;
        const auto duration = duration_ms(*cache);
        if (!duration)
            return Refusal{"metadata_cache", "Metadata 2.3.1", "a cacheDuration is no duration"};
        read.cache_ms = earliest(read.cache_ms, *duration);
    }
    return read;
}

Checked<void> check_validity(const Validity& validity, const MetadataSource& source) {
    const auto refused = [](std::string detail) {
        return Refusal{"metadata_validity", "Metadata 2.3.1, 2.3.2", std::move(detail)};
    };
    constexpr std::int64_t hour = 3'600'000;
    if (!validity.until_ms) {
        if (!source.by_url) return {};
        return refused("the metadata does not say until when it is valid");
    }
    const auto left = *validity.until_ms - source.now_ms;
    if (left <= 0)
        return refused("the metadata ended " + std::to_string(-left / hour) + " hours ago");
    if (source.by_url && left > source.validity_max_ms)
        return refused("the metadata is valid for " + std::to_string(left / hour) +
                       " hours more; " + std::to_string(source.validity_max_ms / hour) +
                       " are the most");
    return {};
}

bool is_address(const std::string& location) {
    return (location.starts_with("https://") || location.starts_with("http://")) &&
           std::ranges::all_of(location, [](char c) { return c > ' ' && c < '\x7f'; });
}

// One provider, with what is left out on the way.
class ProviderReader {
public:
    ProviderReader(const Element* entity, const Element* role, const Validity& validity)
        : role_(role) {
        read_.valid_until_ms = validity.until_ms;
        read_.cache_ms = validity.cache_ms;
        read_.provider.entity_id = attribute_or_empty(entity, "entityID");
    }

    Checked<ProviderMetadata> read() {
        const auto name_bytes = read_.provider.entity_id.size();
        if (name_bytes == 0 || name_bytes > entity_id_bytes_max)
            return Refusal{"metadata_entity", "Metadata 2.2.1",
                           "an entityID has 1 to 1024 characters"};
        for (const auto* const each : children(role_, ns::metadata, "KeyDescriptor"))
            take_key(each);
        auto& provider = read_.provider;
        if (provider.signing_keys.empty())
            return Refusal{"metadata_key", "Metadata 2.4.1.1",
                           "the provider has no key for signing that can be taken" +
                               (read_.remarks.empty() ? "" : ": " + join(read_.remarks, "; "))};
        provider.sign_on = endpoints("SingleSignOnService", "Location");
        provider.logout_requests = endpoints("SingleLogoutService", "Location");
        provider.logout_responses = endpoints("SingleLogoutService", "ResponseLocation");
        if (provider.sign_on.redirect.empty() && provider.sign_on.post.empty())
            return Refusal{"metadata_sign_on", "Metadata 2.4.3",
                           "the provider takes requests by neither HTTP-Redirect nor HTTP-POST"};
        for (const auto* const each : children(role_, ns::metadata, "NameIDFormat"))
            provider.name_id_formats.emplace_back(trimmed(simple_text(each).value_or("")));
        const auto wants = attribute_or_empty(role_, "WantAuthnRequestsSigned");
        provider.wants_signed_requests = wants == "true" || wants == "1";
        return std::move(read_);
    }

private:
    // Without a use it is for both (Metadata 2.4.1.1).
    void take_key(const Element* descriptor) {
        const auto use = attribute(descriptor, "use");
        if (use && *use != "signing") return;
        bool has_certificate = false;
        const auto* const key = child(descriptor, ns::signature, "KeyInfo");
        for (const auto* const each : children(key, ns::signature, "X509Data"))
            for (const auto* const one : children(each, ns::signature, "X509Certificate")) {
                has_certificate = true;
                take_certificate(one);
            }
        if (!has_certificate) remark("a signing key without a certificate is left out");
    }

    void take_certificate(const Element* certificate) {
        const auto der = binary(certificate);
        if (!der || der->empty()) return remark("a certificate that is no base64 is left out");
        const auto fingerprint = crypto::certificate_fingerprint(*der);
        auto key = crypto::VerifyingKey::of_certificate(*der);
        if (!key)
            return remark("the certificate " + fingerprint +
                          " is left out: " + std::string(key.error().detail.view()));
        auto& keys = read_.provider.signing_keys;
        const bool is_known = std::ranges::any_of(keys, [&](const crypto::VerifyingKey& known) {
            return known.fingerprint() == fingerprint;
        });
        if (!is_known) keys.push_back(std::move(*key));
    }

    // The first of each binding. Responses go to the place for requests where there is no place of
    // their own (Metadata 2.2.2).
    Endpoints endpoints(const char* service, const char* place) {
        Endpoints found;
        for (const auto* const each : children(role_, ns::metadata, service)) {
            const auto binding = attribute_or_empty(each, "Binding");
            auto* const of_binding = binding == ns::redirect_binding ? &found.redirect
                                     : binding == ns::post_binding   ? &found.post
                                                                     : nullptr;
            if (of_binding == nullptr || !of_binding->empty()) continue;
            auto location = attribute(each, place).value_or(attribute_or_empty(each, "Location"));
            if (is_address(location))
                *of_binding = std::move(location);
            else
                remark("an address of " + std::string(service) +
                       " is left out: it begins with neither https nor http");
        }
        return found;
    }

    void remark(std::string text) { read_.remarks.push_back(std::move(text)); }

    const Element* role_;
    ProviderMetadata read_;
};

Checked<ProviderMetadata> provider_of(const Element* entity, const MetadataSource& source) {
    const auto role = role_of(entity);
    if (!role) return role.error();
    const auto validity = validity_of(*role);
    if (!validity) return validity.error();
    const auto valid = check_validity(*validity, source);
    if (!valid) return valid.error();
    return ProviderReader(entity, *role, *validity).read();
}

}  // namespace

Checked<std::vector<ProviderMetadata>> read_provider_metadata(
    std::string_view xml, const std::vector<std::string>& wanted, const MetadataSource& source) {
    const auto document = Document::parse(xml, metadata_bytes_max);
    if (!document) return document.error();
    const auto* const root = document->root();
    if (!is_entity(root) && !is_group(root))
        return Refusal{"metadata_root", "Metadata 2.3",
                       "this is neither an EntityDescriptor nor an EntitiesDescriptor"};
    if (!source.pinned.empty()) {
        const auto held = check_signature(*document, root, source.pinned);
        if (!held) return held.error();
    }

    const auto entities = entities_in(root);
    std::vector<Checked<const Element*>> chosen;
    for (const auto& name : wanted)
        chosen.push_back(entity_named(entities, name));
    if (wanted.empty()) chosen.push_back(only_entity(entities, root));
    std::vector<ProviderMetadata> read;
    for (const auto& entity : chosen) {
        if (!entity) return entity.error();
        auto provider = provider_of(*entity, source);
        if (!provider) return provider.error();
        read.push_back(std::move(*provider));
    }
    return read;
}

}  // namespace kith::connectors::saml
