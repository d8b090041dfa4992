// The schema's text, from schema/.
#pragma once

#include <string_view>

namespace kith::connectors::saml {

std::string_view messages_schema_text();

}  // namespace kith::connectors::saml
