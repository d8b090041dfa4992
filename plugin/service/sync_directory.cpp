#include "service/sync_directory.h"

#include "service/directory_merge.h"
#include "service/directory_reading.h"
#include "service/recheck_assignments.h"
#include "service/standing.h"
#include "store/directory_entries.h"
#include "store/directory_runs.h"
#include "store/fields.h"

namespace kith::service {
namespace {

constexpr std::int64_t ms_per_minute = 60'000;
constexpr std::int64_t ms_per_hour = 60 * ms_per_minute;
constexpr std::int64_t periods_until_behind = 3;

const model::SourceRules& settings_of(const Rooms& rooms) {
    return rooms.settings.people->rules();
}

// Of a run that was only tried: the transaction is rolled back by it.
Error only_tried() {
    return {ErrorCode::cancelled, "nothing was changed", {}, {}};
}

Error another_run() {
    return {ErrorCode::busy,
            "another run changed the people while the directory was being read",
            {},
            "nothing was changed; try again"};
}

std::string packed_report(const SyncReport& report, std::int64_t now_ms, std::string_view trouble) {
    store::FieldWriter fields;
    fields.number(now_ms).text(report.way).text(trouble).number(report.everybody ? 1 : 0);
    for (const auto count : {report.told, report.came, report.changed, report.managers_changed,
                             report.departed, report.came_back, report.removed, report.refused})
        fields.number(static_cast<std::int64_t>(count));
    return fields.packed();
}

PastSync unpacked_report(const std::string& text) {
    store::FieldReader fields(text);
    PastSync past;
    past.at_ms = fields.number();
    past.way = fields.text();
    past.trouble = fields.text();
    past.everybody = fields.number() != 0;
    for (auto* const count : {&past.told, &past.came, &past.changed, &past.managers_changed,
                              &past.departed, &past.came_back, &past.removed, &past.refused})
        *count = fields.number();
    return past;
}

// One run, from the question to what was taken over.
class Run {
public:
    Run(Rooms& rooms, const SyncOrder& order)
        : rooms_(rooms),
          order_(order),
          source_(settings_of(rooms).name),
          reading_(*rooms.database, order.watch) {}

    Result<SyncReport> go(const Session& session) {
        const auto question = begin();
        if (!question) return failed(question.error());
        auto answer = rooms_.people_directory->ask(*question, reading_);
        if (!answer) return failed(answer.error());
        const auto taken = take(std::move(*answer), session);
        if (!taken) return failed(taken.error());
        return std::move(report_);
    }

    Result<void> follow(const Session& session, const SyncHeard& heard) {
        const auto question = begin();
        if (!question) return failed(question.error());
        const auto followed = rooms_.people_directory->follow(
            *question, reading_, [&](ports::DirectoryAnswer answer) -> Result<void> {
                const auto taken = take(std::move(answer), session);
                if (!taken) return taken;
                heard(report_);
                report_ = {};
                reading_.begin_anew();
                return reread();
            });
        if (!followed && followed.error().code != ErrorCode::unsupported)
            return failed(followed.error());
        return followed;
    }

private:
    // Ends a following, so that everybody is asked for when that is due.
    bool go_on(std::int64_t whole_at_ms) const {
        if (order_.watch && !order_.watch(reading_.told())) return false;
        return rooms_.clock->now_unix_ms() < whole_at_ms;
    }

    Result<void> reread() {
        const auto progress = rooms_.database->read(
            [&](store::Transaction& tx) { return store::source_progress(tx, source_); });
        if (!progress) return progress.error();
        progress_ = *progress;
        return {};
    }

    Result<ports::DirectoryQuestion> begin() {
        const auto progress = reread();
        if (!progress) return progress.error();
        const auto now = rooms_.clock->now_unix_ms();
        const auto often = settings_of(rooms_).whole_every_hours * ms_per_hour;

        ports::DirectoryQuestion question;
        question.state = progress_.state;
        question.whole =
            order_.whole || progress_.state.empty() || now - progress_.whole_ms >= often;
        const auto whole_at = (question.whole ? now : progress_.whole_ms) + often;
        question.go_on = [this, whole_at] { return go_on(whole_at); };
        question.connect_seconds_max = order_.connect_seconds_max;
        whole_ = question.whole;
        if (whole_) {
            const auto known = know();
            if (!known) return known.error();
        }
        return question;
    }

    Result<void> take(ports::DirectoryAnswer answer, const Session& session) {
        report_.way = std::move(answer.way);
        report_.reason = std::move(answer.reason);
        report_.findings = std::move(answer.remarks);
        report_.everybody = answer.everybody;
        names_are_links_ = answer.names_are_links;
        report_.told = reading_.told();
        const auto now = rooms_.clock->now_unix_ms();
        progress_.state = std::move(answer.state);
        progress_.asked_ms = now;
        progress_.taken_ms = now;
        if (answer.everybody) progress_.whole_ms = now;
        if (answer.everybody && !whole_) {
            const auto known = know();
            if (!known) return known;
        }
        whole_ = false;
        reading_.end();
        const auto merged =
            rooms_.database->write([&](store::Transaction& tx) { return take_over(tx, session); });
        return merged || tried_ ? Result<void>{} : merged;
    }

    Result<void> know() {
        return rooms_.database->read([&](store::Transaction& tx) -> Result<void> {
            const auto progress = store::source_progress(tx, source_);
            if (!progress) return progress.error();
            if (progress->version != progress_.version) return another_run();
            return store::each_entry(tx, source_,
                                     [&](const store::EntryRow& row) { reading_.know(row); });
        });
    }

    Result<void> take_over(store::Transaction& tx, const Session& session) {
        const auto now = store::source_progress(tx, source_);
        if (!now) return now.error();
        if (now->version != progress_.version) return another_run();
        const auto permit =
            may(rooms_, tx, session, policy::Action::import_, policy::Kind::people_feed);
        if (!permit) return permit.error();

        const auto before = store::directory_version(tx);
        if (!before) return before.error();
        const auto merged =
            DirectoryMerge(rooms_, tx, reading_, report_, settings_of(rooms_), names_are_links_)
                .run(order_.removed_percent_max.value_or(settings_of(rooms_).removed_percent_max));
        if (!merged) return merged;
        const auto after = store::directory_version(tx);
        if (!after) return after.error();
        if (*before != *after) {
            const auto ended = recheck_assignments(rooms_, tx);
            if (!ended) return ended.error();
            report_.assignments_ended = *ended;
        }
        tried_ = order_.dry;
        if (tried_) return only_tried();
        const auto kept = store::set_source_progress(tx, source_, progress_);
        if (!kept) return kept;
        return store::add_sync_report(tx, source_, packed_report(report_, progress_.asked_ms, {}));
    }

    // What was said of a run that came to nothing is kept, too.
    Error failed(const Error& error) {
        if (order_.dry) return error;
        const auto now = rooms_.clock->now_unix_ms();
        const auto noted = rooms_.database->write([&](store::Transaction& tx) -> Result<void> {
            auto progress = store::source_progress(tx, source_);
            if (!progress) return progress.error();
            progress->asked_ms = now;
            const auto kept = store::set_source_progress(tx, source_, *progress);
            if (!kept) return kept;
            return store::add_sync_report(tx, source_,
                                          packed_report(report_, now, error.detail.view()));
        });
        if (!noted)
            rooms_.log->write(ports::LogLevel::warning, "a failed sync could not be noted", 1);
        return error;
    }

    Rooms& rooms_;
    const SyncOrder& order_;
    std::string source_;
    DirectoryReading reading_;
    store::SourceProgress progress_;
    SyncReport report_;
    bool whole_ = false;  // Everybody was asked for, and those who are known were looked up before.
    bool names_are_links_ = false;
    bool tried_ = false;
};

Error no_directory() {
    return {ErrorCode::conflict,
            "the manifest names no directory",
            {},
            "people come from a file: kithctl people import"};
}

}  // namespace

Result<SyncReport> sync_directory(Rooms& rooms, const Session& session, const SyncOrder& order) {
    if (!rooms.people_directory) return no_directory();
    return Run(rooms, order).go(session);
}

Result<void> follow_directory(Rooms& rooms, const Session& session, const SyncOrder& order,
                              const SyncHeard& heard) {
    if (!rooms.people_directory) return no_directory();
    return Run(rooms, order).follow(session, heard);
}

Result<bool> claim_due_sync(Rooms& rooms) {
    if (!rooms.people_directory) return false;
    const auto& settings = settings_of(rooms);
    const auto now = rooms.clock->now_unix_ms();
    const auto due = [&](const store::SourceProgress& progress) {
        return now - progress.asked_ms >= settings.every_minutes * ms_per_minute;
    };
    const auto progress = rooms.database->read(
        [&](store::Transaction& tx) { return store::source_progress(tx, settings.name); });
    if (!progress) return progress.error();
    if (!due(*progress)) return false;
    return rooms.database->write([&](store::Transaction& tx) -> Result<bool> {
        auto fresh = store::source_progress(tx, settings.name);
        if (!fresh) return fresh.error();
        if (!due(*fresh)) return false;
        fresh->asked_ms = now;
        const auto kept = store::set_source_progress(tx, settings.name, *fresh);
        if (!kept) return kept.error();
        return true;
    });
}

Result<DirectoryStanding> directory_standing(Rooms& rooms, store::Transaction& tx) {
    using State = DirectoryStanding::State;
    if (!rooms.people_directory) return DirectoryStanding{};
    const auto& settings = settings_of(rooms);
    const auto progress = store::source_progress(tx, settings.name);
    if (!progress) return progress.error();
    if (progress->taken_ms == 0) return DirectoryStanding{State::never_read, 0};
    const auto age = rooms.clock->now_unix_ms() - progress->taken_ms;
    const bool behind = age > periods_until_behind * settings.every_minutes * ms_per_minute;
    return DirectoryStanding{behind ? State::behind : State::in_step, progress->taken_ms};
}

Result<std::vector<PastSync>> past_syncs(Rooms& rooms) {
    if (!rooms.people_directory) return std::vector<PastSync>{};
    const auto reports = rooms.database->read(
        [&](store::Transaction& tx) { return store::sync_reports(tx, settings_of(rooms).name); });
    if (!reports) return reports.error();
    std::vector<PastSync> past;
    for (const auto& report : *reports)
        past.push_back(unpacked_report(report));
    return past;
}

}  // namespace kith::service
