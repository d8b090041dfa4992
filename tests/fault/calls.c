/* The disk's calls of a host, preloaded before those of the C library. */
#define _GNU_SOURCE
#include "calls.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#define SEEN __attribute__((visibility("default")))

/* POSIX promises that what dlsym gives may be called; ISO C has no word for it. */
#define REAL(name) (*(__typeof__(&(name))*)(void*)&(void*){dlsym(RTLD_NEXT, #name)})

static int inside(const char* path) {
    const char* folder = getenv("KITH_FAULT_FOLDER");
    size_t length;
    if (folder == NULL || folder[0] == '\0' || path == NULL) return 0;
    length = strlen(folder);
    return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == '\0');
}

static void set_path(char* to, const char* path) {
    snprintf(to, PATH_MAX, "%s", path);
}

/* The file's name even where it was renamed since; nothing to close or to forget. */
static int named(struct disk_call* call, int fd) {
    char link[64];
    ssize_t length;
    const int before = errno;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    length = readlink(link, call->path, sizeof call->path - 1);
    errno = before;
    if (length < 0) return 0;
    call->path[length] = '\0';
    call->fd = fd;
    return inside(call->path);
}

static int refused(const struct disk_call* call) {
    const int code = inject(call);
    if (code != 0) errno = code;
    return code != 0;
}

static int ended(const struct disk_call* call, int result) {
    if (result == 0) record(call);
    return result;
}

ssize_t real_write(int fd, const void* bytes, size_t size) {
    return REAL(write)(fd, bytes, size);
}
ssize_t real_pwrite(int fd, const void* bytes, size_t size, off_t offset) {
    return REAL(pwrite)(fd, bytes, size, offset);
}
int real_open(const char* path, int flags, mode_t mode) {
    return REAL(open)(path, flags, mode);
}

/* ---- Opening ---- */

static int opened(const char* name, int folder, const char* path, int flags, mode_t mode) {
    struct disk_call call = {.kind = DISK_OPEN, .name = name, .fd = -1};
    struct stat before;
    if (!inside(path)) return REAL(openat)(folder, path, flags, mode);
    set_path(call.path, path);
    if ((flags & O_CREAT) != 0 && stat(path, &before) != 0) call.kind = DISK_CREATE;
    if (refused(&call)) return -1;
    call.fd = REAL(openat)(folder, path, flags, mode);
    if (call.kind == DISK_OPEN && (flags & O_TRUNC) != 0) call.kind = DISK_TRUNCATE;
    if (call.fd >= 0) record(&call);
    return call.fd;
}

static mode_t mode_of(int flags, va_list rest) {
    return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(rest, mode_t) : 0;
}

#define OPENS(function)                                     \
    SEEN int function(const char* path, int flags, ...) {   \
        va_list rest;                                       \
        mode_t mode;                                        \
        va_start(rest, flags);                              \
        mode = mode_of(flags, rest);                        \
        va_end(rest);                                       \
        return opened("open", AT_FDCWD, path, flags, mode); \
    }
OPENS(open)
OPENS(open64)

#define OPENS_AT(function)                                            \
    SEEN int function(int folder, const char* path, int flags, ...) { \
        va_list rest;                                                 \
        mode_t mode;                                                  \
        va_start(rest, flags);                                        \
        mode = mode_of(flags, rest);                                  \
        va_end(rest);                                                 \
        return opened("openat", folder, path, flags, mode);           \
    }
OPENS_AT(openat)
OPENS_AT(openat64)

/* The manifest and the keyring are read through streams. */
#define OPENS_STREAM(function)                                                  \
    SEEN FILE* function(const char* path, const char* mode) {                   \
        struct disk_call call = {.kind = DISK_OPEN, .name = "fopen", .fd = -1}; \
        if (!inside(path)) return REAL(function)(path, mode);                   \
        set_path(call.path, path);                                              \
        return refused(&call) ? NULL : REAL(function)(path, mode);              \
    }
OPENS_STREAM(fopen)
OPENS_STREAM(fopen64)

/* ---- Writing ---- */

static ssize_t written(const struct disk_call* call, ssize_t done) {
    struct disk_call said = *call;
    if (done <= 0) return done;
    said.size = (size_t)done;
    record(&said);
    return done;
}

SEEN ssize_t write(int fd, const void* bytes, size_t size) {
    struct disk_call call = {.kind = DISK_WRITE, .name = "write", .bytes = bytes, .size = size};
    if (fd == STDOUT_FILENO && recording()) {
        call.kind = DISK_SAID;
        call.fd = fd;
        return written(&call, REAL(write)(fd, bytes, size));
    }
    if (!named(&call, fd)) return REAL(write)(fd, bytes, size);
    call.offset = lseek(fd, 0, (fcntl(fd, F_GETFL) & O_APPEND) != 0 ? SEEK_END : SEEK_CUR);
    if (refused(&call)) return -1;
    return written(&call, REAL(write)(fd, bytes, size));
}

#define WRITES_AT(function)                                                                        \
    SEEN ssize_t function(int fd, const void* bytes, size_t size, off_t offset) {                  \
        struct disk_call call = {                                                                  \
            .kind = DISK_WRITE, .name = "pwrite", .bytes = bytes, .size = size, .offset = offset}; \
        if (!named(&call, fd)) return real_pwrite(fd, bytes, size, offset);                        \
        if (refused(&call)) return -1;                                                             \
        return written(&call, real_pwrite(fd, bytes, size, offset));                               \
    }
WRITES_AT(pwrite)
WRITES_AT(pwrite64)

#define TRUNCATES(function)                                                                     \
    SEEN int function(int fd, off_t length) {                                                   \
        struct disk_call call = {.kind = DISK_TRUNCATE, .name = "ftruncate", .offset = length}; \
        if (!named(&call, fd)) return REAL(function)(fd, length);                               \
        if (refused(&call)) return -1;                                                          \
        return ended(&call, REAL(function)(fd, length));                                        \
    }
TRUNCATES(ftruncate)
TRUNCATES(ftruncate64)

#define SYNCS(function)                                                 \
    SEEN int function(int fd) {                                         \
        struct disk_call call = {.kind = DISK_SYNC, .name = #function}; \
        if (!named(&call, fd)) return REAL(function)(fd);               \
        if (refused(&call)) return -1;                                  \
        return ended(&call, REAL(function)(fd));                        \
    }
SYNCS(fsync)
SYNCS(fdatasync)

#define MAPS(function)                                                                        \
    SEEN void* function(void* at, size_t size, int rights, int flags, int fd, off_t offset) { \
        struct disk_call call = {.kind = DISK_MAP, .name = "mmap"};                           \
        if (fd < 0 || !named(&call, fd))                                                      \
            return REAL(function)(at, size, rights, flags, fd, offset);                       \
        if (refused(&call)) return MAP_FAILED;                                                \
        return REAL(function)(at, size, rights, flags, fd, offset);                           \
    }
MAPS(mmap)
MAPS(mmap64)

/* ---- Names ---- */

#define NAMES_TWO(function, what)                                              \
    SEEN int function(const char* from, const char* to) {                      \
        struct disk_call call = {.kind = (what), .name = #function, .fd = -1}; \
        if (!inside(from) && !inside(to)) return REAL(function)(from, to);     \
        set_path(call.path, from);                                             \
        set_path(call.to, to);                                                 \
        if (refused(&call)) return -1;                                         \
        return ended(&call, REAL(function)(from, to));                         \
    }
NAMES_TWO(rename, DISK_RENAME)
NAMES_TWO(link, DISK_LINK)

SEEN int unlink(const char* path) {
    struct disk_call call = {.kind = DISK_UNLINK, .name = "unlink", .fd = -1};
    if (!inside(path)) return REAL(unlink)(path);
    set_path(call.path, path);
    if (refused(&call)) return -1;
    return ended(&call, REAL(unlink)(path));
}
