/* The exported functions: those that need no core, and the way to the core for the others. */
#include <stddef.h>

#include "core.h"

uint32_t kith_abi(void) {
    return KITH_ABI;
}

int32_t kith_negotiate(uint32_t want, kith_buf* why) {
    if (want >> 16 != KITH_ABI >> 16) {
        front_say(
            why,
            "{\"code\":-14,\"name\":\"abi\","
            "\"message\":\"the major version differs: this library speaks 1.1\","
            "\"field\":\"want\","
            "\"hint\":\"compile the host against the kith.h of this library\",\"retry\":false}");
        return KITH_E_ABI;
    }
    if (want > KITH_ABI) {
        front_say(why,
                  "{\"code\":-14,\"name\":\"abi\","
                  "\"message\":\"the minor version is too new: this library speaks 1.1\","
                  "\"field\":\"want\",\"hint\":\"install a newer libkith\",\"retry\":false}");
        return KITH_E_ABI;
    }
    return KITH_OK;
}

void kith_buf_init(kith_buf* buffer) {
    if (buffer == NULL) return;
    buffer->size = (uint32_t)sizeof *buffer;
    buffer->flags = 0;
    buffer->data = NULL;
    buffer->len = 0;
}

void kith_buf_free(kith_buf* buffer) {
    if (!front_knows(buffer)) return;
    if (buffer->data != NULL && (buffer->flags & KITH_BUF_CONSTANT) == 0) {
        /* Memory goes back through the library that took it: a host may have bound the front to
         * another allocator than the core. */
        const kith_core_table* core = front_core();
        if (core != NULL) core->buf_free(buffer);
    }
    buffer->flags = 0;
    buffer->data = NULL;
    buffer->len = 0;
}

int32_t kith_open(const kith_host* host, const char* path, uint64_t n, kith_instance* instance,
                  kith_buf* err) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(err);
    return core->open(host, path, n, instance, err);
}

int32_t kith_close(kith_instance instance) {
    const kith_core_table* core = front_core();
    if (core == NULL) return KITH_E_CORE;
    return core->close(instance);
}

int32_t kith_describe(kith_instance instance, const char* what, kith_buf* out) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(out);
    return core->describe(instance, what, out);
}

int32_t kith_pump(kith_instance instance, uint32_t budget_ms, uint64_t* next_due_ms) {
    const kith_core_table* core = front_core();
    if (core == NULL) return KITH_E_CORE;
    return core->pump(instance, budget_ms, next_due_ms);
}

int32_t kith_next_event(kith_instance instance, uint32_t wait_ms, kith_buf* out) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(out);
    return core->next_event(instance, wait_ms, out);
}

int32_t kith_event_ack(kith_instance instance, uint64_t seq, kith_buf* err) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(err);
    return core->event_ack(instance, seq, err);
}

int32_t kith_session_open(kith_instance instance, const char* json, uint64_t n,
                          kith_session* session, kith_buf* err) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(err);
    return core->session_open(instance, json, n, session, err);
}

int32_t kith_session_close(kith_session session) {
    const kith_core_table* core = front_core();
    if (core == NULL) return KITH_E_CORE;
    return core->session_close(session);
}

int32_t kith_call(kith_session session, const char* op, const char* in, uint64_t n, kith_buf* out) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(out);
    return core->call(session, op, in, n, out);
}

int32_t kith_submit(kith_session session, const char* op, const char* in, uint64_t n, kith_job* job,
                    kith_buf* err) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(err);
    return core->submit(session, op, in, n, job, err);
}

int32_t kith_job_poll(kith_job job, uint32_t wait_ms, kith_buf* out) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(out);
    return core->job_poll(job, wait_ms, out);
}

int32_t kith_job_cancel(kith_job job) {
    const kith_core_table* core = front_core();
    if (core == NULL) return KITH_E_CORE;
    return core->job_cancel(job);
}

int32_t kith_job_close(kith_job job) {
    const kith_core_table* core = front_core();
    if (core == NULL) return KITH_E_CORE;
    return core->job_close(job);
}

int32_t kith_cursor_open(kith_session session, const char* op, const char* in, uint64_t n,
                         kith_cursor* cursor, kith_buf* err) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(err);
    return core->cursor_open(session, op, in, n, cursor, err);
}

int32_t kith_cursor_next(kith_cursor cursor, uint32_t max, kith_buf* out) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(out);
    return core->cursor_next(cursor, max, out);
}

int32_t kith_cursor_close(kith_cursor cursor) {
    const kith_core_table* core = front_core();
    if (core == NULL) return KITH_E_CORE;
    return core->cursor_close(cursor);
}

int32_t kith_http(kith_instance instance, const kith_http_request* request, int32_t* status,
                  kith_buf* headers, kith_buf* body) {
    const kith_core_table* core = front_core();
    if (core == NULL) return front_no_core(body);
    return core->http(instance, request, status, headers, body);
}
