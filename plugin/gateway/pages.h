// The frame documents and the widgets' files: the same for everybody, whoever is signed in.
#pragma once

#include <optional>

#include "gateway/http_message.h"

namespace kith::gateway {

// Empty where there is no such page or file.
std::optional<HttpAnswer> page_of(const service::Rooms& rooms, const HttpMessage& message);
std::optional<HttpAnswer> widget_file(const HttpMessage& message);

}  // namespace kith::gateway
