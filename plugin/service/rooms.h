// What a use case works with: the settings, the database, the current directory, the clock.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>
#include <unordered_map>
#include <unordered_set>

#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "directory/snapshot.h"
#include "model/settings.h"
#include "policy/policy_set.h"
#include "ports/log_sink.h"
#include "ports/people_directory.h"
#include "ports/people_source.h"
#include "ports/provisioning.h"
#include "routing/matcher.h"
#include "service/rate_limit.h"
#include "service/sign_on_source.h"
#include "store/caseloads.h"
#include "store/database.h"
#include "store/directory_tables.h"

namespace kith::service {

// A subject in one acting capacity for one purpose. Made by gateway::session only, after the
// capacity was checked against Kith's own records.
struct Session {
    policy::Capacity capacity = policy::Capacity::employee;
    policy::Purpose purpose = policy::Purpose::peer_support;
    EmployeeId subject;  // Empty for a host, and for a requester who came with a return code.
    RequestId request;   // Set where she came with a return code: the one request it opens.
    // Milliseconds since 1970 until which she counts as having just proved who she is; 0: she has
    // not.
    std::int64_t reauthenticated_until_ms = 0;
};

struct Rooms;

// The directory as one use case sees it, and which pseudonym is which supporter.
struct DirectoryView {
    store::DirectoryVersion version{-1, -1, -1};
    directory::Snapshot snapshot;
    std::shared_ptr<const std::unordered_map<store::SupporterRef, EmployeeId>> by_ref;
    std::shared_ptr<const routing::Matcher> matcher;  // Of today, with everybody's load.
};

// Own cases that Kith knows of and those that she brought with her count alike.
routing::Load load_from(const store::StoredLoad& stored, const model::PeerSupporter& supporter);

// `view` brought to what the transaction sees, its own changes included.
Result<DirectoryView> brought_up(const Rooms& rooms, store::Transaction& tx, DirectoryView view);

// Keeps the directory in memory and reads again what another process or call changed.
class DirectoryCache {
public:
    // As the transaction sees it, its own changes included; those are not kept.
    Result<DirectoryView> view(const Rooms& rooms, store::Transaction& tx);

private:
    std::mutex mutex_;
    DirectoryView view_;
};

struct Rooms {
    model::Settings settings;
    std::shared_ptr<const policy::InForce> policy;
    std::shared_ptr<store::Database> database;
    std::shared_ptr<const Clock> clock;
    std::shared_ptr<ports::LogSink> log;
    std::unique_ptr<ports::PeopleSource> people_source;  // None where the manifest names none.
    std::unique_ptr<ports::PeopleDirectory> people_directory;  // The same.
    ports::Provisioning provisioning;                          // Who may come and tell.
    SignOnSource sign_on;                                      // None without a <saml>.
    std::atomic<std::int64_t> metadata_hour{-1};  // In which metadata was fetched last.
    DirectoryCache directory;
    RateLimit rate_limit{{limits::calls_burst, limits::calls_per_second}};  // Of the web side.
    RateLimit provisioning_limit{{limits::provisioning_burst, limits::provisioning_per_second}};
    RateLimit strangers_limit{{limits::strangers_burst, limits::strangers_per_second}};
    std::atomic<std::int64_t> swept_hour{-1};    // In which what is past its time was erased last.
    std::atomic<bool> erasure_unsettled{false};  // The database's log holds what was erased.
};

}  // namespace kith::service
