/* Between libkith.so.1 and libkith-core.so.1, which are built and shipped together. Not installed.
 *
 * The core exports one symbol, kith_core_1: a table with one function for each of kith.h that needs
 * the core. Functions are only ever added at the end.
 */
#ifndef KITH_CORE_TABLE_H
#define KITH_CORE_TABLE_H

#include <kith/kith.h>

#ifdef __cplusplus
extern "C" {
#endif

/* In kith_buf.flags: `data` is a constant of the front, and nobody frees it. */
#define KITH_BUF_CONSTANT 1u

/* A struct of ours grows by a field a year; a larger claim is no size, and must not be read. */
#define KITH_STRUCT_BYTES_MAX 4096u

typedef struct kith_core_table {
    uint32_t size;
    uint32_t abi;
    void (*buf_free)(kith_buf* buffer);
    int32_t (*open)(const kith_host* host, const char* path, uint64_t n, kith_instance* instance,
                    kith_buf* err);
    int32_t (*close)(kith_instance instance);
    int32_t (*describe)(kith_instance instance, const char* what, kith_buf* out);
    int32_t (*pump)(kith_instance instance, uint32_t budget_ms, uint64_t* next_due_ms);
    int32_t (*next_event)(kith_instance instance, uint32_t wait_ms, kith_buf* out);
    int32_t (*event_ack)(kith_instance instance, uint64_t seq, kith_buf* err);
    int32_t (*session_open)(kith_instance instance, const char* json, uint64_t n,
                            kith_session* session, kith_buf* err);
    int32_t (*session_close)(kith_session session);
    int32_t (*call)(kith_session session, const char* op, const char* in, uint64_t n,
                    kith_buf* out);
    int32_t (*submit)(kith_session session, const char* op, const char* in, uint64_t n,
                      kith_job* job, kith_buf* err);
    int32_t (*job_poll)(kith_job job, uint32_t wait_ms, kith_buf* out);
    int32_t (*job_cancel)(kith_job job);
    int32_t (*job_close)(kith_job job);
    int32_t (*cursor_open)(kith_session session, const char* op, const char* in, uint64_t n,
                           kith_cursor* cursor, kith_buf* err);
    int32_t (*cursor_next)(kith_cursor cursor, uint32_t max, kith_buf* out);
    int32_t (*cursor_close)(kith_cursor cursor);
    int32_t (*http)(kith_instance instance, const kith_http_request* request, int32_t* status,
                    kith_buf* headers, kith_buf* body);
} kith_core_table;

KITH_API extern const kith_core_table kith_core_1;

#ifdef __cplusplus
}
#endif

#endif
