/* A host that forgets: calls what its standard input says, keeps nothing of it, and waits to be
 * killed.
 *
 * leak_host MANIFEST LOG: one line a call, "SESSION<tab>OPERATION<tab>INPUT", each answered by one
 * line. Input and answer pass through one buffer that is wiped after each call, so that what a dump
 * of this process shows is Kith's or a library's below it.
 */
#define _GNU_SOURCE
#include <kith/kith.h>
#include <kith/kith_host.h>

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char line[1 << 16];
static int log_file = -1;

static int32_t logged(void* ctx, int32_t level, const char* event, uint64_t n, int64_t number) {
    char words[512];
    const int length =
        snprintf(words, sizeof words, "%d %.*s %lld\n", level, (int)n, event, (long long)number);
    (void)ctx;
    return write(log_file, words, (size_t)length) == length ? 0 : 1;
}

/* One line, without its end, or -1 at the end of the input. */
static long read_line(void) {
    for (size_t n = 0; n < sizeof line - 1; ++n) {
        if (read(STDIN_FILENO, line + n, 1) != 1) return -1;
        if (line[n] == '\n') {
            line[n] = '\0';
            return (long)n;
        }
    }
    return -1;
}

static void say(const char* words, size_t n) {
    if (write(STDOUT_FILENO, words, n) < 0 || write(STDOUT_FILENO, "\n", 1) < 0) _exit(4);
}

static void call(kith_instance instance) {
    char* const operation = strchr(line, '\t');
    char* const input = operation == NULL ? NULL : strchr(operation + 1, '\t');
    kith_session session = 0;
    kith_buf answer = KITH_BUF_INIT;
    if (input == NULL) _exit(5);
    *operation = *input = '\0';
    if (kith_session_open(instance, line, strlen(line), &session, &answer) == KITH_OK) {
        kith_call(session, operation + 1, input + 1, strlen(input + 1), &answer);
        kith_session_close(session);
    }
    say(answer.data == NULL ? "" : answer.data, answer.data == NULL ? 0 : strlen(answer.data));
    kith_buf_free(&answer);
}

int main(int count, char** words) {
    kith_host host = {sizeof host, KITH_ABI, 0, 0, NULL, logged, NULL, NULL, NULL};
    kith_instance instance = 0;
    kith_buf answer = KITH_BUF_INIT;
    if (count != 3) return 2;
    log_file = open(words[2], O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (kith_open(&host, words[1], strlen(words[1]), &instance, &answer) != KITH_OK) {
        say(answer.data, strlen(answer.data));
        return 3;
    }
    while (read_line() >= 0) {
        call(instance);
        explicit_bzero(line, sizeof line);
    }
    say("done", 4);
    pause();
    return 0;
}
