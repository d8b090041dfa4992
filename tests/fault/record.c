/* Writes down what happens to the disk, and what was acknowledged between, as one stream.
 *
 * KITH_RECORD: the stream's file, outside the folder. Each entry: kind, the file's inode, offset,
 * sizes of the two names and of the bytes, then those. power.py reads it.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "calls.h"

struct entry {
    uint64_t kind;
    uint64_t inode;
    uint64_t offset;
    uint64_t path_n;
    uint64_t to_n;
    uint64_t bytes_n;
};

int recording(void) {
    return getenv("KITH_RECORD") != NULL;
}

static uint64_t inode_of(int fd) {
    struct stat status;
    if (fd < 0 || fstat(fd, &status) != 0) return 0;
    return (uint64_t)status.st_ino;
}

void record(const struct disk_call* call) {
    static int stream = -1;
    const int before = errno;
    struct entry entry = {.kind = (uint64_t)call->kind};
    if (!recording() || call->kind == DISK_OPEN || call->kind == DISK_MAP) return;
    if (stream < 0)
        stream = real_open(getenv("KITH_RECORD"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

    entry.inode = inode_of(call->fd);
    entry.offset = (uint64_t)call->offset;
    entry.path_n = strlen(call->path);
    entry.to_n = strlen(call->to);
    entry.bytes_n = call->size;
    const struct iovec parts[] = {{&entry, sizeof entry},
                                  {(void*)call->path, entry.path_n},
                                  {(void*)call->to, entry.to_n},
                                  {(void*)call->bytes, entry.bytes_n}};
    const ssize_t whole = (ssize_t)(sizeof entry + entry.path_n + entry.to_n + entry.bytes_n);
    // A stream that lacks an entry would prove nothing.
    if (stream < 0 || writev(stream, parts, 4) != whole) _exit(1);
    errno = before;
}
