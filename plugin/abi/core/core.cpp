// The one symbol that the core exports.
#include <kith/core_table.h>

#include "abi/functions.h"
#include "abi/outcome.h"

extern "C" const kith_core_table kith_core_1 = {
    sizeof(kith_core_table),   KITH_ABI,
    &kith::abi::buf_free,      &kith::abi::open,
    &kith::abi::close,         &kith::abi::describe,
    &kith::abi::pump,          &kith::abi::next_event,
    &kith::abi::event_ack,     &kith::abi::session_open,
    &kith::abi::session_close, &kith::abi::call,
    &kith::abi::submit,        &kith::abi::job_poll,
    &kith::abi::job_cancel,    &kith::abi::job_close,
    &kith::abi::cursor_open,   &kith::abi::cursor_next,
    &kith::abi::cursor_close,  &kith::abi::http,
};
