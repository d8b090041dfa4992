// What sdk/widgets builds, compiled into the library: a host serves the widgets without a folder.
#pragma once

#include <span>
#include <string_view>

namespace kith::gateway {

struct WidgetFile {
    std::string_view name;  // "messages/de.json".
    std::string_view text;
};

std::span<const WidgetFile> widget_files();

}  // namespace kith::gateway
