// A small company with Kith in it: real rooms, a real database in a folder of its own, a clock
// moved by hand.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gateway/gateway.h"
#include "service/rooms.h"

namespace kith::kit {

class HandClock final : public Clock {
public:
    std::int64_t now_unix_ms() const override { return now_ms_; }
    void pass_hours(int hours) { now_ms_ += std::int64_t{hours} * 3'600'000; }
    void pass_ms(int ms) { now_ms_ += ms; }

private:
    std::atomic<std::int64_t> now_ms_{1'767'261'600'000};  // 2026-01-01T10:00:00Z
};

// A folder that goes with the object.
class TemporaryFolder {
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

class World {
public:
    World();

    // Who works here. A supporter is approved, listed, accredited, speaks English, takes three and
    // knows every topic, unless changed by the caller before it is stored.
    void employee(const std::string& id, const std::string& manager,
                  const std::string& department = "sales");
    void supporter(const std::string& id);
    std::vector<model::Person> people;
    std::vector<model::PeerSupporter> supporters;
    // Takes both over into the database. An org chart of ana's boss bo, both under the top; see
    // world.cpp.
    void store_directory();

    // What the manifest adds to the policy that comes with Kith, which holds from the start.
    void set_policy(const model::Policy& site);

    service::Session session(const std::string& capacity, const std::string& subject,
                             const std::string& purpose = "peer-support");
    // The same, of somebody who has just proved who she is.
    service::Session fresh_session(const std::string& capacity, const std::string& subject,
                                   const std::string& purpose);
    service::Session session_by_code(const std::string& words);

    // Calls an operation; what is not ok is a test failure.
    std::string call(const service::Session& caller, const std::string& operation,
                     const std::string& input);
    // The name of the error, for example "denied"; empty where it went well.
    ErrorCode refused(const service::Session& caller, const std::string& operation,
                      const std::string& input);
    // Whether nothing waits for a supporter and she serves nobody.
    bool desk_is_empty(const service::Session& supporter);
    // {"idempotencyKey": ..., rest}: a new key each time.
    std::string keyed(const std::string& rest);

    // One field of a flat answer, as text; empty where it is not there.
    static std::string field(const std::string& json, const std::string& name);

    // Every byte of the database and of its log; not of the index over the log, which holds no
    // content.
    std::string database_bytes() const;

    TemporaryFolder folder;
    std::shared_ptr<HandClock> clock = std::make_shared<HandClock>();
    service::Rooms rooms;

private:
    int keys_ = 0;
};

}  // namespace kith::kit
