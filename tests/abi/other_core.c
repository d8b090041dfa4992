/* A core that speaks the next major version of the interface. */
#include <kith/core_table.h>

KITH_API const kith_core_table kith_core_1 = {.size = sizeof(kith_core_table), .abi = 0x00020000u};
