#include "connectors/common/host_root_source.h"

#include "connectors/common/root_secret.h"

namespace kith::connectors {

Result<Secret> HostRootSource::root_secret() {
    if (!ask_)
        return Error{ErrorCode::key_missing,
                     "the host lends no secrets",
                     {},
                     "give the host a secret callback, or use file:PATH"};
    const auto given = ask_();
    if (!given) return given.error();
    return root_secret_from(given->bytes());
}

Result<void> HostRootSource::keep(const Secret&) {
    return Error{ErrorCode::unsupported,
                 "the host keeps its own secrets",
                 {},
                 "put 32 random bytes into the host's vault"};
}

}  // namespace kith::connectors
