#include "store/database.h"

#include <unistd.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <vector>

#include "store/ballast.h"
#include "store/connection.h"
#include "store/file.h"
#include "store/key_state.h"
#include "store/keyring.h"
#include "store/schema.h"
#include "store/tenant_keys.h"
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

Result<void> migrate_file(const std::string& path) {
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

// The keyring must be the one that this tenant was begun with.
Result<void> check_key(Connection& connection, const TenantId& tenant, const std::string& mine) {
    const auto found = key_checks(connection, tenant);
    if (!found) return found.error();
    if (found->empty())
        return Error{ErrorCode::not_applied,
                     "this tenant has nothing in this database yet",
                     {},
                     "kithctl apply begins it"};
    if (found->front() != mine)
        return Error{ErrorCode::key_wrong,
                     "the keyring is not the one that this tenant's data was made with",
                     {},
                     "look at the manifest's keyring"};
    return {};
}

// Nothing where the tenant is there already.
Result<void> begin_tenant(Connection& connection, const TenantId& tenant,
                          const std::string& key_check, int epoch) {
    const auto state = connection.run(
        "INSERT INTO key_state (tenant_id, epoch) VALUES ($1, $2) "
        "ON CONFLICT (tenant_id) DO NOTHING",
        bind(tenant.text()), bind(epoch));
    if (!state) return state.error();
    const auto check = connection.run(
        "INSERT INTO tenant_key_check (tenant_id, key_check) VALUES ($1, $2) "
        "ON CONFLICT (tenant_id) DO NOTHING",
        bind(tenant.text()), bind(key_check));
    if (!check) return check.error();
    return {};
}

Error busy_writing() {
    return {ErrorCode::busy,
            "somebody else is writing to the database",
            {},
            "the same call may succeed later"};
}

}  // namespace

struct Database::Parts {
    std::string path;
    TenantId tenant;
    std::shared_ptr<Keyring> keyring;
    TenantKeys tenant_keys;
    pid_t process = getpid();

    std::mutex mutex;
    std::vector<std::unique_ptr<Connection>> idle;

    // Threads of this process take turns to write: SQLite, which has to think of other processes,
    // would have them sleep in growing steps. A flag and no lock, so that a thread which comes back
    // here through a callback of the host is told "busy" in the end, like one of another process.
    std::condition_variable turn;
    bool writing = false;

    // Gives the turn back unless somebody else took care of that.
    class Turn {
    public:
        explicit Turn(Parts& parts) : parts_(&parts) {}
        ~Turn() {
            if (parts_ != nullptr) parts_->end_turn();
        }
        Turn(const Turn&) = delete;
        Turn& operator=(const Turn&) = delete;
        void hand_on() { parts_ = nullptr; }

    private:
        Parts* parts_;
    };

    bool take_turn() {
        std::unique_lock lock(mutex);
        const auto patience = std::chrono::milliseconds(busy_patience_ms);
        if (!turn.wait_for(lock, patience, [this] { return !writing; })) return false;
        writing = true;
        return true;
    }
    void end_turn() {
        {
            const std::lock_guard lock(mutex);
            writing = false;
        }
        turn.notify_one();
    }

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
        const auto made = make_file(*where, migrate_file);
        if (!made) return made;
    }

    const auto connection = open_sound(*where);
    if (!connection) return connection.error();
    const auto only_ours = make_private(*where);
    if (!only_ours) return only_ours;
    keep_ballast(*where);
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

Result<std::shared_ptr<Database>> Database::with_keys(std::unique_ptr<Parts> parts,
                                                      std::shared_ptr<Keyring> keyring) {
    auto keys = keyring->tenant_keys();
    if (!keys) return keys.error();
    const auto fits = check_key(*parts->idle.front(), parts->tenant, keys->key_check());
    if (!fits) return fits.error();
    parts->tenant_keys = std::move(*keys);
    parts->keyring = std::move(keyring);
    std::shared_ptr<Database> database(new Database(std::move(parts)));
    // Whether the keyring has this database's epoch is told now, not at the first request.
    const auto opens = database->read([](Transaction&) { return Result<void>{}; });
    if (!opens) return opens.error();
    return database;
}

Result<std::shared_ptr<Database>> Database::open(const std::string& path, const TenantId& tenant,
                                                 std::shared_ptr<Keyring> keyring) {
    auto parts = open_parts(path, tenant);
    if (!parts) return parts.error();
    return with_keys(std::move(*parts), std::move(keyring));
}

Result<std::shared_ptr<Database>> Database::begin(const std::string& path, const TenantId& tenant,
                                                  std::shared_ptr<Keyring> keyring) {
    auto parts = open_parts(path, tenant);
    if (!parts) return parts.error();
    const auto keys = keyring->tenant_keys();
    if (!keys) return keys.error();
    const auto epochs = keyring->epochs();
    if (!epochs) return epochs.error();
    const auto begun =
        begin_tenant(*(*parts)->idle.front(), tenant, keys->key_check(), epochs->back().number);
    if (!begun) return begun.error();
    return with_keys(std::move(*parts), std::move(keyring));
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
const TenantKeys& Database::tenant_keys() const {
    return parts_->tenant_keys;
}

bool Database::has_key() const {
    return parts_->keyring != nullptr;
}

Keyring& Database::keyring() const {
    KITH_ASSERT(has_key());
    return *parts_->keyring;
}

Result<void> Database::empty_log() {
    // A connection of its own: while it waits for readers to leave, writers wait for it, so it
    // gives up soon.
    constexpr int patience_ms = 50;
    const auto connection = Connection::open(parts_->path, patience_ms);
    if (!connection) return connection.error();
    std::vector<int> busy;
    std::vector<int> pages;
    std::vector<int> written;
    if (!parts_->take_turn()) return busy_writing();
    const Parts::Turn turn(*parts_);
    const auto done =
        (*connection)
            ->run("PRAGMA wal_checkpoint(TRUNCATE)", into(busy), into(pages), into(written));
    if (!done) return done.error();
    if (busy.size() == 1 && busy.front() == 0) return {};
    return Error{ErrorCode::busy, "somebody else is reading the database", {}, {}};
}

bool Database::keep_room() {
    return keep_ballast(parts_->path);
}

bool Database::give_room() {
    return drop_ballast(parts_->path);
}

const std::string& Database::path() const {
    return parts_->path;
}

Result<std::unique_ptr<Connection>> Database::begun(Use use) {
    auto connection = parts_->taken();
    if (!connection) {
        auto opened = Connection::open(parts_->path);
        if (!opened) return opened.error();
        connection = std::move(*opened);
    }
    // IMMEDIATE: a transaction that reads first and writes then could not wait for another writer.
    const auto done = connection->run(use == Use::write ? "BEGIN IMMEDIATE" : "BEGIN");
    if (!done) return done.error();
    return connection;
}

// As the transaction's first look at the database, so that it sees one state of both.
Result<void> Database::take_vault(Transaction& transaction) {
    const auto epochs = epochs_of(transaction);
    if (!epochs) return epochs.error();
    auto vault = parts_->keyring->vault(*epochs);
    if (!vault) return vault.error();
    transaction.vault_ = std::move(*vault);
    return {};
}

Result<Database::Open> Database::start(Use use) {
    auto open = try_to_start(use);
    // A turn may end between the look at the database and the look at the keyring.
    if (!open && open.error().code == ErrorCode::key_missing) return try_to_start(use);
    return open;
}

Result<Database::Open> Database::try_to_start(Use use) {
    KITH_ASSERT(use == Use::read || has_key());
    const bool writes = use == Use::write;
    if (writes && !parts_->take_turn()) return busy_writing();
    std::optional<Parts::Turn> turn;  // Memory may run out between here and the transaction.
    if (writes) turn.emplace(*parts_);
    auto connection = begun(use);
    if (!connection) return connection.error();
    Open open(new Transaction(*this, std::move(*connection), writes));
    if (turn) turn->hand_on();
    if (!has_key()) {
        open->vault_ = std::make_shared<const Vault>();
        return open;
    }
    const auto taken = take_vault(*open);
    if (!taken) return taken.error();
    return open;
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
    auto& parts = *ended->database_.parts_;
    if (connection && connection->roll_back()) parts.give_back(std::move(connection));
    connection.reset();  // Before the next one writes.
    if (ended->writes_) parts.end_turn();
}

}  // namespace kith::store
