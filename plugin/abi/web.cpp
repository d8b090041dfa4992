// One HTTP request of the host's, answered by the gateway.
#include <kith/core_table.h>

#include "abi/entered.h"
#include "abi/functions.h"
#include "abi/structs.h"
#include "gateway/http.h"

namespace kith::abi {
namespace {

struct Text {
    const char* data;
    std::uint64_t n;

    bool missing() const { return data == nullptr && n != 0; }
    std::string_view view() const {
        return n == 0 ? std::string_view{} : std::string_view{data, n};
    }
};

std::optional<Outcome> unreadable(const kith_http_request* request) {
    if (request == nullptr) return refused(KITH_E_ARGUMENT, "the request is NULL");
    if (request->size < sizeof(kith_http_request) || request->size > KITH_STRUCT_BYTES_MAX)
        return refused(KITH_E_ARGUMENT, "kith_http_request.size: not the size of that struct",
                       "set it to sizeof(kith_http_request)");
    if (const auto byte = unknown_byte(request, request->size, sizeof(kith_http_request))) {
        Outcome outcome = refused(KITH_E_ABI,
                                  "kith_http_request: this library does not know the field at this "
                                  "byte, and it is not zero",
                                  "leave the field empty, or install a newer libkith");
        outcome.byte = static_cast<std::int64_t>(*byte);
        return outcome;
    }
    if (request->flags != 0)
        return refused(KITH_E_ARGUMENT, "kith_http_request.flags: no flag is known", "set it to 0");
    for (const Text text :
         {Text{request->method, request->method_n}, Text{request->target, request->target_n},
          Text{request->headers, request->headers_n}, Text{request->body, request->body_n},
          Text{request->subject, request->subject_n}, Text{request->sign_on, request->sign_on_n}})
        if (text.missing())
            return refused(KITH_E_ARGUMENT, "a text is NULL, and its length is not 0");
    return std::nullopt;
}

gateway::HttpRequest read(const kith_http_request& request) {
    return {Text{request.method, request.method_n}.view(),
            Text{request.target, request.target_n}.view(),
            Text{request.headers, request.headers_n}.view(),
            Text{request.body, request.body_n}.view(),
            Text{request.subject, request.subject_n}.view(),
            Text{request.sign_on, request.sign_on_n}.view()};
}

Outcome answered(Instance& instance, const kith_http_request& request, std::int32_t& status,
                 kith_buf* headers) {
    auto found = gateway::http(instance.kith().rooms(), read(request));
    Outcome head;
    head.text = std::move(found.headers);
    if (const auto filled = answer(headers, std::move(head)); filled < 0)
        return refused(filled, "no memory", "repeat a change with its idempotency key");

    Outcome outcome;
    outcome.text = std::move(found.body);
    status = found.status;
    // What was done is done, whatever the host's wake does.
    contained(&instance, [&] {
        instance.wake_host();
        return Outcome{};
    });
    return outcome;
}

}  // namespace

std::int32_t http(kith_instance instance, const kith_http_request* request, std::int32_t* status,
                  kith_buf* headers, kith_buf* body) {
    if (!usable(headers) || !usable(body) || status == nullptr) return KITH_E_ARGUMENT;
    answer(headers, {});
    return guarded<Instance>(instance, body, [&](const auto& object) -> Outcome {
        if (auto wrong = unreadable(request)) return std::move(*wrong);
        return answered(*object, *request, *status, headers);
    });
}

}  // namespace kith::abi
