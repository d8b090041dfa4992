// The HTTP-POST binding (Bindings 3.5): a message as a field of a form.
#pragma once

#include <string>
#include <string_view>

#include "connectors/saml/received.h"
#include "connectors/saml/signer.h"

namespace kith::connectors::saml {

// What a person reads who sees the page, since scripts are off or the network is slow.
struct PostPage {
    std::string language;
    std::string title;
    std::string button;
    // The address, at our own origin, of a module that submits form[data-carries].
    std::string script;
};

// A page that posts the signed message when its button is pressed or its script runs. No script
// stands in it.
Result<std::string> post_page(const Sending& sending, const Signer& signer, const PostPage& page);

// The XML of a field SAMLRequest or SAMLResponse.
Checked<std::string> read_field(std::string_view field);

// Such a field of a form, and its RelayState (empty: none).
Checked<Received> read_post(MessageKind kind, std::string_view field, std::string_view relay_state);

}  // namespace kith::connectors::saml
