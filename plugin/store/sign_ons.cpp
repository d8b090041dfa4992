#include "store/sign_ons.h"

#include "store/transaction.h"

namespace kith::store {
namespace {

constexpr std::int64_t refusals_kept = 200;

constexpr std::int64_t hour_ms = 3'600'000;

std::string spent_ref(const Transaction& tx, Spent what, const std::string& name) {
    return tx.tenant_keys().pseudonym(
        what == Spent::request ? "sign-on-request" : "sign-on-assertion", name);
}

std::string session_ref(const Transaction& tx, const std::string& name) {
    return tx.tenant_keys().pseudonym("sign-on-session", name);
}

// The first hour in which it may be forgotten.
std::int64_t hour_behind(std::int64_t until_ms) {
    return until_ms / hour_ms + 1;
}

Result<void> done_or_error(const Result<std::int64_t>& done) {
    if (!done) return done.error();
    return {};
}

}  // namespace

Result<bool> spend(Transaction& tx, Spent what, const std::string& name, std::int64_t until_ms) {
    const auto added = tx.run(
        "INSERT INTO sign_on_spent (tenant_id, spent_ref, until_hour, end_ref) "
        "VALUES ($1, $2, $3, '') "
        "ON CONFLICT (tenant_id, spent_ref) DO NOTHING",
        tx.tenant(), bind(spent_ref(tx, what, name)), bind(hour_behind(until_ms)));
    if (!added) return added.error();
    return *added > 0;
}

Result<void> end_sessions(Transaction& tx, const std::string& name, std::int64_t until_ms) {
    const auto end = crypto::random_uuid();
    if (!end) return end.error();
    return done_or_error(
        tx.run("INSERT INTO sign_on_spent (tenant_id, spent_ref, until_hour, end_ref) "
               "VALUES ($1, $2, $3, $4) ON CONFLICT (tenant_id, spent_ref) "
               "DO UPDATE SET until_hour = excluded.until_hour, end_ref = excluded.end_ref",
               tx.tenant(), bind(session_ref(tx, name)), bind(hour_behind(until_ms)), bind(*end)));
}

Result<std::string> end_of_sessions(Transaction& tx, const std::string& name) {
    std::vector<std::string> ends;
    const auto read =
        tx.run("SELECT end_ref FROM sign_on_spent WHERE tenant_id = $1 AND spent_ref = $2",
               tx.tenant(), bind(session_ref(tx, name)), into(ends));
    if (!read) return read.error();
    return ends.empty() ? std::string() : ends.front();
}

Result<void> note_sign_on_refusal(Transaction& tx, const SignOnRefusal& refusal) {
    std::int64_t newest = 0;
    const auto counted =
        tx.run("SELECT COALESCE(MAX(number), 0) FROM sign_on_refusal WHERE tenant_id = $1",
               tx.tenant(), into(newest));
    if (!counted) return counted.error();
    const auto number = newest + 1;
    const auto added = tx.run(
        "INSERT INTO sign_on_refusal (tenant_id, number, reference, hour, provider, rule, section, "
        "detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        tx.tenant(), bind(number), bind(refusal.reference), bind(refusal.hour),
        bind(refusal.provider), bind(refusal.rule), bind(refusal.section), bind(refusal.detail));
    if (!added) return added.error();
    return done_or_error(tx.run("DELETE FROM sign_on_refusal WHERE tenant_id = $1 AND number <= $2",
                                tx.tenant(), bind(number - refusals_kept)));
}

Result<std::vector<SignOnRefusal>> sign_on_refusals(Transaction& tx) {
    std::vector<std::int64_t> references;
    std::vector<std::int64_t> hours;
    std::vector<std::string> providers;
    std::vector<std::string> rules;
    std::vector<std::string> sections;
    std::vector<std::string> details;
    const auto read = tx.run(
        "SELECT reference, hour, provider, rule, section, detail FROM sign_on_refusal "
        "WHERE tenant_id = $1 ORDER BY number DESC",
        tx.tenant(), into(references), into(hours), into(providers), into(rules), into(sections),
        into(details));
    if (!read) return read.error();
    std::vector<SignOnRefusal> found;
    for (std::size_t i = 0; i < references.size(); ++i)
        found.push_back({references[i], hours[i], providers[i], rules[i], sections[i], details[i]});
    return found;
}

Result<void> keep_metadata(Transaction& tx, const std::string& url, const std::string& xml) {
    return done_or_error(
        tx.run("INSERT INTO sign_on_metadata (tenant_id, url, xml) VALUES ($1, $2, $3) "
               "ON CONFLICT (tenant_id, url) DO UPDATE SET xml = excluded.xml",
               tx.tenant(), bind(url), bind(xml)));
}

Result<std::optional<std::string>> kept_metadata(Transaction& tx, const std::string& url) {
    std::vector<std::string> xml;
    const auto read = tx.run("SELECT xml FROM sign_on_metadata WHERE tenant_id = $1 AND url = $2",
                             tx.tenant(), bind(url), into(xml));
    if (!read) return read.error();
    return xml.empty() ? std::optional<std::string>{} : std::optional(std::move(xml.front()));
}

Result<void> forget_sign_ons(Transaction& tx, std::int64_t this_hour, std::int64_t before_hour) {
    const auto spent = tx.run("DELETE FROM sign_on_spent WHERE tenant_id = $1 AND until_hour < $2",
                              tx.tenant(), bind(this_hour));
    if (!spent) return spent.error();
    return done_or_error(tx.run("DELETE FROM sign_on_refusal WHERE tenant_id = $1 AND hour < $2",
                                tx.tenant(), bind(before_hour)));
}

}  // namespace kith::store
