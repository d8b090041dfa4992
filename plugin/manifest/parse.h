// One file into one tree, each node stamped with its place.
//
// No network, no entity, no DOCTYPE, no xmlReadFile, nothing of libxml2's process-wide state. The
// file is read by our own code, within the limits of base/limits.h.
#pragma once

#include <string>

#include "manifest/report.h"

namespace kith::manifest {

inline constexpr const char* manifest_namespace = "urn:kith:manifest:1";
inline constexpr const char* overlay_namespace = "urn:kith:overlay:1";

struct Source {
    std::string name;  // As the administrator is told.
    std::string text;
};

// Empty name and a finding where the file cannot be used. `path` is opened, `name` is shown.
Source read_source(const std::string& path, const std::string& name, Report& report);

// Null and findings where it is not well formed or not of ours. An element of another namespace
// than `wanted` is a finding; inside an overlay the manifest's own is welcome too.
Document parse(const Source& source, const char* wanted, Report& report);

}  // namespace kith::manifest
