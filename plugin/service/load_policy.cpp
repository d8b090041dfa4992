#include "service/load_policy.h"

#include <algorithm>

#include "crypto/signing.h"
#include "manifest/canonical.h"
#include "manifest/manifest.h"
#include "policy/problems.h"
#include "service/obligations.h"

namespace kith::service {
namespace {

Error not_sound() {
    return {ErrorCode::unsupported,
            "the constitution in this build is not the one that was signed",
            {},
            "install Kith again from a source that you trust"};
}

bool is_signed() {
    const auto key = crypto::from_base64(manifest::constitution_key());
    const auto signature = crypto::from_base64(manifest::constitution_signature());
    crypto::PublicKey public_key{};
    if (!key || !signature || key->size() != public_key.size()) return false;
    std::copy(key->begin(), key->end(), public_key.begin());
    return crypto::verifies(public_key, manifest::constitution_text(), *signature);
}

std::string hash_of(const model::Policy& site) {
    model::Settings only_policy;
    only_policy.policy = site;
    const auto digest = crypto::sha256(std::string(manifest::constitution_text()) +
                                       std::string(manifest::permits_text()) +
                                       manifest::canonical_text(only_policy));
    return crypto::to_hex(digest);
}

}  // namespace

Result<policy::PolicySet> policy_set(const model::Policy& site) {
    if (!is_signed()) return not_sound();
    auto constitution = manifest::read_policy("(constitution)", manifest::constitution_text());
    auto shipped = manifest::read_policy("(shipped permits)", manifest::permits_text());
    if (has_errors(constitution.findings) || has_errors(shipped.findings)) return not_sound();
    return policy::PolicySet{std::move(constitution.policy), std::move(shipped.policy), site};
}

Result<Findings> policy_problems(const model::Policy& site) {
    const auto set = policy_set(site);
    if (!set) return set.error();
    return policy::problems(*set, handled_obligations());
}

Result<std::shared_ptr<const policy::InForce>> load_policy(const model::Policy& site) {
    const auto set = policy_set(site);
    if (!set) return set.error();
    if (has_errors(policy::problems(*set, handled_obligations())))
        return Error{ErrorCode::manifest_invalid,
                     "the manifest's policy has errors",
                     {},
                     "kithctl check lists each with its file and line"};
    return std::make_shared<const policy::InForce>(*set, hash_of(site));
}

}  // namespace kith::service
