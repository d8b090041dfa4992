/* A host that runs out of memory inside Kith, at one allocation after the other.
 *
 * oom_host MANIFEST USE FROM STRIDE STICKY, with oom.c preloaded. For the use of that name every
 * call is armed with the n-th allocation, n from FROM on in steps of STRIDE, until a call gets
 * through without meeting it. A call that failed is repeated as it was: same session, same
 * idempotency key. With a stride of 0 nothing fails; without any word it prints the names of the
 * uses.
 *
 * Prints "counted USE COLD WARM", the allocations of a first and of a further call; "answered USE N
 * STATUS WHAT" for each failure that names no memory, "wrong USE N WHAT" for what must never be,
 * "died USE N SIGNAL" where the process ends, and "did USE RUNS FAILED TOLERATED REQUESTS
 * MESSAGES".
 */
#define _GNU_SOURCE
#include <kith/kith.h>

#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define ASKERS 40
#define PATIENCE_S 60
/* Too long to be kept within a string object, so that every copy needs room. */
#define WORDS "\"text\":\"she waits for me in the corridor again\""

typedef void (*arm_function)(long, int);
typedef long (*disarm_function)(void);

static arm_function arm;
static disarm_function disarm;

static const char* manifest;
static kith_instance instance;
static kith_session ana;
static kith_session peer;
static kith_session caller; /* Whose call the use makes. */
static const char* operation;
static char input[2048];
static char request[64];
static char code[256];
static kith_session opened_session;
static kith_cursor cursor;
static kith_job job;
static long asker;
static long keys;
static long requests; /* That are there, as Kith answered. */
static long messages;

static const char* now_in = "nothing";
static long now_at;

static void died(int signal_number) {
    char line[128];
    const int length =
        snprintf(line, sizeof line, "died %s %ld %d\n", now_in, now_at, signal_number);
    disarm();
    if (write(STDOUT_FILENO, line, (size_t)length) != length) _exit(2);
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void stop(const char* what, int32_t status, const kith_buf* why) {
    printf("stopped %s %ld %s: %s %s\n", now_in, now_at, what, kith_status_text(status),
           why != NULL && why->data != NULL ? why->data : "");
    fflush(stdout);
    _exit(1);
}

static const char* field(const char* json, const char* name, char* value, size_t size) {
    char pattern[64];
    const char* at;
    size_t used = 0;
    value[0] = '\0';
    snprintf(pattern, sizeof pattern, "\"%s\":\"", name);
    at = strstr(json, pattern);
    if (at == NULL) return value;
    for (at += strlen(pattern); *at != '\0' && *at != '"' && used + 1 < size; ++at)
        value[used++] = *at;
    value[used] = '\0';
    return value;
}

/* ---- What is done without a fault, so that the use has something to work on ---- */

static void open_instance(void) {
    kith_buf err = KITH_BUF_INIT;
    const int32_t status = kith_open(NULL, manifest, strlen(manifest), &instance, &err);
    if (status != KITH_OK) stop("kith_open", status, &err);
    kith_buf_free(&err);
}

static kith_session session_of(const char* capacity, const char* purpose, const char* subject) {
    char json[512];
    kith_session opened = 0;
    kith_buf err = KITH_BUF_INIT;
    snprintf(json, sizeof json, "{\"capacity\":\"%s\",\"purpose\":\"%s\",\"subject\":\"%s\"}",
             capacity, purpose, subject);
    const int32_t status = kith_session_open(instance, json, strlen(json), &opened, &err);
    if (status != KITH_OK) stop("kith_session_open", status, &err);
    kith_buf_free(&err);
    return opened;
}

static void keyed(const char* rest) {
    snprintf(input, sizeof input, "{\"idempotencyKey\":\"key-%d-%08ld\"%s%s}", (int)getpid(),
             ++keys, rest[0] == '\0' ? "" : ",", rest);
}

static kith_buf called(kith_session by, const char* name) {
    kith_buf out = KITH_BUF_INIT;
    const int32_t status = kith_call(by, name, input, strlen(input), &out);
    if (status != KITH_OK) stop(name, status, &out);
    return out;
}

static void did(kith_session by, const char* name) {
    kith_buf out = called(by, name);
    kith_buf_free(&out);
}

static void about_request(const char* rest) {
    char text[1024];
    snprintf(text, sizeof text, "\"request\":\"%s\"%s%s", request, rest[0] == '\0' ? "" : ",",
             rest);
    keyed(text);
}

static void only_request(void) {
    snprintf(input, sizeof input, "{\"request\":\"%s\"}", request);
}

/* The use is a call of this operation, with the input that was composed last. */
static void will_call(kith_session by, const char* name) {
    caller = by;
    operation = name;
}

/* Whether a process that ended before its time has left her with an open request. */
static int has_open(kith_session by) {
    snprintf(input, sizeof input, "{}");
    kith_buf out = called(by, "support.list/1");
    const int open = strstr(out.data, "\"state\":\"offered\"") != NULL ||
                     strstr(out.data, "\"state\":\"active\"") != NULL ||
                     strstr(out.data, "\"state\":\"waiting\"") != NULL;
    kith_buf_free(&out);
    return open;
}

static void new_asker(void) {
    char name[32];
    if (peer != 0) kith_session_close(peer);
    peer = 0;
    do {
        if (ana != 0) kith_session_close(ana);
        snprintf(name, sizeof name, "asker%ld", asker++ % ASKERS);
        ana = session_of("requester", "peer-support", name);
    } while (has_open(ana));
}

/* The last request is ended, so that its supporter has a place again. */
static void end_last(void) {
    kith_buf out = KITH_BUF_INIT;
    if (request[0] == '\0') return;
    about_request("");
    kith_call(ana, "support.close/1", input, strlen(input), &out);
    kith_buf_free(&out);
    request[0] = '\0';
}

static void asking(void) {
    end_last();
    new_asker();
    keyed(WORDS ",\"personsConcerned\":[\"boss\"]");
    will_call(ana, "support.request/1");
}

static void offered(void) {
    char supporter[300];
    asking();
    kith_buf out = called(ana, "support.request/1");
    field(out.data, "request", request, sizeof request);
    field(out.data, "returnCode", code, sizeof code);
    kith_buf_free(&out);
    if (request[0] == '\0') stop("nobody is eligible", KITH_E_CONFLICT, NULL);
    ++requests;

    only_request();
    out = called(ana, "support.status/1");
    peer = session_of("peer-supporter", "peer-support",
                      field(out.data, "id", supporter, sizeof supporter));
    kith_buf_free(&out);
}

static void accepted(void) {
    offered();
    about_request("\"answer\":\"accept\"");
    did(peer, "supporter.answer/1");
}

static void talking(void) {
    accepted();
    about_request(WORDS);
    did(ana, "support.send/1");
    ++messages;
}

static void accepting(void) {
    offered();
    about_request("\"answer\":\"accept\"");
    will_call(peer, "supporter.answer/1");
}

static void declining(void) {
    offered();
    about_request("\"answer\":\"decline\"");
    will_call(peer, "supporter.answer/1");
}

static void recusing(void) {
    offered();
    about_request("");
    will_call(peer, "supporter.recuse/1");
}

static void handing_over(void) {
    accepted();
    about_request("");
    will_call(peer, "supporter.handover/1");
}

/* One conversation serves for all messages. */
static void sending(void) {
    if (peer == 0) accepted();
    about_request(WORDS);
    will_call(ana, "support.send/1");
}

static void consenting(void) {
    offered();
    about_request("\"scope\":\"name\"");
    will_call(ana, "consent.give/1");
}

static void withdrawing(void) {
    offered();
    about_request("\"scope\":\"name\"");
    did(ana, "consent.give/1");
    about_request("\"scope\":\"name\"");
    will_call(ana, "consent.withdraw/1");
}

static void reassigning(void) {
    accepted();
    about_request("");
    will_call(ana, "support.reassign/1");
}

static void closing(void) {
    talking();
    about_request("");
    will_call(ana, "support.close/1");
}

static void erasing(void) {
    talking();
    about_request("");
    will_call(ana, "support.erase/1");
}

static void enrolling(void) {
    static kith_session eve;
    char name[32];
    if (eve != 0) kith_session_close(eve);
    snprintf(name, sizeof name, "asker%ld", asker++ % ASKERS);
    eve = session_of("employee", "programme", name);
    keyed("\"languages\":[\"en\"],\"topics\":[\"threats\"]");
    will_call(eve, "supporter.enrol/1");
}

static void reading(void) {
    if (peer == 0) talking();
    only_request();
    will_call(peer, "support.messages/1");
}

static void listing(void) {
    if (peer == 0) offered();
    snprintf(input, sizeof input, "{}");
    will_call(ana, "support.list/1");
}

static void at_the_desk(void) {
    if (peer == 0) accepted();
    snprintf(input, sizeof input, "{}");
    will_call(peer, "supporter.desk/1");
}

static void denied_one(void) {
    if (peer == 0) offered();
    only_request();
    will_call(peer, "support.messages/1");
}

static void by_code(void) {
    if (peer == 0) offered();
    snprintf(input, sizeof input,
             "{\"capacity\":\"requester\",\"purpose\":\"peer-support\",\"returnCode\":\"%s\"}",
             code);
}

static void searching(void) {
    if (peer == 0) offered();
    snprintf(input, sizeof input, "{\"language\":\"en\"}");
}

static void closed_instance(void) {
    if (instance != 0) kith_close(instance);
    instance = 0;
    ana = peer = 0;
    request[0] = '\0';
}

/* ---- The uses ---- */

static int32_t call(kith_buf* out) {
    return kith_call(caller, operation, input, strlen(input), out);
}

/* What was refused for a reason of its own is no failure of the memory. */
static int32_t call_denied(kith_buf* out) {
    const int32_t status = call(out);
    return status == KITH_E_DENIED ? KITH_OK : status;
}

static int32_t open_again(kith_buf* err) {
    return kith_open(NULL, manifest, strlen(manifest), &instance, err);
}

static int32_t open_session(kith_buf* err) {
    return kith_session_open(instance, input, strlen(input), &opened_session, err);
}

static int32_t pump(kith_buf* out) {
    uint64_t due = 0;
    (void)out;
    return kith_pump(instance, 50, &due);
}

static int32_t next_event(kith_buf* out) {
    return kith_next_event(instance, 0, out);
}

static int32_t health(kith_buf* out) {
    return kith_describe(instance, "health", out);
}

static int32_t describe(kith_buf* out) {
    return kith_describe(0, "operations", out);
}

static int32_t build(kith_buf* out) {
    return kith_describe(0, "build", out);
}

static int32_t submit(kith_buf* out) {
    const int32_t status = kith_submit(ana, operation, input, strlen(input), &job, out);
    if (status != KITH_OK) return status;
    kith_buf_free(out);
    const int32_t result = kith_job_poll(job, 0, out);
    kith_job_close(job);
    return result;
}

static int32_t walk(kith_buf* out) {
    const int32_t status =
        kith_cursor_open(ana, "directory.search/1", input, strlen(input), &cursor, out);
    if (status != KITH_OK) return status;
    kith_buf_free(out);
    const int32_t page = kith_cursor_next(cursor, 5, out);
    kith_cursor_close(cursor);
    return page;
}

static int32_t web(kith_buf* out) {
    static const char target[] = "/v1/topics?language=en";
    kith_http_request asked;
    kith_buf headers = KITH_BUF_INIT;
    int32_t answer = 0;
    memset(&asked, 0, sizeof asked);
    asked.size = sizeof asked;
    asked.method = "GET";
    asked.method_n = 3;
    asked.target = target;
    asked.target_n = sizeof target - 1;
    asked.subject = "asker0";
    asked.subject_n = 6;
    const int32_t status = kith_http(instance, &asked, &answer, &headers, out);
    kith_buf_free(&headers);
    return status;
}

struct use {
    const char* name;
    void (*prepare)(void);
    int32_t (*act)(kith_buf*);
    int mute; /* It has no buffer for a problem. */
};

static const struct use uses[] = {
    {"first", searching, build, 0},
    {"open", closed_instance, open_again, 0},
    {"session-by-code", by_code, open_session, 0},
    {"request", asking, call, 0},
    {"accept", accepting, call, 0},
    {"decline", declining, call, 0},
    {"recuse", recusing, call, 0},
    {"handover", handing_over, call, 0},
    {"send", sending, call, 0},
    {"consent", consenting, call, 0},
    {"withdraw", withdrawing, call, 0},
    {"reassign", reassigning, call, 0},
    {"close", closing, call, 0},
    {"erase", erasing, call, 0},
    {"enrol", enrolling, call, 0},
    {"messages", reading, call, 0},
    {"list", listing, call, 0},
    {"desk", at_the_desk, call, 0},
    {"denied", denied_one, call_denied, 0},
    {"submit", sending, submit, 0},
    {"walk", searching, walk, 0},
    {"pump", offered, pump, 1},
    {"event", offered, next_event, 0},
    {"health", searching, health, 0},
    {"describe", searching, describe, 0},
    {"web", searching, web, 0},
};

/* ---- The sweep ---- */

static long runs;
static long failed;
static long tolerated;

static int is(const struct use* use, const char* name) {
    return strcmp(use->name, name) == 0;
}

/* Nothing that was given may have got lost on the way. */
static void words_are_there(const struct use* use, const char* name) {
    only_request();
    kith_buf out = called(ana, name);
    if (strstr(out.data, WORDS) == NULL || strstr(out.data, "\"text\":\"\"") != NULL)
        printf("wrong %s %ld answered ok, and the words are not there\n", use->name, now_at);
    kith_buf_free(&out);
}

/* The same key must give the same answer. */
static void repeat(const struct use* use, const kith_buf* first) {
    kith_buf again = KITH_BUF_INIT;
    const int32_t status = call(&again);
    if (status != KITH_OK || strcmp(again.data, first->data) != 0)
        printf("wrong %s %ld answered ok, and another answer when repeated: %d\n", use->name,
               now_at, status);
    kith_buf_free(&again);
}

/* What a call that went well has brought about, and what must be given back. */
static void settle(const struct use* use, const kith_buf* out) {
    if (is(use, "send") || is(use, "submit")) ++messages;
    if (is(use, "erase")) --messages; /* The one that talking() sent. */
    if (use->act == call && strstr(input, "idempotencyKey") != NULL) repeat(use, out);
    if (is(use, "send") || is(use, "submit")) words_are_there(use, "support.messages/1");
    if (is(use, "request")) {
        field(out->data, "request", request, sizeof request);
        ++requests;
        words_are_there(use, "support.status/1");
    }
    if (use->act == open_session) kith_session_close(opened_session);
}

static void note_failure(const struct use* use, int32_t status, const kith_buf* out) {
    char expected[32];
    ++failed;
    snprintf(expected, sizeof expected, "\"code\":%d,", status);
    if (status != KITH_E_MEMORY)
        printf("answered %s %ld %d %s\n", use->name, now_at, status,
               out->data == NULL ? "" : out->data);
    if (!use->mute && (out->data == NULL || strstr(out->data, expected) == NULL))
        printf("wrong %s %ld no problem object\n", use->name, now_at);
    fflush(stdout);
    if (status == KITH_E_INTERNAL) stop("the instance is closed", status, out);
}

/* Whether the n-th allocation was reached. */
static int armed_call(const struct use* use, long at, int sticky) {
    kith_buf out = KITH_BUF_INIT;
    now_at = at;
    alarm(PATIENCE_S);
    arm(at, sticky);
    const int32_t status = use->act(&out);
    const long made = disarm();
    alarm(0);
    const int met = made >= at;
    if (status < 0) note_failure(use, status, &out);
    if (status < 0 && !met) stop("it failed by itself", status, &out);
    if (status >= 0) {
        settle(use, &out);
        tolerated += met;
        if (met) use->prepare();
    }
    kith_buf_free(&out);
    return met;
}

/* The C++ library needs room of its own for a thread's first exception, and the C library ends the
 * process where there is none. So that this is met by the use "first" alone, the others begin in a
 * thread that has had one. */
static void had_one_exception(void) {
    int32_t status = KITH_OK;
    for (long at = 1; at < 1000 && status != KITH_E_MEMORY; ++at) {
        kith_buf out = KITH_BUF_INIT;
        arm(at, 0);
        status = kith_describe(0, "build", &out);
        disarm();
        kith_buf_free(&out);
    }
    if (status != KITH_E_MEMORY) stop("no exception", status, NULL);
}

static long allocations(const struct use* use) {
    kith_buf out = KITH_BUF_INIT;
    use->prepare();
    arm(0, 0);
    const int32_t status = use->act(&out);
    const long made = disarm();
    if (status < 0) stop("it fails by itself", status, &out);
    settle(use, &out);
    kith_buf_free(&out);
    return made;
}

static void counted(const struct use* use) {
    const long cold = allocations(use);
    printf("counted %s %ld %ld\n", use->name, cold, allocations(use));
}

static void sweep(const struct use* use, long from, long stride, int sticky) {
    use->prepare();
    for (long at = from; armed_call(use, at, sticky); at += stride)
        ++runs;
}

static const struct use* found(const char* name) {
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; ++i)
        if (is(&uses[i], name)) return &uses[i];
    return NULL;
}

static void print_names(void) {
    for (size_t i = 0; i < sizeof uses / sizeof uses[0]; ++i)
        puts(uses[i].name);
}

int main(int count, char** words) {
    static const int ends[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGALRM};
    const struct use* use;
    if (count < 6) {
        print_names();
        return 0;
    }
    manifest = words[1];
    use = found(words[2]);
    *(void**)&arm = dlsym(RTLD_DEFAULT, "kith_oom_arm");
    *(void**)&disarm = dlsym(RTLD_DEFAULT, "kith_oom_disarm");
    if (use == NULL || arm == NULL || disarm == NULL) return 2;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; ++i)
        signal(ends[i], died);

    now_in = use->name;
    open_instance();
    asker = strtol(words[3], NULL, 10); /* So that a finding comes again. */
    if (!is(use, "first")) had_one_exception();
    /* valijson, which compiles the schemas at the first call, would end the host. */
    kith_buf schemas = KITH_BUF_INIT;
    if (!is(use, "first") && !is(use, "open")) kith_describe(0, "operations", &schemas);
    kith_buf_free(&schemas);
    const long stride = strtol(words[4], NULL, 10);
    if (stride == 0)
        counted(use);
    else
        sweep(use, strtol(words[3], NULL, 10), stride, words[5][0] == '1');
    printf("did %s %ld %ld %ld %ld %ld\n", use->name, runs, failed, tolerated, requests, messages);
    end_last();
    if (instance != 0) kith_close(instance);
    return 0;
}
