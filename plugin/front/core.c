#define _GNU_SOURCE
#include "core.h"

#include <dlfcn.h>
#include <limits.h>
#include <link.h>
#include <signal.h>
#include <stddef.h>
#include <string.h>

static const char core_name[] = "/libkith-core.so.1";

/* Set once; racing threads set the same value, because loading twice gives the same library. */
static const kith_core_table* loaded;

/* The absolute path of the core, which lies beside this library: no variable and no search path has
 * a say. The folder is the one that the loader noted when it loaded us, so a host may change its
 * working directory meanwhile. */
static int core_path(char* path, size_t size) {
    Dl_info self;
    struct link_map* map = NULL;
    char folder[2 * PATH_MAX];

    if (dladdr1(&loaded, &self, (void**)&map, RTLD_DL_LINKMAP) == 0 || map == NULL) return 0;
    if (map->l_name == NULL || strlen(map->l_name) >= PATH_MAX) return 0;
    if (dlinfo(map, RTLD_DI_ORIGIN, folder) != 0) return 0;
    if (strlen(folder) + sizeof core_name > size) return 0;
    strcpy(path, folder);
    strcat(path, core_name);
    return 1;
}

static const kith_core_table* load(void) {
    char path[2 * PATH_MAX + sizeof core_name];
    const kith_core_table* table;
    void* library;

    if (!core_path(path, sizeof path)) return NULL;
    library = dlopen(path, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    if (library == NULL) return NULL;

    table = dlsym(library, "kith_core_1");
    if (table == NULL || table->size < sizeof *table) return NULL;
    if (table->abi >> 16 != KITH_ABI >> 16) return NULL;
    return table;
}

const kith_core_table* front_core(void) {
    const kith_core_table* table = __atomic_load_n(&loaded, __ATOMIC_ACQUIRE);
    sigset_t before;

    if (table != NULL) return table;

    /* Poco blocks SIGPIPE in the thread that loads it, and the mask is inherited by the host's
     * children: the caller gets its own one back. */
    pthread_sigmask(SIG_BLOCK, NULL, &before);
    table = load();
    pthread_sigmask(SIG_SETMASK, &before, NULL);

    if (table != NULL) __atomic_store_n(&loaded, table, __ATOMIC_RELEASE);
    return table;
}

int front_knows(const kith_buf* buffer) {
    if (buffer == NULL) return 0;
    return buffer->size >= sizeof *buffer && buffer->size <= KITH_STRUCT_BYTES_MAX;
}

void front_say(kith_buf* buffer, const char* text) {
    if (!front_knows(buffer)) return;
    buffer->flags = KITH_BUF_CONSTANT;
    buffer->data = (char*)text;
    buffer->len = strlen(text);
}

int32_t front_no_core(kith_buf* buffer) {
    front_say(
        buffer,
        "{\"code\":-15,\"name\":\"core\","
        "\"message\":\"libkith-core.so.1 could not be loaded, or is of another version\","
        "\"field\":\"\","
        "\"hint\":\"it must lie in the folder of libkith.so.1; ldd on it names what it misses\","
        "\"retry\":false}");
    return KITH_E_CORE;
}
