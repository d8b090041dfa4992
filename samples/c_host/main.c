/* The smallest whole host: opens a tenant, finds a supporter, asks for support, closes.
 *
 * c_host MANIFEST EMPLOYEE-ID LANGUAGE TOPIC
 * The manifest was applied with kithctl apply. Exit code 0: Kith answered both calls.
 */
#include <kith/kith.h>

#include <stdio.h>
#include <string.h>

static int said(const char* what, int32_t status, kith_buf* answer) {
    printf("%s: %s\n", what, kith_status_text(status));
    if (answer->data != NULL) printf("    %s\n", answer->data);
    kith_buf_free(answer);
    return status == KITH_OK;
}

static int asked(kith_session session, const char* language, const char* topic) {
    char json[512];
    kith_buf answer = KITH_BUF_INIT;
    int32_t status;

    snprintf(json, sizeof json, "{\"language\":\"%s\",\"topic\":\"%s\"}", language, topic);
    status = kith_call(session, "directory.search/1", json, strlen(json), &answer);
    if (!said("search", status, &answer)) return 0;

    snprintf(json, sizeof json,
             "{\"language\":\"%s\",\"topic\":\"%s\",\"text\":\"I would like to talk.\","
             "\"idempotencyKey\":\"c-host-first-request\"}",
             language, topic);
    status = kith_call(session, "support.request/1", json, strlen(json), &answer);
    return said("ask for support", status, &answer);
}

int main(int argc, char** argv) {
    char json[512];
    kith_buf answer = KITH_BUF_INIT;
    kith_instance instance = 0;
    kith_session session = 0;
    int good = 0;

    if (argc != 5) return fprintf(stderr, "usage: c_host MANIFEST EMPLOYEE-ID LANGUAGE TOPIC\n"), 2;
    if (!said("versions", kith_negotiate(KITH_ABI, &answer), &answer)) return 3;
    if (!said("open", kith_open(NULL, argv[1], strlen(argv[1]), &instance, &answer), &answer))
        return 3;

    /* The intranet has signed her in; that is what a host vouches for. */
    snprintf(json, sizeof json,
             "{\"capacity\":\"requester\",\"purpose\":\"peer-support\",\"subject\":\"%s\"}",
             argv[2]);
    if (said("session", kith_session_open(instance, json, strlen(json), &session, &answer),
             &answer))
        good = asked(session, argv[3], argv[4]);
    kith_close(instance); /* And the session with it. */
    return good ? 0 : 1;
}
