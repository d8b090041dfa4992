#include "connectors/saml/message_rules.h"

#include "connectors/common/quoted.h"
#include "connectors/saml/names.h"

namespace kith::connectors::saml {
namespace {

constexpr std::size_t name_id_bytes_max = 256;

}  // namespace

std::string seconds(std::int64_t ms) {
    return std::to_string((ms + 999) / 1000) + " s";
}

Trouble issuer_trouble(const Element* issuer, const IdentityProvider& provider) {
    const auto format = attribute_or_empty(issuer, "Format");
    if (!format.empty() && format != ns::entity_format) return "the Issuer is no entity";
    const auto name = simple_text(issuer);
    if (name && *name == provider.entity_id) return std::nullopt;
    return "the Issuer is " + quoted(name.value_or("")) + ", and the provider that was asked is " +
           quoted(provider.entity_id);
}

std::string status_said(const std::vector<std::string>& codes) {
    if (codes.empty()) return "it has no status";
    std::string said = "the provider's status is";
    for (const auto& code : codes)
        said += " " + quoted(code.substr(code.rfind(':') + 1));
    return said;
}

bool is_name(const Element* name_id) {
    const auto text = simple_text(name_id);
    return text && !text->empty() && text->size() <= name_id_bytes_max;
}

NameId name_of(const Element* name_id) {
    return {simple_text(name_id).value_or(""), attribute_or_empty(name_id, "Format"),
            attribute_or_empty(name_id, "NameQualifier"),
            attribute_or_empty(name_id, "SPNameQualifier")};
}

}  // namespace kith::connectors::saml
