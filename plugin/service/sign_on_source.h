// The company's identity providers, as their metadata was read last.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>

#include "base/result.h"
#include "ports/sign_on.h"

namespace kith::service {

// Reads again every five minutes, so that a provider's new key is taken up by every process without
// a restart. Where that fails, what was read before stays.
class SignOnSource {
public:
    using Open = std::function<Result<std::shared_ptr<const ports::SignOn>>(std::int64_t now_ms)>;

    // Before anybody asks. Without it nobody signs in by Kith.
    void read_by(Open open);
    bool is_there() const { return static_cast<bool>(open_); }
    // Nothing where it never could be read. Any thread; who comes while another one reads gets what
    // there is.
    std::shared_ptr<const ports::SignOn> at(std::int64_t now_ms);

private:
    bool is_due(std::int64_t now_ms);

    Open open_;
    std::mutex reading_;
    std::mutex mutex_;  // Of what follows.
    std::shared_ptr<const ports::SignOn> last_;
    std::int64_t read_again_ms_ = 0;
};

}  // namespace kith::service
