#include "connectors/scim_client/json.h"

#include <Poco/JSON/JSONException.h>
#include <Poco/JSON/Parser.h>

#include "base/guard.h"
#include "base/text.h"

namespace kith::connectors::scim_client {
namespace {

// A list, a user, an extension, an address in it: five. Deeper is somebody looking for our stack.
constexpr int depth_max = 32;

Error unreadable() {
    return {ErrorCode::source_unreadable,
            "what answers there is no SCIM, or broke off",
            {},
            "the address of a SCIM 2.0 service provider often ends with /scim/v2; a page for "
            "signing in answers where it is another one"};
}

}  // namespace

Result<Object::Ptr> parsed(const std::string& text) {
    const auto whole = trimmed(text);
    if (!is_utf8(whole) || !whole.starts_with('{') || !whole.ends_with('}')) return unreadable();
    auto read = guard(ErrorCode::source_unreadable, "no JSON", [&] {
        Poco::JSON::Parser parser;
        parser.setDepth(depth_max);
        return as_object(parser.parse(std::string(whole)));
    });
    if (!read || read->isNull()) return unreadable();
    return read;
}

}  // namespace kith::connectors::scim_client
