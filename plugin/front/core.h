/* Finds and loads the core, once, on first use. */
#ifndef KITH_FRONT_CORE_H
#define KITH_FRONT_CORE_H

#include <kith/core_table.h>

/* The core's table, or NULL where libkith-core.so.1 is missing or speaks another version.
 * Any thread; takes no lock, so a fork at any moment leaves it usable. */
const kith_core_table* front_core(void);

/* Whether it is a buffer by its size. What is none is left alone. */
int front_knows(const kith_buf* buffer);

/* Puts a constant of this library into the buffer, if it is one. */
void front_say(kith_buf* buffer, const char* text);

/* KITH_E_CORE, with its explanation in `buffer`. */
int32_t front_no_core(kith_buf* buffer);

#endif
