#include "store/idempotency.h"

#include "store/fields.h"
#include "store/transaction.h"

namespace kith::store {
namespace {

std::string call_ref(const Transaction& tx, const CallKey& call) {
    const auto who = FieldWriter().text(call.subject).text(call.operation).text(call.key).packed();
    return tx.tenant_keys().pseudonym("call", who);
}

std::string input_ref(const Transaction& tx, const CallKey& call) {
    return tx.tenant_keys().pseudonym("call-input", call.input);
}

}  // namespace

Result<std::optional<std::string>> kept_answer(Transaction& tx, const CallKey& call) {
    const auto ref = call_ref(tx, call);
    std::vector<std::string> inputs;
    std::vector<Poco::Data::BLOB> answers;
    const auto read =
        tx.run("SELECT input_ref, answer FROM kept_answer WHERE tenant_id = $1 AND call_ref = $2",
               tx.tenant(), bind(ref), into(inputs), into(answers));
    if (!read) return read.error();
    if (inputs.empty()) return std::optional<std::string>{};
    if (inputs.front() != input_ref(tx, call))
        return Error{ErrorCode::conflict,
                     "this idempotency key was used with another input",
                     {},
                     "take a new key for a new call"};

    auto answer = tx.vault().open(to_span(answers.front()), {"kept_answer", "answer", ref});
    if (!answer) return answer.error();
    return std::optional(std::move(*answer));
}

Result<void> keep_answer(Transaction& tx, const CallKey& call, std::string_view answer,
                         std::int64_t hour) {
    const auto ref = call_ref(tx, call);
    const auto sealed = tx.vault().seal(answer, {"kept_answer", "answer", ref});
    if (!sealed) return sealed.error();
    const auto done = tx.run(
        "INSERT INTO kept_answer (tenant_id, call_ref, input_ref, hour, answer, request_id) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        tx.tenant(), bind(ref), bind(input_ref(tx, call)), bind(hour), bind(to_blob(*sealed)),
        bind(call.request.text()));
    if (!done) return done.error();
    return {};
}

Result<void> forget_answers(Transaction& tx, std::int64_t before_hour) {
    const auto done = tx.run("DELETE FROM kept_answer WHERE tenant_id = $1 AND hour < $2",
                             tx.tenant(), bind(before_hour));
    if (!done) return done.error();
    return {};
}

Result<void> seal_answers_anew(Transaction& tx) {
    std::vector<std::string> refs;
    std::vector<Poco::Data::BLOB> answers;
    const auto read = tx.run("SELECT call_ref, answer FROM kept_answer WHERE tenant_id = $1",
                             tx.tenant(), into(refs), into(answers));
    if (!read) return read.error();
    for (std::size_t i = 0; i < refs.size(); ++i) {
        const Place place{"kept_answer", "answer", refs[i]};
        const auto plain = tx.vault().open(to_span(answers[i]), place);
        if (!plain) return plain.error();
        const auto sealed = tx.vault().seal(*plain, place);
        if (!sealed) return sealed.error();
        const auto done =
            tx.run("UPDATE kept_answer SET answer = $3 WHERE tenant_id = $1 AND call_ref = $2",
                   tx.tenant(), bind(refs[i]), bind(to_blob(*sealed)));
        if (!done) return done.error();
    }
    return {};
}

}  // namespace kith::store
