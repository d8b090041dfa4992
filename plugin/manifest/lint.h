// What the schema cannot say: whether the settings make sense together and on this machine.
#pragma once

#include <string>
#include <vector>

#include "manifest/report.h"
#include "model/settings.h"

namespace kith::manifest {

// `settings` were read from the tree under `root`, with relative paths counted from `folder`.
void lint(const xmlNode* root, const model::Settings& settings, const std::string& folder,
          Report& report);

// An error for each <item> whose keys, without regard to case, stood before.
void check_once(const xmlNode* around, const char* item, const std::vector<std::string>& keys,
                Report& report);

// An error where the `file` that `reference` names holds a secret and lies beside the database.
// `what` begins the sentence: "the password".
void check_secret_place(const xmlAttr* reference, const char* what, const std::string& file,
                        const model::StoreSettings& store, Report& report);

// For a source that may be asked in clear and is not.
void warn_of_idle_clear_text(const xmlNode* source, Report& report);

}  // namespace kith::manifest
