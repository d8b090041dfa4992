#include "assembly/admin.h"

#include <filesystem>
#include <fstream>
#include <optional>

#include "assembly/checkpoint_files.h"
#include "assembly/opening.h"
#include "assembly/people_file.h"
#include "assembly/plan_effects.h"
#include "base/guard.h"
#include "connectors/all.h"
#include "connectors/feed/people_csv.h"
#include "connectors/feed/supporters_csv.h"
#include "crypto/crypto.h"
#include "crypto/signed_note.h"
#include "gateway/json.h"
#include "service/load_policy.h"
#include "service/refusals.h"
#include "service/sign_on.h"
#include "service/standing.h"
#include "store/applied.h"

namespace kith::assembly {
namespace {

char sign(manifest::ChangeKind kind) {
    switch (kind) {
        case manifest::ChangeKind::added:
            return '+';
        case manifest::ChangeKind::removed:
            return '-';
        case manifest::ChangeKind::changed:
            return '~';
    }
    return '~';
}

void add_changes(Plan& plan, const manifest::Manifest& before, const manifest::Manifest& after) {
    for (const auto& change : manifest::difference(before, after)) {
        plan.changes.push_back(
            {sign(change.kind), change.setting, change.before, change.after, change.loosens});
        if (!change.effect.empty()) plan.effects.push_back(change.setting + ": " + change.effect);
    }
}

// The plan against what is applied. A database that is not there yet has nothing applied.
Result<Plan> plan_for(const manifest::Manifest& after) {
    Plan plan;
    const auto& settings = after.settings;
    if (!std::filesystem::exists(settings.store.path)) {
        plan.first = true;
        return plan;
    }
    const auto database = store::Database::look(settings.store.path, settings.tenant);
    if (!database) return database.error();
    const auto applied =
        (*database)->read([](store::Transaction& tx) { return store::applied(tx); });
    if (!applied) return applied.error();
    if (!*applied) {
        plan.first = true;
        return plan;
    }
    auto before = manifest::read_canonical((*applied)->canonical);
    if (has_errors(before.findings))
        return Error{ErrorCode::store_corrupt,
                     "the applied manifest cannot be read back",
                     {},
                     "restore a backup of the database"};
    add_changes(plan, before.manifest, after);
    if (plan.changes.empty()) return plan;

    auto effects = plan_effects(**database, before.manifest.settings, settings);
    if (!effects) return effects.error();
    plan.effects.insert(plan.effects.end(), effects->begin(), effects->end());
    return plan;
}

Result<void> make_folder(const std::filesystem::path& file) {
    return guard(ErrorCode::store_failed, "a folder of the manifest cannot be made", [&] {
        const auto folder = file.parent_path();
        if (folder.empty() || !std::filesystem::create_directories(folder)) return;
        std::filesystem::permissions(folder, std::filesystem::perms::owner_all);
    });
}

// The root secret and the keyring are made for a new tenant only: what is missing where something
// is sealed already must be found again, not replaced.
Result<bool> make_keys_if_new(const model::Settings& settings) {
    const auto known = store::Database::knows(settings.store.path, settings.tenant);
    if (!known) return known.error();
    if (*known || std::filesystem::exists(settings.store.keyring)) return false;

    const auto source = connectors::key_source(settings.store.key_source, {});
    if (!source) return source.error();
    const auto made = (*source)->make_root();
    if (!made && made.error().code != ErrorCode::conflict &&
        made.error().code != ErrorCode::unsupported)
        return made.error();
    const auto root = root_lock(settings, {});
    if (!root) return root.error();
    const auto ring =
        store::Keyring::make(settings.store.keyring, settings.tenant, *root, SystemClock().today());
    if (!ring && ring.error().code != ErrorCode::conflict) return ring.error();
    return static_cast<bool>(made);
}

Result<void> record(const manifest::Manifest& manifest) {
    const auto& settings = manifest.settings;
    auto keyring = open_keyring(settings, {});
    if (!keyring) return keyring.error();
    const auto database =
        store::Database::begin(settings.store.path, settings.tenant, std::move(*keyring));
    if (!database) return database.error();
    const auto policy = service::load_policy(settings.policy);
    if (!policy) return policy.error();
    const SystemClock clock;
    store::AuditEntry entry;
    entry.event = "policy";
    entry.time = clock.now_unix_ms() / 1000;
    entry.capacity = model::name(policy::Capacity::it_admin);
    entry.policy = (*policy)->hash;
    return (*database)->write([&](store::Transaction& tx) -> Result<void> {
        const auto applied = store::set_applied(tx, {manifest.canonical, clock.today()});
        if (!applied) return applied;
        const auto recorded = store::append_audit(tx, entry);
        if (!recorded) return recorded;
        const auto sealed = store::make_checkpoint(tx, clock.hour());
        if (!sealed) return sealed.error();
        return {};
    });
}

constexpr std::string_view file_reference = "file:";

std::optional<crypto::NoteKey> verifier_key(const std::string& key) {
    if (auto known = crypto::parse_note_key(key)) return known;
    std::ifstream in(key);
    std::string line;
    std::getline(in, line);
    return crypto::parse_note_key(line);
}

}  // namespace

service::Session administrator() {
    return {policy::Capacity::it_admin, policy::Purpose::administration, {}, {}};
}

Findings check(const std::string& manifest) {
    return checked_manifest(manifest).findings;
}

std::string explain(const std::string& element) {
    return manifest::explain(element);
}

bool Plan::loosens() const {
    for (const auto& change : changes)
        if (change.loosens) return true;
    return false;
}

Result<Plan> plan(const std::string& path, Findings& findings) {
    const auto after = sound_manifest(path, findings);
    if (!after) return after.error();
    return plan_for(*after);
}

Result<Application> apply(const std::string& path, bool accept_loosening, Findings& findings) {
    const auto manifest = sound_manifest(path, findings);
    if (!manifest) return manifest.error();
    auto planned = plan_for(*manifest);
    if (!planned) return planned.error();

    Application done{std::move(*planned), false, false};
    done.refused = done.plan.loosens() && !accept_loosening;
    if (done.refused) return done;

    const auto& settings = manifest->settings;
    if (settings.store.key_source.starts_with(file_reference)) {
        const auto folder = make_folder(settings.store.key_source.substr(file_reference.size()));
        if (!folder) return folder.error();
    }
    for (const auto& file : {settings.store.path, settings.store.keyring}) {
        const auto folder = make_folder(file);
        if (!folder) return folder.error();
    }
    const auto prepared = store::Database::prepare(settings.store.path);
    if (!prepared) return prepared.error();
    const auto made = make_keys_if_new(settings);
    if (!made) return made.error();
    done.key_made = *made;

    const auto recorded = record(*manifest);
    if (!recorded) return recorded.error();
    return done;
}

Result<std::unique_ptr<Office>> Office::open(const std::string& path, Findings& findings) {
    auto manifest = sound_manifest(path, findings);
    if (!manifest) return manifest.error();
    auto database = open_database(manifest->settings, {});
    if (!database) return database.error();
    const auto applied = check_applied(**database, *manifest);
    if (!applied) return applied.error();

    auto office = std::make_unique<Office>();
    const auto furnished =
        furnish(office->rooms_, std::move(manifest->settings), std::move(*database), {});
    if (!furnished) return furnished.error();
    return office;
}

Result<service::PeopleImport> Office::import_people(const std::string& file,
                                                    int removed_percent_max, Findings& findings) {
    if (file.empty() && rooms_.people_directory)
        return Error{ErrorCode::invalid_input,
                     "the manifest names a directory, not a file",
                     {},
                     "kithctl people sync asks it; --people FILE takes a file over instead"};
    if (file.empty() && !rooms_.people_source)
        return Error{ErrorCode::invalid_input,
                     "the manifest names no people source",
                     {},
                     "add <people> to it, or give --people FILE"};
    const auto feed = file.empty() ? rooms_.people_source->read() : read_people(file);
    if (!feed) return feed.error();
    findings = feed->findings;
    if (has_errors(findings))
        return Error{ErrorCode::source_unreadable,
                     "the feed has errors; nothing was taken over",
                     {},
                     "mend what is listed and import again"};
    auto done = rooms_.database->write([&](store::Transaction& tx) {
        return service::import_people(rooms_, tx, administrator(), feed->people,
                                      removed_percent_max);
    });
    if (done) findings.insert(findings.end(), done->findings.begin(), done->findings.end());
    return done;
}

Result<std::string> Office::export_people() {
    const auto people = rooms_.database->write([&](store::Transaction& tx) {
        return service::export_people(rooms_, tx, administrator());
    });
    if (!people) return people.error();
    return connectors::feed::write_people(*people);
}

Result<service::SupportersImport> Office::import_supporters(const std::string& file,
                                                            Findings& findings) {
    auto feed = connectors::feed::read_supporters(file);
    if (!feed) return feed.error();
    findings = feed->findings;
    if (has_errors(findings))
        return Error{ErrorCode::source_unreadable,
                     "the list has errors; nothing was taken over",
                     {},
                     "mend what is listed and import again"};
    return rooms_.database->write([&](store::Transaction& tx) {
        return service::import_supporters(rooms_, tx, administrator(), feed->supporters);
    });
}

Result<std::string> Office::export_supporters() {
    const auto list = rooms_.database->read([&](store::Transaction& tx) {
        return service::export_supporters(rooms_, tx, administrator());
    });
    if (!list) return list.error();
    return connectors::feed::write_supporters(*list);
}

Result<routing::Coverage> Office::coverage(Day on) {
    const auto view = rooms_.database->read(
        [&](store::Transaction& tx) { return rooms_.directory.view(rooms_, tx); });
    if (!view) return view.error();
    return coverage_under(view->snapshot, rooms_.settings, on);
}

Result<service::BacklogMatch> Office::match_backlog(bool dry_run) {
    return dry_run ? service::try_backlog(rooms_) : service::match_backlog(rooms_);
}

std::string Office::people_path() const {
    return rooms_.settings.people ? rooms_.settings.people->path : std::string{};
}

Result<std::vector<RefusedAct>> Office::refusals() {
    const auto counted = service::refusals(rooms_, administrator());
    if (!counted) return counted.error();
    std::vector<RefusedAct> acts;
    for (const auto& refusal : *counted)
        acts.push_back({gateway::hour_text(refusal.hour), refusal.capacity, refusal.act,
                        refusal.why, refusal.count});
    return acts;
}

Result<std::vector<RefusedSignOn>> Office::refused_sign_ons() {
    const auto noted = service::sign_on_refusals(rooms_, administrator());
    if (!noted) return noted.error();
    std::vector<RefusedSignOn> refused;
    for (const auto& one : *noted)
        refused.push_back({std::to_string(one.reference), gateway::hour_text(one.hour),
                           one.provider, one.rule, one.section, one.detail});
    return refused;
}

Result<std::string> Office::audit_key() {
    const auto key = store::checkpoint_key(*rooms_.database);
    if (!key) return key.error();
    return crypto::to_text(*key);
}

Result<std::string> Office::audit_checkpoint() {
    auto made = rooms_.database->write(
        [&](store::Transaction& tx) { return store::make_checkpoint(tx, rooms_.clock->hour()); });
    if (!made) return made;
    const auto handed_out = hand_out_checkpoints(rooms_);
    if (!handed_out) return handed_out.error();
    return made;
}

Result<std::vector<store::AuditRecord>> Office::audit_of(const RequestId& request) {
    return rooms_.database->read(
        [&](store::Transaction& tx) -> Result<std::vector<store::AuditRecord>> {
            const auto permit = service::may(rooms_, tx, administrator(), policy::Action::read,
                                             policy::Kind::audit_log);
            if (!permit) return permit.error();
            return store::audit_of(tx, request);
        });
}

Result<store::AuditProof> Office::audit_proof(std::uint64_t number) {
    return rooms_.database->read([&](store::Transaction& tx) -> Result<store::AuditProof> {
        const auto permit = service::may(rooms_, tx, administrator(), policy::Action::read,
                                         policy::Kind::audit_log);
        if (!permit) return permit.error();
        return store::prove_audit(tx, number);
    });
}

Result<store::AuditCheck> verify_audit(const std::string& manifest, const std::string& key,
                                       const std::string& folder, Findings& findings) {
    const auto sound = sound_manifest(manifest, findings);
    if (!sound) return sound.error();
    const auto& settings = sound->settings;
    const auto known = verifier_key(key);
    if (!known)
        return Error{ErrorCode::invalid_input, "this is no verifier key and no file with one",
                     "key",
                     "kithctl audit key prints it; keep it outside the machine with the database"};
    std::vector<std::string> notes;
    const auto folders =
        folder.empty() ? settings.checkpoint_folders : std::vector<std::string>{folder};
    for (const auto& each : folders) {
        const auto found = read_checkpoints(each);
        if (!found) return found.error();
        notes.insert(notes.end(), found->begin(), found->end());
    }
    const auto database = store::Database::look(settings.store.path, settings.tenant);
    if (!database) return database.error();
    return (*database)->read(
        [&](store::Transaction& tx) { return store::check_audit(tx, *known, notes); });
}

Result<std::string> Office::health() {
    return health_json(rooms_);
}

Result<std::uint64_t> Office::work(std::uint32_t budget_ms, const std::function<bool()>& go_on) {
    return pump(rooms_, budget_ms, go_on);
}

}  // namespace kith::assembly
