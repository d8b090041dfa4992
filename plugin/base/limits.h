// Every upper bound, with its reason. A bound is checked where the input comes in.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kith::limits {

// One call's JSON. The largest honest one is a message with its request: 64 KiB and some fields.
inline constexpr std::size_t call_bytes_max = 256 * 1024;
// JSON nests at most three deep in our schemas; deeper is somebody looking for our stack.
inline constexpr int json_depth_max = 16;
// A message in code points. A long evening's account has about 3,000 words; this holds 4,000.
inline constexpr std::size_t message_chars_max = 20'000;
// An id as the people source spells it: a DN is the longest in use.
inline constexpr std::size_t id_bytes_max = 256;
// One request names at most so many people: more is a report, not a talk.
inline constexpr std::size_t persons_concerned_max = 10;
inline constexpr std::size_t excluded_max = 50;
// One person's open requests: more would take supporters from others.
inline constexpr std::size_t open_requests_max = 3;
// How long a call may be repeated with its idempotency key.
inline constexpr std::int64_t repeat_hours = 24;
// A page of the directory: what a widget shows at once is 20.
inline constexpr std::size_t page_size_max = 100;
// A people feed: ten million people at 300 bytes. A larger file is not a people feed.
inline constexpr std::uintmax_t feed_bytes_max = std::uintmax_t{4} * 1024 * 1024 * 1024;
inline constexpr std::size_t feed_field_bytes_max = 64 * 1024;
// A manifest of a large company with all its texts is about 200 KiB.
inline constexpr std::uintmax_t manifest_bytes_max = 8 * 1024 * 1024;
inline constexpr int include_depth_max = 4;
// The schema nests five deep, the largest honest manifest has some thousand tags: more of either is
// somebody looking for our stack or our memory.
inline constexpr int manifest_depth_max = 32;
inline constexpr std::ptrdiff_t manifest_tags_max = 200'000;
// How many findings a check lists before it only counts: nobody reads the thousandth.
inline constexpr std::size_t findings_max = 1000;
// What the C interface takes. A path is what the kernel takes; the longest operation name has 30
// bytes; a host's secret is a key of some kind, a PEM file at the most.
inline constexpr std::size_t path_bytes_max = 4096;
inline constexpr std::size_t operation_name_bytes_max = 128;
inline constexpr std::size_t host_secret_bytes_max = 64 * 1024;
// A host with a million open handles never closes any.
inline constexpr std::size_t handles_max = 1'000'000;

// HTTP, as the gateway takes it. Our longest target is an id with a short query; a browser's
// headers come to about 1 KiB, a proxy's to some more.
inline constexpr std::size_t http_target_bytes_max = 2048;
inline constexpr std::size_t http_headers_bytes_max = 32 * 1024;
// One caller: a page that opens makes 10 calls, one that waits makes one in 5 seconds; several
// pages may be open. A script that asks faster is told to wait.
inline constexpr int calls_burst = 120;
inline constexpr double calls_per_second = 10;
// How many callers are remembered before those who have been quiet are forgotten.
inline constexpr std::size_t callers_remembered = 100'000;

// SAML. A signed logout by HTTP-Redirect has some 2 KiB, with a long NameID and more indexes some
// more; what browsers carry ends at about this.
inline constexpr std::size_t sign_on_target_bytes_max = 16 * 1024;

// SCIM. The longest filter is 8 KiB; a bulk of a thousand users with all that they have is 2 MiB.
inline constexpr std::size_t provisioning_target_bytes_max = 16 * 1024;
inline constexpr std::size_t provisioning_bytes_max = 2 * 1024 * 1024;
// A provider that brings everybody on the first day may go on for a while; Microsoft Entra ID sends
// some 40 requests a second.
inline constexpr int provisioning_burst = 20'000;
inline constexpr double provisioning_per_second = 500;
// So many people may go in one day, however small the share that the manifest allows: a small
// company's changes are large shares.
inline constexpr std::int64_t lost_in_a_day_min = 20;
// All those together who come with no right token: enough for a wrong configuration to be seen.
inline constexpr int strangers_burst = 60;
inline constexpr double strangers_per_second = 2;

// How long somebody counts as having just proved who she is.
inline constexpr std::int64_t reauthenticated_ms = 5 * 60 * 1000;

}  // namespace kith::limits
