/* A host in C99 that includes kith.h alone. */
#include <kith/kith.h>

#include <stdio.h>
#include <string.h>

static int failures;

static void check(int good, const char* claim) {
    if (good) return;
    ++failures;
    fprintf(stderr, "not so: %s\n", claim);
}

static int32_t count(void* ctx, int32_t level, const char* event, uint64_t n, int64_t number) {
    check(level == KITH_LOG_WARNING && n == strlen(event) && number == 42, "a log line is whole");
    ++*(int*)ctx;
    return 0;
}

int main(void) {
    static const char who[] = "{\"capacity\":\"requester\",\"subject\":\"ana\"}";
    kith_buf out = KITH_BUF_INIT;
    kith_host host;
    kith_instance instance = 0;
    kith_session session = 0;
    int lines = 0;

    memset(&host, 0, sizeof host);
    host.size = (uint32_t)sizeof host;
    host.abi = KITH_ABI;
    host.ctx = &lines;
    host.log = count;

    check(kith_negotiate(KITH_ABI, &out) == KITH_OK, "the versions fit");
    check(kith_open(&host, "double", 6, &instance, &out) == KITH_OK, "it opens");
    check(kith_session_open(instance, who, sizeof who - 1, &session, &out) == KITH_OK,
          "a session opens");
    check(kith_call(session, "log/1", NULL, 0, &out) == KITH_OK, "an operation runs");
    kith_buf_free(&out);
    check(lines == 1, "the host's log was called");
    check(kith_call(session, "none/1", NULL, 0, &out) == KITH_E_OPERATION, "an error is a status");
    check(out.len > 0 && strlen(out.data) == out.len, "and explains itself");
    kith_buf_free(&out);
    check(kith_close(instance) == KITH_OK, "it closes");
    check(kith_session_close(session) == KITH_E_HANDLE, "and takes its sessions along");
    return failures == 0 ? 0 : 1;
}
