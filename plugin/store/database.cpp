#include "store/database.h"

#include <unistd.h>

#include <mutex>
#include <vector>

#include "store/connection.h"
#include "store/file.h"
#include "store/schema.h"
#include "store/transaction.h"
#include "store/vault.h"

namespace kith::store {
namespace {

// As many as a host has busy threads at a time; further ones open a connection of their own.
constexpr std::size_t idle_max = 16;

// What every opening of a file begins with. A connection to a damaged file writes nothing, even at
// closing.
Result<std::unique_ptr<Connection>> open_sound(const std::string& path) {
    const auto header = check_header(path);
    if (!header) return header.error();
    auto connection = Connection::open(path);
    if (!connection) return connection;

    const auto sound = (*connection)->quick_check();
    if (sound) return connection;
    (*connection)->leave_file_alone();
    return sound.error();
}

Result<void> make_tables(const std::string& path) {
    auto connection = Connection::open(path);
    if (!connection) return connection.error();
    return migrate(**connection);
}

Result<std::vector<std::string>> key_checks(Connection& connection, const TenantId& tenant) {
    std::vector<std::string> found;
    const auto read = connection.run("SELECT key_check FROM tenant_key_check WHERE tenant_id = $1",
                                     bind(tenant.text()), into(found));
    if (!read) return read.error();
    return found;
}

Result<void> check_key(Connection& connection, const TenantId& tenant, const std::string& mine,
                       bool first_root) {
    if (first_root) {
        const auto kept = connection.run(
            "INSERT INTO tenant_key_check (tenant_id, key_check) VALUES ($1, $2) "
            "ON CONFLICT (tenant_id) DO NOTHING",
            bind(tenant.text()), bind(mine));
        if (!kept) return kept.error();
    }
    const auto found = key_checks(connection, tenant);
    if (!found) return found.error();
    if (found->empty())
        return Error{ErrorCode::not_applied,
                     "this tenant has nothing in this database yet",
                     {},
                     "kithctl apply begins it"};
    if (found->front() != mine)
        return Error{ErrorCode::key_wrong,
                     "the key is not the one that this tenant's data was made with",
                     {},
                     "look at the manifest's key source"};
    return {};
}

}  // namespace

struct Database::Parts {
    std::string path;
    TenantId tenant;
    Vault vault;
    bool has_key = false;
    pid_t process = getpid();

    std::mutex mutex;
    std::vector<std::unique_ptr<Connection>> idle;

    std::unique_ptr<Connection> taken() {
        const std::lock_guard lock(mutex);
        if (idle.empty()) return nullptr;
        auto connection = std::move(idle.back());
        idle.pop_back();
        return connection;
    }
    void give_back(std::unique_ptr<Connection> connection) {
        const std::lock_guard lock(mutex);
        if (idle.size() < idle.capacity()) idle.push_back(std::move(connection));
    }
};

Database::Database(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}

Database::~Database() {
    if (parts_->process == getpid()) return;
    // In a forked child: the connections are the parent's, and SQLite forbids even closing them
    // here.
    for (auto& connection : parts_->idle)
        static_cast<void>(connection.release());
}

Result<void> Database::prepare(const std::string& path) {
    const auto where = absolute_path(path);
    if (!where) return where.error();
    if (!file_exists(*where)) {
        const auto made = make_file(*where, make_tables);
        if (!made) return made;
    }

    const auto connection = open_sound(*where);
    if (!connection) return connection.error();
    const auto only_ours = make_private(*where);
    if (!only_ours) return only_ours;
    return migrate(**connection);
}

Result<std::unique_ptr<Database::Parts>> Database::open_parts(const std::string& path,
                                                              const TenantId& tenant) {
    auto where = absolute_path(path);
    if (!where) return where.error();
    if (!file_exists(*where))
        return Error{
            ErrorCode::not_applied, "there is no database yet", {}, "kithctl apply makes it"};
    auto connection = open_sound(*where);
    if (!connection) return connection.error();
    const auto version = check_version(**connection);
    if (!version) return version.error();

    auto parts = std::make_unique<Parts>();
    parts->path = std::move(*where);
    parts->tenant = tenant;
    parts->idle.reserve(idle_max);
    parts->idle.push_back(std::move(*connection));
    return parts;
}

Result<std::shared_ptr<Database>> Database::open(const std::string& path, const TenantId& tenant,
                                                 const Secret& root, bool first_root) {
    auto parts = open_parts(path, tenant);
    if (!parts) return parts.error();
    auto vault = Vault::from_root(tenant, root);
    if (!vault) return vault.error();
    const auto key = check_key(*(*parts)->idle.front(), tenant, vault->key_check(), first_root);
    if (!key) return key.error();

    (*parts)->vault = std::move(*vault);
    (*parts)->has_key = true;
    return std::shared_ptr<Database>(new Database(std::move(*parts)));
}

Result<std::shared_ptr<Database>> Database::look(const std::string& path, const TenantId& tenant) {
    auto parts = open_parts(path, tenant);
    if (!parts) return parts.error();
    return std::shared_ptr<Database>(new Database(std::move(*parts)));
}

Result<bool> Database::knows(const std::string& path, const TenantId& tenant) {
    const auto parts = open_parts(path, tenant);
    if (!parts) return parts.error();
    const auto checks = key_checks(*(*parts)->idle.front(), tenant);
    if (!checks) return checks.error();
    return !checks->empty();
}

const TenantId& Database::tenant() const {
    return parts_->tenant;
}
const Vault& Database::vault() const {
    return parts_->vault;
}

bool Database::has_key() const {
    return parts_->has_key;
}

Result<std::unique_ptr<Connection>> Database::connect() {
    auto connection = parts_->taken();
    if (connection) return connection;
    return Connection::open(parts_->path);
}

Result<void> Database::empty_log() {
    auto connection = connect();
    if (!connection) return connection.error();
    std::vector<int> busy;
    std::vector<int> pages;
    std::vector<int> written;
    const auto done =
        (*connection)
            ->run("PRAGMA wal_checkpoint(TRUNCATE)", into(busy), into(pages), into(written));
    parts_->give_back(std::move(*connection));
    if (!done) return done.error();
    if (busy.size() == 1 && busy.front() == 0) return {};
    return Error{ErrorCode::busy, "somebody else is reading the database", {}, {}};
}

Result<Database::Open> Database::begin(Use use) {
    KITH_ASSERT(use == Use::read || has_key());
    auto connected = connect();
    if (!connected) return connected.error();
    auto connection = std::move(*connected);
    // IMMEDIATE: a transaction that reads first and writes then could not wait for another writer.
    const auto begun = connection->run(use == Use::write ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!begun) return begun.error();
    return Open(new Transaction(*this, std::move(connection)));
}

Result<void> Database::commit(Transaction& transaction) {
    if (!transaction.failed_ && transaction.connection_->run("COMMIT")) return {};

    transaction.connection_.reset();
    return Error{ErrorCode::store_failed,
                 "the change could not be kept",
                 {},
                 "repeat the call with the same idempotency key"};
}

void Database::Ending::operator()(Transaction* transaction) const noexcept {
    const std::unique_ptr<Transaction> ended(transaction);
    auto& connection = ended->connection_;
    if (connection && connection->roll_back())
        ended->database_.parts_->give_back(std::move(connection));
}

}  // namespace kith::store
