// Walks over operations that answer in pages.
#include <algorithm>

#include "abi/arguments.h"
#include "abi/entered.h"
#include "abi/functions.h"
#include "abi/job.h"
#include "abi/perform.h"
#include "base/limits.h"
#include "gateway/gateway.h"

namespace kith::abi {
namespace {

Outcome opened_cursor(const std::shared_ptr<Session>& session, std::string_view operation,
                      std::string_view input, kith_cursor& cursor) {
    const SessionUse use(*session);
    if (!use) return refused_busy_session();
    if (!gateway::gives_pages(operation))
        return refused(KITH_E_OPERATION, "no operation of that name answers in pages",
                       "the ones that do have pages in kith_describe operations");
    return registered(std::make_shared<Cursor>(session, operation, input), session->handle, cursor);
}

Outcome next_page(Cursor& cursor, std::uint32_t max) {
    const SessionUse use(*cursor.session);
    if (!use) return refused_busy_session();

    Outcome outcome;
    outcome.status = KITH_NONE;
    if (cursor.ended) return outcome;

    std::string after = cursor.after;
    const auto most = static_cast<std::uint32_t>(std::min<std::size_t>(max, limits::page_size_max));
    auto page = gateway::page(cursor.instance().kith().rooms(), cursor.session->caller(),
                              cursor.order.operation, cursor.order.input, most, after);
    if (!page) return failed(page.error());

    cursor.after = std::move(after);
    cursor.ended = cursor.after.empty();
    outcome.status = cursor.ended ? KITH_OK : KITH_MORE;
    outcome.text = std::move(*page);
    return outcome;
}

}  // namespace

std::int32_t cursor_open(kith_session session, const char* op, const char* in, std::uint64_t n,
                         kith_cursor* cursor, kith_buf* err) {
    if (cursor != nullptr) *cursor = 0;
    if (!absent_or_usable(err)) return KITH_E_ARGUMENT;
    return guarded<Session>(session, err, [&](const auto& object) -> Outcome {
        if (cursor == nullptr) return refused(KITH_E_ARGUMENT, "the place for the handle is NULL");
        if (auto wrong = unfit_name(op)) return std::move(*wrong);
        if (auto wrong = unfit(in, n, limits::call_bytes_max)) return std::move(*wrong);
        return opened_cursor(object, op, json_input(in, n), *cursor);
    });
}

std::int32_t cursor_next(kith_cursor cursor, std::uint32_t max, kith_buf* out) {
    if (!usable(out)) return KITH_E_ARGUMENT;
    return guarded<Cursor>(cursor, out, [&](const auto& object) -> Outcome {
        if (max == 0) return refused(KITH_E_ARGUMENT, "a page of no items has no end");
        return next_page(*object, max);
    });
}

std::int32_t cursor_close(kith_cursor cursor) {
    return guarded<Cursor>(cursor, nullptr, [&](const auto&) -> Outcome {
        if (Registry::here().take(Kind::cursor, cursor).empty()) return refused_handle();
        return {};
    });
}

}  // namespace kith::abi
