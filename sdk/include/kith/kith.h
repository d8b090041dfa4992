/* Kith's C interface: all of it.
 *
 * Open an instance on a manifest, open a session for a person in one capacity, run operations (JSON
 * in, JSON out). The operations and their JSON Schemas come from kith_describe(0, "operations").
 *
 * Rules that hold everywhere:
 * - Every function that can fail returns an int32_t: 0 done, above 0 done with something to add,
 *   below 0 refused. On a failure the out (or err) buffer holds a JSON object that explains it:
 *   {"code", "name", "message", "field", "hint", "retry"}. No text of it names a person or quotes
 *   content. There is no last-error.
 * - Text in: UTF-8 with its length in bytes, without a NUL, borrowed for the call. NULL is good
 *   where the length is 0. Operation names are short NUL-terminated strings.
 * - Text out: a kith_buf, initialised by kith_buf_init or KITH_BUF_INIT, given back with
 *   kith_buf_free, which wipes it. A call overwrites what the buffer held: give it back first.
 *   An err buffer may be NULL; an out buffer or handle may not.
 * - Handles are numbers below 2^53, never 0. A closed one, one of another kind and an invented one
 *   answer KITH_E_HANDLE. Closing an instance closes what was opened from it; so does a session.
 * - Threads: [any thread] functions may run at the same time. A session and what was opened from it
 *   serve one thread at a time: a second one gets KITH_E_BUSY. Kith starts no thread.
 * - Processes: in a forked child every function answers KITH_E_FORKED, until kith_open makes a
 *   fresh start there; functions marked [also after a fork] work at once. The parent's handles
 *   stay the parent's. Fork while no other thread is inside a call, or exec in the child: the
 *   libraries below Kith have locks that such a child may find taken for good.
 * - Kith leaves the host alone: no signal handler, locale, working directory or umask is set or
 *   changed, and exit is never called. SIGPIPE is blocked on the calling thread during a call.
 * - Structs begin with their size. A shorter one (compiled against an older header) gets defaults
 *   for the rest; a longer one is taken if what this version does not know is zero.
 *
 * Where text says [since 1.0], 1.0 is the version of this interface (KITH_ABI), not of the product.
 */
#ifndef KITH_H
#define KITH_H

#include <stdint.h>

#include "kith_host.h"

#if defined(__GNUC__) && !defined(KITH_API)
#define KITH_API __attribute__((visibility("default")))
#elif !defined(KITH_API)
#define KITH_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/* The version of this header: major in the upper, minor in the lower 16 bits. */
#define KITH_ABI 0x00010001u

/* ---- What a call answers ---- */

#define KITH_OK 0
#define KITH_PENDING 1 /* The job has not run to its end. */
#define KITH_MORE 2    /* The page is there, and another one after it. */
#define KITH_NONE 3    /* There is nothing: no event, no further page, a result already taken. */

/* The call itself. */
#define KITH_E_ARGUMENT (-10) /* A pointer is NULL, or a struct or number is out of its range. */
#define KITH_E_HANDLE (-11)   /* Closed, of another kind, or never was. */
#define KITH_E_BUSY (-12)     /* In use by another thread or process; try again. */
#define KITH_E_FORKED (-13)   /* Opened by the parent process; open anew in this one. */
#define KITH_E_ABI (-14)      /* Host and library speak different versions of this interface. */
#define KITH_E_CORE (-15)     /* libkith-core.so.1 beside the library is missing or does not fit. */
#define KITH_E_MEMORY (-16)   /* No memory. Repeat a change with its idempotency key. */
#define KITH_E_INTERNAL (-17) /* A bug of ours. The instance was closed; nothing half stored. */
#define KITH_E_CANCELLED (-18)   /* The job was cancelled before it ran. */
#define KITH_E_UNSUPPORTED (-19) /* Not in this version. */

/* What is allowed. */
#define KITH_E_DENIED (-30)   /* Not allowed, not found or no longer there: one answer for all. */
#define KITH_E_CONFLICT (-31) /* The state of things does not allow it now. */

/* What was given, and what is kept. */
#define KITH_E_INPUT (-50)       /* The input breaks its schema; `field` points to the place. */
#define KITH_E_ENCODING (-51)    /* Not UTF-8, or a NUL in it. */
#define KITH_E_TOO_LARGE (-52)   /* Above a limit. */
#define KITH_E_OPERATION (-53)   /* No operation of that name and version. */
#define KITH_E_MANIFEST (-54)    /* The manifest has problems; kithctl check lists them. */
#define KITH_E_NOT_APPLIED (-55) /* The manifest was not applied (kithctl apply). */
#define KITH_E_STORE (-56)       /* The disk or the database refused; nothing was stored. */
#define KITH_E_CORRUPT (-57)     /* The database is damaged; nothing was changed. */

/* Connectors, keys, callbacks. */
#define KITH_E_SOURCE (-70)      /* A people source cannot be read; what was loaded stays. */
#define KITH_E_KEY_MISSING (-90) /* The key source gave no key. */
#define KITH_E_KEY_WRONG (-91)   /* Not the key that this database was made with. */
#define KITH_E_HOST (-110)       /* A callback of the host failed. */

/* Codes below -10000 are never used by Kith: a host may use them for its own ends. */

/* ---- Types ---- */

typedef uint64_t kith_instance; /* One tenant, opened from its manifest. */
typedef uint64_t kith_session;  /* One subject in one capacity for one purpose. */
typedef uint64_t kith_job;      /* One operation that runs later. */
typedef uint64_t kith_cursor;   /* A walk over an operation that answers in pages. */

typedef struct kith_buf {
    uint32_t size;  /* sizeof(kith_buf); kith_buf_init sets it. */
    uint32_t flags; /* The library's. */
    char* data;     /* `len` bytes and a NUL after them, or NULL where there is nothing. */
    uint64_t len;
} kith_buf;

/* clang-format off */
#define KITH_BUF_INIT {(uint32_t)sizeof(kith_buf), 0, 0, 0}
/* clang-format on */

/* ---- Version, buffers, words ---- */

/* The KITH_ABI that the library speaks. [any thread] [also after a fork] [since 1.0] */
KITH_API uint32_t kith_abi(void);

/* Whether the library serves a host that was compiled against `want` (its KITH_ABI).
 *
 * [any thread] [also after a fork] [since 1.0]
 * Returns KITH_OK, or KITH_E_ABI with what differs in `why` (may be NULL).
 */
KITH_API int32_t kith_negotiate(uint32_t want, kith_buf* why);

/* Makes the buffer empty, whatever was in it. [any thread] [also after a fork] [since 1.0] */
KITH_API void kith_buf_init(kith_buf* buffer);

/* Wipes and gives back what is in the buffer, which is empty then. NULL and an empty buffer are
 * good. [any thread] [also after a fork] [since 1.0] */
KITH_API void kith_buf_free(kith_buf* buffer);

/* What a status means, in English, for a developer. Never NULL; lives as long as the library.
 * [any thread] [also after a fork] [since 1.0] */
KITH_API const char* kith_status_text(int32_t status);

/* ---- Instances ---- */

/* Opens the tenant whose manifest lies at `path` (`n` bytes) and was applied with kithctl apply.
 *
 * [any thread] [also after a fork: it leaves the parent's handles and files alone] [since 1.0]
 * `host` may be NULL. Reads the manifest, the database and the people in it; starts no thread.
 * Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_ABI, KITH_E_CORE, KITH_E_ENCODING, KITH_E_TOO_LARGE,
 * KITH_E_MANIFEST, KITH_E_NOT_APPLIED, KITH_E_STORE, KITH_E_CORRUPT, KITH_E_KEY_MISSING,
 * KITH_E_KEY_WRONG, KITH_E_HOST, KITH_E_MEMORY or KITH_E_INTERNAL.
 */
KITH_API int32_t kith_open(const kith_host* host, const char* path, uint64_t n,
                           kith_instance* instance, kith_buf* err);

/* Closes the instance and all that was opened from it.
 *
 * [any thread] [since 1.0]
 * New calls get KITH_E_HANDLE at once; this waits until the ones that are inside have come out.
 * Returns KITH_OK, KITH_E_HANDLE, KITH_E_FORKED, or KITH_E_BUSY from within a callback.
 */
KITH_API int32_t kith_close(kith_instance instance);

/* Says what there is, as JSON: "operations" (with their schemas), "http" (the web side, OpenAPI
 * 3.1), "build" (versions), "health" (what the store holds, and in "directory" whether the people
 * are "in step" with the company's directory, "behind" it, or it was "never read"; "none" without
 * one).
 *
 * [any thread] [since 1.0; "http" since 1.1]
 * All but the last also with instance 0 [also after a fork].
 * Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_HANDLE, KITH_E_FORKED or KITH_E_STORE.
 */
KITH_API int32_t kith_describe(kith_instance instance, const char* what, kith_buf* out);

/* Does what is due (answers that are late, requests that wait, submitted jobs, a directory that is
 * to be read) for at most `budget_ms`, and says in how many milliseconds it wants to be called
 * again.
 *
 * [any thread] [since 1.0; directories since 1.2]
 * A directory whose answer does not fit into what is left of the budget changes nothing and is
 * asked again when it is due next; "health" says whether the people are behind it. A directory
 * server that accepts the connection and then says nothing can hold the call for as long as the
 * budget once more (a second at least) at each step of connecting. Give it seconds, on a thread
 * that nobody waits for, or run kithctl work beside the host.
 * Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_HANDLE, KITH_E_FORKED, KITH_E_BUSY, KITH_E_STORE or
 * KITH_E_HOST.
 */
KITH_API int32_t kith_pump(kith_instance instance, uint32_t budget_ms, uint64_t* next_due_ms);

/* The oldest event as JSON; the same one until it is acknowledged. Its "seq" goes to
 * kith_event_ack.
 *
 * [any thread] [since 1.0]
 * Waits for one by sleeping for at most `wait_ms`. Returns KITH_OK, KITH_NONE, KITH_E_ARGUMENT,
 * KITH_E_HANDLE, KITH_E_FORKED or KITH_E_STORE.
 */
KITH_API int32_t kith_next_event(kith_instance instance, uint32_t wait_ms, kith_buf* out);

/* The host has done what the event asks for. [any thread] [since 1.0]
 * Returns KITH_OK, KITH_E_HANDLE, KITH_E_FORKED, KITH_E_DENIED or KITH_E_STORE. */
KITH_API int32_t kith_event_ack(kith_instance instance, uint64_t seq, kith_buf* err);

/* ---- Sessions and operations ---- */

/* Opens a session: `json` is {"capacity", "purpose", "subject"}, or "returnCode" for the subject.
 *
 * [any thread] [since 1.0]
 * The host vouches that it has signed the subject in; Kith checks the capacity against its own
 * records. "reauthenticated": true says that the host has just asked her to prove who she is; it
 * counts for five minutes. Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_HANDLE, KITH_E_INPUT,
 * KITH_E_ENCODING, KITH_E_TOO_LARGE, KITH_E_DENIED, KITH_E_FORKED or KITH_E_STORE.
 */
KITH_API int32_t kith_session_open(kith_instance instance, const char* json, uint64_t n,
                                   kith_session* session, kith_buf* err);

/* Closes the session, its jobs and its cursors. [any thread] [since 1.0]
 * Returns KITH_OK, KITH_E_HANDLE, KITH_E_FORKED, or KITH_E_BUSY while another thread is in it. */
KITH_API int32_t kith_session_close(kith_session session);

/* Runs the operation `op`, for example "support.request/1", in this session.
 *
 * [any thread, one at a time per session] [since 1.0]
 * `in` is a JSON object; NULL and 0 stand for {}. `out` receives the answer. Nothing is stored
 * unless this returns KITH_OK. Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_HANDLE, KITH_E_BUSY,
 * KITH_E_FORKED, KITH_E_INPUT, KITH_E_ENCODING, KITH_E_TOO_LARGE, KITH_E_OPERATION, KITH_E_DENIED,
 * KITH_E_CONFLICT, KITH_E_STORE, KITH_E_CORRUPT, KITH_E_SOURCE, KITH_E_HOST, KITH_E_MEMORY or
 * KITH_E_INTERNAL.
 */
KITH_API int32_t kith_call(kith_session session, const char* op, const char* in, uint64_t n,
                           kith_buf* out);

/* Keeps a copy of the input and runs the operation later: in kith_job_poll or kith_pump.
 *
 * [any thread, one at a time per session] [since 1.0]
 * Whether the operation exists and its input fits is said when it runs. Returns KITH_OK,
 * KITH_E_ARGUMENT, KITH_E_HANDLE, KITH_E_BUSY, KITH_E_FORKED, KITH_E_ENCODING or KITH_E_TOO_LARGE.
 */
KITH_API int32_t kith_submit(kith_session session, const char* op, const char* in, uint64_t n,
                             kith_job* job, kith_buf* err);

/* Runs the job if nobody has, and gives its result once: what kith_call would have answered.
 *
 * [any thread] [since 1.0]
 * KITH_PENDING where another thread runs it or its session is in use, after waiting for at most
 * `wait_ms`; KITH_NONE where the result was taken; KITH_E_CANCELLED; else as kith_call.
 */
KITH_API int32_t kith_job_poll(kith_job job, uint32_t wait_ms, kith_buf* out);

/* Takes a job back that has not run. [any thread] [since 1.0]
 * Returns KITH_OK, KITH_E_HANDLE, KITH_E_FORKED, or KITH_E_CONFLICT where it has begun. */
KITH_API int32_t kith_job_cancel(kith_job job);

/* Forgets the job and its result. [any thread] [since 1.0]
 * Returns KITH_OK, KITH_E_HANDLE or KITH_E_FORKED. */
KITH_API int32_t kith_job_close(kith_job job);

/* Starts a walk over an operation that answers in pages ("pages" in kith_describe "operations").
 *
 * [any thread, one at a time per session] [since 1.0]
 * Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_HANDLE, KITH_E_BUSY, KITH_E_FORKED, KITH_E_ENCODING,
 * KITH_E_TOO_LARGE or KITH_E_OPERATION.
 */
KITH_API int32_t kith_cursor_open(kith_session session, const char* op, const char* in, uint64_t n,
                                  kith_cursor* cursor, kith_buf* err);

/* The next page, with at most `max` items (1 or more; never more than 100 come).
 *
 * [any thread, one at a time per session] [since 1.0]
 * KITH_MORE: another page follows. KITH_OK: this was the last one. KITH_NONE: there was none left.
 * After a failure the same page may be asked for again; else as kith_call.
 */
KITH_API int32_t kith_cursor_next(kith_cursor cursor, uint32_t max, kith_buf* out);

/* Ends the walk. [any thread] [since 1.0]
 * Returns KITH_OK, KITH_E_HANDLE or KITH_E_FORKED. */
KITH_API int32_t kith_cursor_close(kith_cursor cursor);

/* ---- The web side ---- */

/* One HTTP request, as the host's own server has read it. Every text is borrowed for the call. */
typedef struct kith_http_request {
    uint32_t size;      /* sizeof(kith_http_request). */
    uint32_t flags;     /* 0. */
    const char* method; /* "GET". */
    uint64_t method_n;
    /* What follows the place where the host mounts Kith, with its query: "/v1/topics?language=de".
     */
    const char* target;
    uint64_t target_n;
    const char* headers; /* One in a line: "Name: value", each ended by "\n" or "\r\n". */
    uint64_t headers_n;
    const char* body;
    uint64_t body_n;
    /* Whom the host has signed in, as the people source spells her id; empty: nobody. */
    const char* subject;
    uint64_t subject_n;
    /* Any text that stands for this one sign-on, for example the host's session id: tokens that
     * Kith gives out are bound to it, so that one stolen elsewhere is worth nothing. It is not
     * kept. May be empty. */
    const char* sign_on;
    uint64_t sign_on_n;
} kith_http_request;

/* Answers an HTTP request: the widgets, their pages and the JSON API of sdk/openapi.yaml.
 *
 * [any thread] [since 1.1]
 * One route of the host's ("/kith/" and all below it) carries Kith's whole web side. KITH_OK means
 * that there is an answer to send, also where it is a refusal: its HTTP status in `status`, its
 * headers, one in a line that ends with "\r\n", in `headers`, the rest in `body`. Send them as they
 * are, each Set-Cookie by itself, and add none that lets pages be framed, cached or read from
 * elsewhere. Where the manifest has a <saml> and `subject` is empty, Kith signs people in itself:
 * it then needs the browser's Cookie header, in one line. On a failure `body` holds the problem
 * object, and 500 is the host's answer. Returns KITH_OK, KITH_E_ARGUMENT, KITH_E_HANDLE,
 * KITH_E_FORKED, KITH_E_HOST, KITH_E_MEMORY or KITH_E_INTERNAL.
 */
KITH_API int32_t kith_http(kith_instance instance, const kith_http_request* request,
                           int32_t* status, kith_buf* headers, kith_buf* body);

#ifdef __cplusplus
}
#endif

#endif
