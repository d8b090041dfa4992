/* What a host lends to Kith: a table of functions, each of which may be missing.
 *
 * A host without callbacks loses nothing: leave the whole table out (NULL), or any member of it.
 * Every member has a pull twin in kith.h, because a callback is the weakest part of every binding.
 *
 * Rules for each function here:
 * - It runs on the thread that is inside a kith_ call, under that thread's own signal mask, and no
 *   lock of Kith's is held. It may call kith_ functions, but not kith_close of the same instance
 *   and not the session that is in use: both answer KITH_E_BUSY.
 * - It must return. A C++ exception is stopped at the border and counts as a failure; longjmp over
 *   Kith is not survivable. It must not fork and return in the child.
 * - It returns 0 for "done". Where it says otherwise below, anything else fails the kith_ call that
 *   it runs in with KITH_E_HOST.
 */
#ifndef KITH_HOST_H
#define KITH_HOST_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Takes `n` bytes for Kith, which keeps a copy and wipes it after use. May be called several times:
 * the bytes are joined. Valid only until the callback that got it returns.
 * Returns KITH_OK, KITH_E_ARGUMENT or KITH_E_TOO_LARGE. */
typedef int32_t (*kith_writer)(void* sink, const void* bytes, uint64_t n);

/* How grave a log line is. */
#define KITH_LOG_DEBUG 0
#define KITH_LOG_INFO 1
#define KITH_LOG_WARNING 2
#define KITH_LOG_ERROR 3

typedef struct kith_host {
    uint32_t size;  /* sizeof(kith_host) of the header that the host was compiled with. */
    uint32_t abi;   /* KITH_ABI of the same header. */
    uint32_t flags; /* 0. */
    /* How many threads Kith may start. An upper bound: this version starts none at all. */
    uint32_t max_threads;
    /* Handed to each function below, and kept until kith_close has returned. */
    void* ctx;

    /* A line for the host's log: fixed text (UTF-8, `n` bytes, also NUL-terminated) and one number
     * (a count or a duration). It never holds a name or content. Its result is ignored.
     * Without it: no log. Pull twin: kith_describe "health". */
    int32_t (*log)(void* ctx, int32_t level, const char* event, uint64_t n, int64_t number);

    /* The time in milliseconds since 1970, UTC. Without it: the system's clock. */
    int32_t (*now_unix_ms)(void* ctx, int64_t* now);

    /* The secret that the manifest calls "host:NAME"; `name` is NAME. Give it to `write`. Return
     * KITH_NONE where there is no such secret.
     * Without it: a manifest must take its key from a file or the environment. */
    int32_t (*secret_get)(void* ctx, const char* name, uint64_t n, kith_writer write, void* sink);

    /* kith_next_event has something new to say. Called at the end of a kith_pump or of a call that
     * ran an operation; its result is ignored. Without it: ask kith_next_event now and then. */
    int32_t (*wake)(void* ctx);
} kith_host;

#ifdef __cplusplus
}
#endif

#endif
