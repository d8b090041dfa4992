#include "connectors/saml/provider_metadata.h"
#include "promises.h"
#include "saml.h"
#include "targets.h"

namespace kith::fuzz {

using connectors::saml::MetadataSource;
using connectors::saml::read_provider_metadata;

void saml_metadata(std::string_view input) {
    MetadataSource by_hand;
    by_hand.now_ms = noon_ms;
    auto by_url = by_hand;
    by_url.by_url = true;
    by_url.pinned = expected_response().provider.signing_keys;
    must(!read_provider_metadata(input, {}, by_url), "what comes by an address is signed");
    const auto read = read_provider_metadata(input, {}, by_hand);
    if (!read) return;
    must(read->size() == 1, "the only one is one");
    const auto& provider = read->front().provider;
    must(!provider.entity_id.empty(), "a provider has a name");
    must(!provider.signing_keys.empty(), "a provider has a key");
    for (const auto* endpoints :
         {&provider.sign_on, &provider.logout_requests, &provider.logout_responses})
        for (const auto* address : {&endpoints->redirect, &endpoints->post})
            must(address->empty() || address->starts_with("http"), "an address is one");
    const auto named = read_provider_metadata(input, {provider.entity_id}, by_hand);
    must(static_cast<bool>(named), "it is found by its name");
}

}  // namespace kith::fuzz
