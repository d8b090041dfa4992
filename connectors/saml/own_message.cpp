#include "connectors/saml/own_message.h"

#include "connectors/common/moment.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {

Writing begun(const char* name, const OwnMessage& message) {
    Writing writing("samlp", ns::protocol, name);
    writing.declare("saml", ns::assertion);
    writing.set(writing.root(), "ID", message.id);
    writing.set(writing.root(), "Version", "2.0");
    writing.set(writing.root(), "IssueInstant", moment_text(message.now_ms));
    writing.set(writing.root(), "Destination", message.destination);
    writing.add(writing.root(), ns::assertion, "Issuer", message.entity_id);
    return writing;
}

}  // namespace kith::connectors::saml
