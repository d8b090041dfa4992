// The files of manifests/ that are compiled into the library.
#pragma once

#include <string_view>

namespace kith::manifest {

std::string_view schema_text();    // manifests/kith-manifest-1.xsd
std::string_view defaults_text();  // manifests/defaults.xml

}  // namespace kith::manifest
