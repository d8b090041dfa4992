/* One person's way through Kith, told step by step: a host that includes only <kith/kith.h>.
 *
 * journey MANIFEST REQUESTER CONCERNED LANGUAGE TOPIC COORDINATOR IT-ADMIN
 * The ids are people of the company that the manifest was applied with. Exit code 0: all went as
 * told.
 */
#include <kith/kith.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static kith_instance instance;
static int step_number;

static void step(const char* title) {
    printf("\n%2d. %s\n", ++step_number, title);
}

static void stop(const char* what, int32_t status, const kith_buf* why) {
    fprintf(stderr, "journey: %s: %s\n", what, kith_status_text(status));
    if (why->data != NULL) fprintf(stderr, "         %s\n", why->data);
    exit(1);
}

/* A field of a flat JSON object, or of the first one that has it. Enough for what is printed here.
 */
static const char* field(const char* json, const char* name, char* value, size_t size) {
    char pattern[64];
    const char* at;
    size_t used = 0;
    value[0] = '\0';
    snprintf(pattern, sizeof pattern, "\"%s\":\"", name);
    at = strstr(json, pattern);
    if (at == NULL) return value;
    for (at += strlen(pattern); *at != '\0' && *at != '"' && used + 1 < size; ++at) {
        if (*at == '\\' && at[1] != '\0') ++at;
        value[used++] = *at;
    }
    value[used] = '\0';
    return value;
}

static kith_session session(const char* json) {
    kith_session opened = 0;
    kith_buf err = KITH_BUF_INIT;
    const int32_t status = kith_session_open(instance, json, strlen(json), &opened, &err);
    if (status != KITH_OK) stop("no session", status, &err);
    kith_buf_free(&err);
    return opened;
}

static kith_session session_of(const char* capacity, const char* purpose, const char* subject) {
    char json[512];
    snprintf(json, sizeof json, "{\"capacity\":\"%s\",\"purpose\":\"%s\",\"subject\":\"%s\"}",
             capacity, purpose, subject);
    return session(json);
}

/* Calls and stops where it is refused. The answer is the caller's to free. */
static kith_buf call(kith_session by, const char* operation, const char* input) {
    kith_buf out = KITH_BUF_INIT;
    const int32_t status = kith_call(by, operation, input, strlen(input), &out);
    if (status != KITH_OK) stop(operation, status, &out);
    return out;
}

static void act(kith_session by, const char* operation, const char* input) {
    kith_buf out = call(by, operation, input);
    kith_buf_free(&out);
}

/* Calls and stops where it is NOT refused as denied: the point of this journey. */
static void expect_denied(const char* who, kith_session by, const char* operation,
                          const char* input) {
    kith_buf out = KITH_BUF_INIT;
    const int32_t status = kith_call(by, operation, input, strlen(input), &out);
    if (status != KITH_E_DENIED) stop("should have been denied", status, &out);
    printf("    %-44s %s\n", who, "denied");
    kith_buf_free(&out);
}

static void show(const char* label, const kith_buf* answer) {
    printf("    %s %.*s\n", label, (int)(answer->len > 400 ? 400 : answer->len), answer->data);
}

/* {"idempotencyKey": a new one, then `rest`. */
static const char* keyed(const char* rest, char* input, size_t size) {
    static int key;
    snprintf(input, size, "{\"idempotencyKey\":\"journey-%06d\",%s}", ++key, rest);
    return input;
}

static void look_round(const char* who, const char* language, const char* topic) {
    char input[256];
    kith_cursor cursor = 0;
    kith_buf page = KITH_BUF_INIT;
    const kith_session ana = session_of("employee", "peer-support", who);

    step("She looks round. Searching leaves no record, so nobody can find out that she did.");
    snprintf(input, sizeof input, "{\"language\":\"%s\",\"topic\":\"%s\"}", language, topic);
    if (kith_cursor_open(ana, "directory.search/1", input, strlen(input), &cursor, &page) !=
        KITH_OK)
        stop("directory.search/1", KITH_E_OPERATION, &page);
    if (kith_cursor_next(cursor, 3, &page) < 0) stop("directory.search/1", KITH_E_INPUT, &page);
    show("the first three listed:", &page);
    kith_buf_free(&page);
    kith_session_close(ana);
}

static void promise(const char* who) {
    const kith_session ana = session_of("requester", "peer-support", who);
    kith_buf out = call(ana, "support.promise/1", "{}");
    step(
        "Before she writes she sees who could read it. The sentence comes from the policy itself.");
    show("", &out);
    kith_buf_free(&out);
    kith_session_close(ana);
}

struct talk {
    char request[64];
    char code[256];
    char supporter[300];
    char about[128]; /* "request":"..." */
};

static void ask(kith_session ana, const char* concerned, const char* language, const char* topic,
                struct talk* talk) {
    char rest[1024];
    char input[1200];
    char value[300];
    kith_buf out;

    step("She asks for support and names the colleague she is afraid of.");
    snprintf(rest, sizeof rest,
             "\"text\":\"CANARY-TEXT He waits for me in the car park.\",\"language\":\"%s\","
             "\"topic\":\"%s\",\"personsConcerned\":[\"%s\"]",
             language, topic, concerned);
    out = call(ana, "support.request/1", keyed(rest, input, sizeof input));
    field(out.data, "request", talk->request, sizeof talk->request);
    field(out.data, "returnCode", talk->code, sizeof talk->code);
    printf("    state: %s, her name to the supporter: Colleague %s\n",
           field(out.data, "state", value, sizeof value), field(out.data, "alias", rest, 32));
    printf("    her return code, shown this once: %s\n", talk->code);
    kith_buf_free(&out);
    if (talk->request[0] == '\0') {
        fprintf(stderr, "journey: nobody is eligible for her in this company\n");
        exit(1);
    }
    snprintf(talk->about, sizeof talk->about, "\"request\":\"%s\"", talk->request);
}

/* Who is asked now, by the requester's own status. */
static void asked(kith_session ana, struct talk* talk) {
    char input[192];
    char name[200];
    const char* supporter;
    kith_buf out;
    snprintf(input, sizeof input, "{%s}", talk->about);
    out = call(ana, "support.status/1", input);
    supporter = strstr(out.data, "\"supporter\":");
    if (supporter == NULL) stop("nobody is asked", KITH_E_CONFLICT, &out);
    field(supporter, "id", talk->supporter, sizeof talk->supporter);
    printf("    Kith asks %s (%s), outside every chain of command involved\n",
           field(supporter, "displayName", name, sizeof name), talk->supporter);
    kith_buf_free(&out);
}

static void offer(struct talk* talk) {
    char input[256];
    char rest[160];
    kith_buf desk;
    const kith_session supporter = session_of("peer-supporter", "peer-support", talk->supporter);

    step(
        "The supporter finds an offer: topic, language, until when. Not a word of what was "
        "written.");
    desk = call(supporter, "supporter.desk/1", "{}");
    show("", &desk);
    if (strstr(desk.data, "CANARY") != NULL) stop("the text leaked", KITH_E_INTERNAL, &desk);
    kith_buf_free(&desk);
    snprintf(input, sizeof input, "{%s}", talk->about);
    expect_denied("the supporter, before she accepts, reading:", supporter, "support.messages/1",
                  input);
    snprintf(rest, sizeof rest, "%s,\"answer\":\"accept\"", talk->about);
    act(supporter, "supporter.answer/1", keyed(rest, input, sizeof input));
    printf("    she accepts\n");
    kith_session_close(supporter);
}

static void say(kith_session by, const struct talk* talk, const char* text) {
    char rest[512];
    char input[640];
    snprintf(rest, sizeof rest, "%s,\"text\":\"%s\"", talk->about, text);
    act(by, "support.send/1", keyed(rest, input, sizeof input));
}

static void converse(kith_session ana, const struct talk* talk) {
    char input[512];
    kith_buf out;
    const kith_session supporter = session_of("peer-supporter", "peer-support", talk->supporter);
    kith_session back;

    step("They talk.");
    say(ana, talk, "CANARY-MESSAGE I do not know whom to trust.");
    say(supporter, talk, "I am here, and I have time. You decide what happens.");
    snprintf(input, sizeof input, "{%s}", talk->about);
    out = call(ana, "support.messages/1", input);
    show("", &out);
    kith_buf_free(&out);

    step("From a library in town, without signing in, she comes back with her twelve words.");
    snprintf(input, sizeof input,
             "{\"capacity\":\"requester\",\"purpose\":\"peer-support\",\"returnCode\":\"%s\"}",
             talk->code);
    back = session(input);
    say(back, talk, "I slept better.");
    snprintf(input, sizeof input, "{%s,\"after\":2}", talk->about);
    out = call(supporter, "support.messages/1", input);
    show("the supporter reads:", &out);
    kith_buf_free(&out);
    kith_session_close(back);
    kith_session_close(supporter);
}

static void who_cannot(const struct talk* talk, const char* concerned, const char* coordinator,
                       const char* admin) {
    char input[192];
    kith_buf counts;
    const kith_session cora = session_of("coordinator", "programme", coordinator);
    const kith_session tom = session_of("it-admin", "administration", admin);
    const kith_session host = session("{\"capacity\":\"host\",\"purpose\":\"administration\"}");
    const kith_session dirk = session_of("requester", "peer-support", concerned);

    step("Who cannot read it, each trying in her own capacity:");
    snprintf(input, sizeof input, "{%s}", talk->about);
    expect_denied("the person concerned:", dirk, "support.messages/1", input);
    expect_denied("the person concerned, whether it exists:", dirk, "support.status/1", input);
    expect_denied("the coordinator:", cora, "support.messages/1", input);
    expect_denied("the IT admin:", tom, "support.messages/1", input);
    expect_denied("the host itself:", host, "support.messages/1", input);
    counts = call(cora, "coordinator.overview/1", "{}");
    show("what the coordinator does see:", &counts);
    kith_buf_free(&counts);
    kith_session_close(cora);
    kith_session_close(tom);
    kith_session_close(host);
    kith_session_close(dirk);
}

static void notices(void) {
    kith_buf event = KITH_BUF_INIT;
    int count = 0;
    step("What the host was told meanwhile: for which supporter something waits, never what.");
    while (kith_next_event(instance, 0, &event) == KITH_OK) {
        const char* seq = strstr(event.data, "\"seq\":");
        if (count++ == 0) show("", &event);
        if (seq == NULL || kith_event_ack(instance, strtoull(seq + 6, NULL, 10), NULL) != KITH_OK)
            stop("acknowledge", KITH_E_INPUT, &event);
        kith_buf_free(&event);
    }
    printf(
        "    %d notices, all for supporters: a notice to her would tell the host who uses Kith\n",
        count);
}

static void hand_over_and_close(kith_session ana, struct talk* talk) {
    char input[256];
    char before[300];
    kith_session supporter = session_of("peer-supporter", "peer-support", talk->supporter);

    step(
        "The supporter falls ill and gives the request on. The next one reads no earlier message.");
    snprintf(before, sizeof before, "%s", talk->supporter);
    act(supporter, "supporter.handover/1", keyed(talk->about, input, sizeof input));
    snprintf(input, sizeof input, "{%s}", talk->about);
    expect_denied("the one before, from now on:", supporter, "support.messages/1", input);
    kith_session_close(supporter);
    asked(ana, talk);
    if (strcmp(before, talk->supporter) == 0) exit(1);

    step("She closes.");
    act(ana, "support.close/1", keyed(talk->about, input, sizeof input));
    printf("    closed\n");
}

int main(int argc, char** argv) {
    kith_buf err = KITH_BUF_INIT;
    struct talk talk;
    kith_session ana;
    int32_t status;

    if (argc != 8) {
        fprintf(
            stderr,
            "usage: journey MANIFEST REQUESTER CONCERNED LANGUAGE TOPIC COORDINATOR IT-ADMIN\n");
        return 2;
    }
    status = kith_open(NULL, argv[1], strlen(argv[1]), &instance, &err);
    if (status != KITH_OK) stop("kith_open", status, &err);

    look_round(argv[2], argv[4], argv[5]);
    promise(argv[2]);
    ana = session_of("requester", "peer-support", argv[2]);
    ask(ana, argv[3], argv[4], argv[5], &talk);
    asked(ana, &talk);
    offer(&talk);
    converse(ana, &talk);
    who_cannot(&talk, argv[3], argv[6], argv[7]);
    notices();
    hand_over_and_close(ana, &talk);

    kith_session_close(ana);
    kith_close(instance);
    return 0;
}
