/* Lets the n-th allocation fail, between arming and disarming by the host that this is preloaded
 * to.
 *
 * Serves one thread. It reaches past itself to glibc's own names, as looking them up allocates.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

#define SEEN __attribute__((visibility("default")))

/* Of glibc: the allocator itself. */
extern void* __libc_malloc(size_t size);
extern void* __libc_calloc(size_t count, size_t size);
extern void* __libc_realloc(void* old, size_t size);
extern void* __libc_memalign(size_t alignment, size_t size);

/* No thread_local: its first use in a thread may allocate. */
static int armed;
static int sticks;
static long wanted;
static long made;

SEEN void kith_oom_arm(long at, int sticky) {
    wanted = at;
    sticks = sticky;
    made = 0;
    armed = 1;
}

/* How many allocations were asked for since, those that failed among them. */
SEEN long kith_oom_disarm(void) {
    armed = 0;
    return made;
}

static int fails(void) {
    if (!armed) return 0;
    ++made;
    if (sticks ? made < wanted : made != wanted) return 0;
    errno = ENOMEM;
    return 1;
}

SEEN void* malloc(size_t size) {
    return fails() ? NULL : __libc_malloc(size);
}

SEEN void* calloc(size_t count, size_t size) {
    return fails() ? NULL : __libc_calloc(count, size);
}

SEEN void* realloc(void* old, size_t size) {
    return fails() ? NULL : __libc_realloc(old, size);
}

SEEN void* memalign(size_t alignment, size_t size) {
    return fails() ? NULL : __libc_memalign(alignment, size);
}

SEEN void* aligned_alloc(size_t alignment, size_t size) {
    return fails() ? NULL : __libc_memalign(alignment, size);
}

SEEN int posix_memalign(void** at, size_t alignment, size_t size) {
    void* const got = fails() ? NULL : __libc_memalign(alignment, size);
    if (got == NULL) return ENOMEM;
    *at = got;
    return 0;
}
