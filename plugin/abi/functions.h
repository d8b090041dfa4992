// The functions behind kith.h, as the core's table gives them to the front.
//
// What each one promises is written there.
#pragma once

#include <kith/kith.h>

#include <cstdint>

namespace kith::abi {

std::int32_t open(const kith_host* host, const char* path, std::uint64_t n, kith_instance* instance,
                  kith_buf* err);
std::int32_t close(kith_instance instance);
std::int32_t describe(kith_instance instance, const char* what, kith_buf* out);
std::int32_t pump(kith_instance instance, std::uint32_t budget_ms, std::uint64_t* next_due_ms);
std::int32_t next_event(kith_instance instance, std::uint32_t wait_ms, kith_buf* out);
std::int32_t event_ack(kith_instance instance, std::uint64_t seq, kith_buf* err);

std::int32_t session_open(kith_instance instance, const char* json, std::uint64_t n,
                          kith_session* session, kith_buf* err);
std::int32_t session_close(kith_session session);
std::int32_t call(kith_session session, const char* op, const char* in, std::uint64_t n,
                  kith_buf* out);

// NOLINTBEGIN(readability-function-size): the C interface has six parameters here.
std::int32_t submit(kith_session session, const char* op, const char* in, std::uint64_t n,
                    kith_job* job, kith_buf* err);
std::int32_t cursor_open(kith_session session, const char* op, const char* in, std::uint64_t n,
                         kith_cursor* cursor, kith_buf* err);
// NOLINTEND(readability-function-size)

std::int32_t job_poll(kith_job job, std::uint32_t wait_ms, kith_buf* out);
std::int32_t job_cancel(kith_job job);
std::int32_t job_close(kith_job job);
std::int32_t cursor_next(kith_cursor cursor, std::uint32_t max, kith_buf* out);
std::int32_t cursor_close(kith_cursor cursor);

std::int32_t http(kith_instance instance, const kith_http_request* request, std::int32_t* status,
                  kith_buf* headers, kith_buf* body);

}  // namespace kith::abi
