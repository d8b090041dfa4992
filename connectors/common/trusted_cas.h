// Whom an encrypted connection trusts: a file of CAs, the source's own or the machine's.
#pragma once

#include <string>

#include "base/result.h"

namespace kith::connectors {

// `named`, which must hold a certificate in PEM; where it is empty, the machine's own list.
// Variables of the environment do not count: they are the host's.
Result<std::string> trusted_cas(const std::string& named);

}  // namespace kith::connectors
