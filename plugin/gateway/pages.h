// The frame documents and the widgets' files: the same for everybody, whoever is signed in.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "gateway/http_message.h"

namespace kith::gateway {

// Empty where there is no such page or file.
std::optional<HttpAnswer> page_of(const service::Rooms& rooms, const HttpMessage& message);
// What a browser shows on the way in or out: that she was "refused", or is signed out and perhaps
// "not-everywhere", with the reference in `shown`; that she is "signed-out"; the button to
// "sign-off" by, with the token of her sign-on.
HttpAnswer sign_on_page(const service::Rooms& rooms, int status, std::string_view said,
                        const std::string& shown, std::string_view more_headers = {});
std::optional<HttpAnswer> widget_file(const HttpMessage& message);

}  // namespace kith::gateway
