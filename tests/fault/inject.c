/* Lets the n-th call on the disk fail.
 *
 * KITH_FAULT_MODE: count, eio, eio-sticky, enospc-sticky or torn; KITH_FAULT_AT: n, from 1;
 * KITH_FAULT_MADE: a file outside the folder with eight zero bytes, where the calls of a host and
 * of the programs that it starts are counted together; KITH_FAULT_REPORT: a file outside the
 * folder, which gets one line per call in count mode and one line for the first call that failed in
 * the others. Torn: half of a write, then the process ends with status 86; a call that writes
 * nothing is not made at all.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "calls.h"

#define TORN_STATUS 86

static long* counter(void) {
    const char* path = getenv("KITH_FAULT_MADE");
    const int fd = path == NULL ? -1 : real_open(path, O_RDWR | O_CLOEXEC, 0);
    void* shared = MAP_FAILED;
    if (fd >= 0) shared = mmap(NULL, sizeof(long), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    // A sweep that counts wrong would prove nothing.
    if (shared == MAP_FAILED) _exit(1);
    close(fd);
    return shared;
}

static void report(const struct disk_call* call) {
    char line[PATH_MAX + 32];
    const char* path = getenv("KITH_FAULT_REPORT");
    int fd;
    if (path == NULL) return;
    fd = real_open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
    if (fd < 0) return;
    const int length = snprintf(line, sizeof line, "%s %s\n", call->name, call->path);
    if (real_write(fd, line, (size_t)length) != length) _exit(1);
    close(fd);
}

static void tear(const struct disk_call* call) {
    if (call->kind == DISK_WRITE &&
        real_pwrite(call->fd, call->bytes, call->size / 2, call->offset) < 0)
        _exit(1);
    _exit(TORN_STATUS);
}

/* A full disk still opens, maps and gives up what is there. */
static int needs_room(const struct disk_call* call) {
    return call->kind != DISK_OPEN && call->kind != DISK_MAP && call->kind != DISK_UNLINK;
}

int inject(const struct disk_call* call) {
    const char* mode = getenv("KITH_FAULT_MODE");
    const char* at = getenv("KITH_FAULT_AT");
    const int before = errno;
    static long* made;
    long number;
    long wanted;
    if (mode == NULL) return 0;
    if (made == NULL) made = counter();
    number = __sync_add_and_fetch(made, 1);
    wanted = at == NULL ? 0 : strtol(at, NULL, 10);
    if (strcmp(mode, "count") == 0 || number == wanted) report(call);
    errno = before;

    if (strcmp(mode, "count") == 0 || number < wanted) return 0;
    if (strcmp(mode, "torn") == 0) tear(call);
    if (strcmp(mode, "enospc-sticky") == 0) return needs_room(call) ? ENOSPC : 0;
    if (strcmp(mode, "eio-sticky") == 0 || number == wanted) return EIO;
    return 0;
}
