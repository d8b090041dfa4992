// Puts included files where <include> stands.
//
// Only files in the manifest's folder or below it, symbolic links resolved; no URL, no .., no
// cycle, at most limits::include_depth_max deep. What is wrong in an included file is said with its
// name.
#pragma once

#include <string>

#include "manifest/report.h"

namespace kith::manifest {

// `path` is the file that `root` was read from.
void resolve_includes(xmlNode* root, const std::string& path, Report& report);

// In a document that has no folder: every include is an error.
void refuse_includes(const xmlNode* root, Report& report);

// A copy of `node` in the tree of `parent`, with its places; put before `next`, or last where null.
xmlNode* insert_copy(const xmlNode* node, xmlNode* parent, xmlNode* next);

}  // namespace kith::manifest
