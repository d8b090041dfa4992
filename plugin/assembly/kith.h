// One opened Kith: a manifest turned into rooms that know each other. The only file that knows them
// all.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "base/secret.h"
#include "ports/log_sink.h"
#include "service/rooms.h"

namespace kith::assembly {

// What a host lends. Each may be absent.
struct Host {
    std::shared_ptr<Clock> clock;
    std::shared_ptr<ports::LogSink> log;
    std::function<Result<Secret>(std::string_view name)> secret;  // For "host:NAME".
};

class Kith {
public:
    // The manifest must have been applied to its database (kithctl apply). Starts no thread.
    static Result<std::unique_ptr<Kith>> open(const std::string& manifest_path, Host host);

    ~Kith();
    service::Rooms& rooms();  // Any thread.

    // Does what is due (silence, waiting requests, old answers) for at most `budget_ms`. How many
    // milliseconds until it should be called again.
    Result<std::uint64_t> pump(std::uint32_t budget_ms);

    // The oldest notice as JSON, or nothing; the same one until it is acknowledged.
    Result<std::optional<std::string>> next_event();
    Result<void> acknowledge(std::uint64_t event);

    // {"version", "schema", "sqlite", "openssl", "poco", "libxml2"}.
    static std::string build_json();
    // {"store", "people", "supporters", "waiting"}: numbers and states only.
    Result<std::string> health_json();

private:
    struct Parts;
    struct Key {};  // Only open() has one.

public:
    Kith(Key, std::unique_ptr<Parts> parts);

private:
    std::unique_ptr<Parts> parts_;
};

}  // namespace kith::assembly
