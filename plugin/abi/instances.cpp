// Opening and closing an instance, and what it is.
#include <string.h>  // strnlen

#include <string>
#include <string_view>
#include <utility>

#include "abi/arguments.h"
#include "abi/entered.h"
#include "abi/functions.h"
#include "abi/structs.h"
#include "base/limits.h"
#include "gateway/gateway.h"
#include "gateway/http.h"

namespace kith::abi {
namespace {

Outcome with_text(std::string text) {
    Outcome outcome;
    outcome.text = std::move(text);
    return outcome;
}

Outcome opened_instance(const kith_host& host, std::string_view path, kith_instance& instance) {
    // Before anything else: in a forked child the parent's registry is left alone from here on.
    Registry& registry = Registry::here();

    auto link = std::make_shared<const HostLink>(host);
    auto kith = assembly::Kith::open(std::string(path), HostLink::lend(link));
    if (!kith) return failed(kith.error());

    auto object = std::make_shared<Instance>(std::move(*kith), std::move(link));
    instance = registry.add(std::move(object), 0);
    if (instance == 0) return refused(KITH_E_TOO_LARGE, "too many handles are open");
    return {};
}

Outcome unknown_topic() {
    return refused(KITH_E_ARGUMENT, "there is nothing of that name to describe",
                   "operations, http, build, or health with an instance");
}

Outcome described(std::string_view what) {
    if (what == "operations") return with_text(gateway::describe_operations());
    if (what == "http") return with_text(gateway::describe_http());
    if (what == "build") return with_text(assembly::Kith::build_json());
    return unknown_topic();
}

Outcome described(Instance& instance, std::string_view what) {
    if (what != "health") return described(what);
    auto health = instance.kith().health_json();
    if (!health) return failed(health.error());
    return with_text(std::move(*health));
}

Outcome closed_instance(kith_instance handle) {
    const auto resolved = resolve<Instance>(handle);
    if (!resolved.object) return resolved.refusal;
    if (Entry::inside(*resolved.object))
        return refused(KITH_E_BUSY, "the calling thread is inside this instance");

    const auto taken = Registry::here().take(Kind::instance, handle);
    if (taken.empty()) return refused_handle();
    resolved.object->drain();
    return {};
}

}  // namespace

std::int32_t open(const kith_host* host, const char* path, std::uint64_t n, kith_instance* instance,
                  kith_buf* err) {
    if (instance != nullptr) *instance = 0;
    if (!absent_or_usable(err)) return KITH_E_ARGUMENT;
    return guarded(err, [&]() -> Outcome {
        if (instance == nullptr)
            return refused(KITH_E_ARGUMENT, "the place for the handle is NULL");
        if (n == 0) return refused(KITH_E_ARGUMENT, "the path of the manifest is empty");
        if (auto wrong = unfit(path, n, limits::path_bytes_max)) return std::move(*wrong);
        auto reading = read_host(host);
        if (reading.refusal) return std::move(*reading.refusal);
        return opened_instance(reading.host, {path, static_cast<std::size_t>(n)}, *instance);
    });
}

std::int32_t close(kith_instance instance) {
    return guarded(nullptr, [&] { return closed_instance(instance); });
}

std::int32_t describe(kith_instance instance, const char* what, kith_buf* out) {
    if (!usable(out)) return KITH_E_ARGUMENT;
    if (what == nullptr)
        return guarded(out, [] { return refused(KITH_E_ARGUMENT, "the name is NULL"); });

    const std::string_view topic(what, strnlen(what, limits::operation_name_bytes_max));
    if (instance == 0) return guarded(out, [&] { return described(topic); });
    return guarded<Instance>(instance, out,
                             [&](const auto& object) { return described(*object, topic); });
}

}  // namespace kith::abi
