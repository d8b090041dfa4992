/* What the disk's calls tell the two that listen: inject.c refuses some, record.c writes all down.
 *
 * Only calls on files below the folder $KITH_FAULT_FOLDER are told. Preloaded into a host, so it
 * allocates nothing and goes by no lock of its own.
 */
#ifndef KITH_FAULT_CALLS_H
#define KITH_FAULT_CALLS_H

#include <limits.h>
#include <stddef.h>
#include <sys/types.h>

enum disk_kind {
    DISK_OPEN = 'O',
    DISK_CREATE = 'C',
    DISK_WRITE = 'W',
    DISK_TRUNCATE = 'T',
    DISK_SYNC = 'S',
    DISK_RENAME = 'R',
    DISK_LINK = 'L',
    DISK_UNLINK = 'U',
    DISK_MAP = 'M',
    DISK_SAID = 'A' /* The host wrote to its standard output: an acknowledgement. */
};

struct disk_call {
    enum disk_kind kind;
    const char* name;
    char path[PATH_MAX];
    char to[PATH_MAX]; /* Of a rename and a link. */
    int fd;            /* -1 where there is none. */
    off_t offset;      /* Of a write; the new length of a truncation. */
    const void* bytes;
    size_t size;
};

/* An errno for the call that shall fail, or 0. May end the process. */
int inject(const struct disk_call* call);

/* Told after a call that went well. */
void record(const struct disk_call* call);

/* Whether record.c wants to hear of anything. */
int recording(void);

/* The C library's own, past the calls of this file. */
ssize_t real_write(int fd, const void* bytes, size_t size);
ssize_t real_pwrite(int fd, const void* bytes, size_t size, off_t offset);
int real_open(const char* path, int flags, mode_t mode);

#endif
