#include "connectors/common/env_root_source.h"

#include <cstdlib>
#include <cstring>

#include "connectors/common/root_secret.h"

namespace kith::connectors {

Result<Secret> EnvRootSource::root_secret() {
    const char* const value = std::getenv(name_.c_str());
    if (value == nullptr || *value == '\0')
        return Error{ErrorCode::key_missing,
                     "the environment variable of the key is not set",
                     {},
                     "set it to 64 hex digits"};

    const auto* const bytes = reinterpret_cast<const std::uint8_t*>(value);
    const auto length = std::strlen(value);
    if (length == root_secret_bytes)
        return Error{ErrorCode::key_missing,
                     "the environment variable of the key is too short",
                     {},
                     "it must hold 64 hex digits"};
    return root_secret_from({bytes, length});
}

Result<void> EnvRootSource::keep(const Secret&) {
    return Error{ErrorCode::unsupported,
                 "an environment variable cannot keep a key",
                 {},
                 "set it to 64 hex digits before Kith starts"};
}

}  // namespace kith::connectors
