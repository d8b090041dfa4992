// A password or a token that a manifest names and does not hold.
#pragma once

#include <string>

#include "base/result.h"
#include "base/secret.h"

namespace kith::connectors {

// For "file:PATH" (guarded as guarded_file.h wants it), "env:NAME" or "credential:NAME" (a file in
// the folder that systemd names in $CREDENTIALS_DIRECTORY). One line end at its end is not a part
// of it. Fails with key_missing where there is none, where it is empty, and where it is longer than
// any password: 4 KiB.
Result<Secret> referenced_secret(const std::string& reference);

}  // namespace kith::connectors
