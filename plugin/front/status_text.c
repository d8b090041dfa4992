/* What each status of kith.h means. */
#include <kith/kith.h>

#include <stddef.h>

static const struct {
    int32_t status;
    const char* text;
} texts[] = {
    {KITH_OK, "KITH_OK: done"},
    {KITH_PENDING, "KITH_PENDING: the job has not run to its end"},
    {KITH_MORE, "KITH_MORE: done, and another page follows"},
    {KITH_NONE, "KITH_NONE: there is nothing"},
    {KITH_E_ARGUMENT, "KITH_E_ARGUMENT: a pointer is NULL, or a struct or number out of range"},
    {KITH_E_HANDLE, "KITH_E_HANDLE: the handle is closed, of another kind, or never was"},
    {KITH_E_BUSY, "KITH_E_BUSY: in use by another thread or process; try again"},
    {KITH_E_FORKED, "KITH_E_FORKED: opened by the parent process; open anew in this one"},
    {KITH_E_ABI, "KITH_E_ABI: host and library speak different versions of the interface"},
    {KITH_E_CORE, "KITH_E_CORE: libkith-core.so.1 beside the library is missing or does not fit"},
    {KITH_E_MEMORY, "KITH_E_MEMORY: no memory"},
    {KITH_E_INTERNAL, "KITH_E_INTERNAL: a bug in Kith; the instance was closed"},
    {KITH_E_CANCELLED, "KITH_E_CANCELLED: the job was cancelled before it ran"},
    {KITH_E_UNSUPPORTED, "KITH_E_UNSUPPORTED: not in this version"},
    {KITH_E_DENIED, "KITH_E_DENIED: not allowed, not found or no longer there"},
    {KITH_E_CONFLICT, "KITH_E_CONFLICT: the state of things does not allow it now"},
    {KITH_E_INPUT, "KITH_E_INPUT: the input breaks its schema"},
    {KITH_E_ENCODING, "KITH_E_ENCODING: not UTF-8, or a NUL in it"},
    {KITH_E_TOO_LARGE, "KITH_E_TOO_LARGE: above a limit"},
    {KITH_E_OPERATION, "KITH_E_OPERATION: no operation of that name and version"},
    {KITH_E_MANIFEST, "KITH_E_MANIFEST: the manifest has problems; kithctl check lists them"},
    {KITH_E_NOT_APPLIED, "KITH_E_NOT_APPLIED: the manifest was not applied; run kithctl apply"},
    {KITH_E_STORE, "KITH_E_STORE: the disk or the database refused; nothing was stored"},
    {KITH_E_CORRUPT, "KITH_E_CORRUPT: the database is damaged; nothing was changed"},
    {KITH_E_SOURCE, "KITH_E_SOURCE: a people source cannot be read; what was loaded stays"},
    {KITH_E_KEY_MISSING, "KITH_E_KEY_MISSING: the key source gave no key"},
    {KITH_E_KEY_WRONG, "KITH_E_KEY_WRONG: not the key that this database was made with"},
    {KITH_E_HOST, "KITH_E_HOST: a callback of the host failed"},
};

const char* kith_status_text(int32_t status) {
    size_t i;
    for (i = 0; i < sizeof texts / sizeof *texts; ++i)
        if (texts[i].status == status) return texts[i].text;
    return status < -10000 ? "a status of the host's own"
                           : "a status that this version does not know";
}
