// The audit log: what a record costs, and a million of them verified, beside the bare hashing.
//
// bench_audit FOLDER [RECORDS]: medians of five, with ratios.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <vector>

#include "crypto/merkle.h"
#include "kit/root_lock.h"
#include "store/audit_check.h"
#include "store/audit_log.h"

namespace {

using kith::store::AuditEntry;
using kith::store::Transaction;

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

double median_of_five(const std::function<void()>& work) {
    std::vector<double> times;
    for (int i = 0; i < 5; ++i)
        times.push_back(seconds(work));
    std::sort(times.begin(), times.end());
    return times[2];
}

template <class T>
T must(kith::Result<T> result) {
    if (result) return std::move(*result);
    std::fprintf(stderr, "bench: %s\n", std::string(result.error().detail.view()).c_str());
    std::exit(1);
}
void must(const kith::Result<void>& result) {
    if (!result) std::exit(1);
}

AuditEntry entry(std::uint64_t number) {
    AuditEntry made;
    made.event = "read";
    made.time = 490'000 * 3600LL;
    made.capacity = "peer-supporter";
    made.kind = "conversation";
    made.purpose = "peer-support";
    made.actor = kith::EmployeeId{"e" + std::to_string(number % 1000)};
    made.request = kith::RequestId{"r" + std::to_string(number % 5000)};
    made.rules = {"converse"};
    made.policy = "7da4c954d5b6c7c811d9a419801e7f59f6e299997e7e9d367dc67747712ca626";
    return made;
}

void append(kith::store::Database& database, std::uint64_t count) {
    must(database.write([&](Transaction& tx) -> kith::Result<void> {
        for (std::uint64_t i = 0; i < count; ++i) {
            const auto added = kith::store::append_audit(tx, entry(i));
            if (!added) return added;
        }
        return {};
    }));
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 2) {
        std::fprintf(stderr, "usage: bench_audit FOLDER [RECORDS]\n");
        return 2;
    }
    const auto file = std::string(argv[1]) + "/audit.sqlite";
    const auto records = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : 1'000'000ULL;
    const kith::TenantId tenant{"bench"};
    must(kith::store::Database::prepare(file));
    auto ring = must(kith::kit::keyring(file + ".keyring", tenant, kith::Day{20'000}));
    const auto database = must(kith::store::Database::begin(file, tenant, std::move(ring)));

    const auto alone = median_of_five([&] { append(*database, 1); });
    const auto together = median_of_five([&] { append(*database, 1000); }) / 1000;
    std::printf("a record in a transaction of its own  %10.1f us\n", alone * 1e6);
    std::printf("a record among a thousand             %10.1f us\n", together * 1e6);

    append(*database, records - 5005);
    must(
        database->write([](Transaction& tx) { return kith::store::make_checkpoint(tx, 490'000); }));
    const auto key = must(kith::store::checkpoint_key(*database));
    const auto verified = median_of_five([&] {
        const auto check = must(
            database->read([&](Transaction& tx) { return kith::store::check_audit(tx, key, {}); }));
        if (!check.sound()) std::exit(1);
    });

    std::vector<kith::store::AuditRecord> page;
    const auto read = median_of_five([&] {
        std::uint64_t next = 0;
        while (next < records) {
            page = must(database->read(
                [&](Transaction& tx) { return kith::store::audit_page(tx, next, 4096); }));
            next += page.size();
        }
    });
    const auto hashed = median_of_five([&] {
        kith::crypto::Hasher hasher;
        kith::crypto::Frontier tree;
        for (std::uint64_t i = 0; i < records; ++i) {
            const auto& record = page[i % page.size()];
            hasher.sha256({record.salt, record.payload});
            tree.append(hasher, hasher.leaf(kith::store::audit_leaf(record)));
        }
    });
    std::printf("%llu records verified                 %10.2f s\n", records, verified);
    std::printf("  of that, reading them               %10.2f s\n", read);
    std::printf("  bare hashing of as many             %10.2f s\n", hashed);
    std::printf("ratio to the bare hashing             %10.2f\n", verified / hashed);
    return 0;
}
