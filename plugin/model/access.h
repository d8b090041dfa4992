// The words in which the policy speaks: who acts, what is done, to what, what for, what is known.
//
// Each is a closed list: a word that is not here can be written in no policy. The names are those
// of the manifest, of sessions and of the audit log.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "base/fault.h"

namespace kith::model {

// In which capacity somebody acts. A session has exactly one, so rights never add up.
enum class Capacity : std::uint8_t {
    employee,
    requester,
    peer_supporter,
    coordinator,
    identity_custodian,
    it_admin,
    host,
    library,  // Kith's own acts: routing a request, passing a silent one on. Never a session's.
};

enum class Action : std::uint8_t {
    search,
    read,
    open,
    write,
    answer,
    recuse,
    reassign,
    close,
    approve,
    import_,
    acknowledge,
    erase,
    withdraw,
};

enum class Kind : std::uint8_t {
    guidance,              // What everybody may know: topics, resources, what Kith promises.
    directory,             // Who works here, and the listed supporters.
    supporter_record,      // One supporter's own entry.
    request_state,         // Where a request stands.
    request_content,       // Topic, language and the first text.
    request_identity,      // Who asks and whom it is about.
    conversation,          // Messages.
    request_looks,         // Who has read what of a request.
    request_consent,       // What its owner agreed to.
    disclosure_exception,  // Duty to warn: asked for, approved, ended, reviewed.
    programme_counts,      // States and counts, no more.
    people_feed,           // The import of the people source.
    notice,                // "Something waits."
    audit_log,             // Records without names and words.
    personal_data,         // What Kith holds on one person, as a whole.
    legal_hold,            // That a request is not to be erased by time or by an office.
};

enum class Purpose : std::uint8_t {
    peer_support,
    routing,
    programme,
    administration,
    duty_to_warn,
    retention,
};

// What Kith itself knows of the subject and the object, each true, false or unknown.
enum class Fact : std::uint8_t {
    owner,            // The subject asked for this support, or it is her own record.
    proposed,         // It was offered to her and awaits her answer.
    assigned,         // She accepted it and it stands.
    concerned,        // It is about her.
    in_chain,         // She leads, or is led by, the requester or a person concerned.
    active,           // She works here.
    accredited,       // Her accreditation as a supporter stands today.
    words_consent,    // The owner lets her supporter read what she wrote.
    name_consent,     // The owner lets her supporter know who she is.
    erased,           // The request was erased.
    cohort_met,       // Enough people stand behind the figure.
    reauthenticated,  // The host has just asked her to prove who she is.
    exception_live,   // A disclosure exception for this request has begun and not ended.
    own_approval,     // She is one of those who approved it.
    two_approvals,    // Two custodians approved it.
    separate_lines,   // And neither leads the other, nor do both have the same manager.
    no_part,          // She has not approved the exception that is to be deferred or reviewed.
    held,             // A legal hold stands.
};

// What must be done before a permit is given. Each has a handler in the service, or nothing opens.
enum class Obligation : std::uint8_t {
    audit,       // A record in the audit log, in the act's own transaction.
    note_look,   // A line in the owner's ledger of who has looked.
    checkpoint,  // A signed checkpoint of the audit log at once.
};

template <class Word>
struct Named {
    Word word;
    std::string_view name;
};

inline constexpr std::array capacity_names{
    Named<Capacity>{Capacity::employee, "employee"},
    Named<Capacity>{Capacity::requester, "requester"},
    Named<Capacity>{Capacity::peer_supporter, "peer-supporter"},
    Named<Capacity>{Capacity::coordinator, "coordinator"},
    Named<Capacity>{Capacity::identity_custodian, "identity-custodian"},
    Named<Capacity>{Capacity::it_admin, "it-admin"},
    Named<Capacity>{Capacity::host, "host"},
    Named<Capacity>{Capacity::library, "library"},
};

inline constexpr std::array action_names{
    Named<Action>{Action::search, "search"},
    Named<Action>{Action::read, "read"},
    Named<Action>{Action::open, "open"},
    Named<Action>{Action::write, "write"},
    Named<Action>{Action::answer, "answer"},
    Named<Action>{Action::recuse, "recuse"},
    Named<Action>{Action::reassign, "reassign"},
    Named<Action>{Action::close, "close"},
    Named<Action>{Action::approve, "approve"},
    Named<Action>{Action::import_, "import"},
    Named<Action>{Action::acknowledge, "acknowledge"},
    Named<Action>{Action::erase, "erase"},
    Named<Action>{Action::withdraw, "withdraw"},
};

inline constexpr std::array kind_names{
    Named<Kind>{Kind::guidance, "guidance"},
    Named<Kind>{Kind::directory, "directory"},
    Named<Kind>{Kind::supporter_record, "supporter-record"},
    Named<Kind>{Kind::request_state, "request-state"},
    Named<Kind>{Kind::request_content, "request-content"},
    Named<Kind>{Kind::request_identity, "request-identity"},
    Named<Kind>{Kind::conversation, "conversation"},
    Named<Kind>{Kind::request_looks, "request-looks"},
    Named<Kind>{Kind::request_consent, "request-consent"},
    Named<Kind>{Kind::disclosure_exception, "disclosure-exception"},
    Named<Kind>{Kind::programme_counts, "programme-counts"},
    Named<Kind>{Kind::people_feed, "people-feed"},
    Named<Kind>{Kind::notice, "notice"},
    Named<Kind>{Kind::audit_log, "audit-log"},
    Named<Kind>{Kind::personal_data, "personal-data"},
    Named<Kind>{Kind::legal_hold, "legal-hold"},
};

inline constexpr std::array purpose_names{
    Named<Purpose>{Purpose::peer_support, "peer-support"},
    Named<Purpose>{Purpose::routing, "routing"},
    Named<Purpose>{Purpose::programme, "programme"},
    Named<Purpose>{Purpose::administration, "administration"},
    Named<Purpose>{Purpose::duty_to_warn, "duty-to-warn"},
    Named<Purpose>{Purpose::retention, "retention"},
};

inline constexpr std::array fact_names{
    Named<Fact>{Fact::owner, "owner"},
    Named<Fact>{Fact::proposed, "proposed"},
    Named<Fact>{Fact::assigned, "assigned"},
    Named<Fact>{Fact::concerned, "concerned"},
    Named<Fact>{Fact::in_chain, "in-chain"},
    Named<Fact>{Fact::active, "active"},
    Named<Fact>{Fact::accredited, "accredited"},
    Named<Fact>{Fact::words_consent, "words-consent"},
    Named<Fact>{Fact::name_consent, "name-consent"},
    Named<Fact>{Fact::erased, "erased"},
    Named<Fact>{Fact::cohort_met, "cohort-met"},
    Named<Fact>{Fact::reauthenticated, "reauthenticated"},
    Named<Fact>{Fact::exception_live, "exception-live"},
    Named<Fact>{Fact::own_approval, "own-approval"},
    Named<Fact>{Fact::two_approvals, "two-approvals"},
    Named<Fact>{Fact::separate_lines, "separate-lines"},
    Named<Fact>{Fact::no_part, "no-part"},
    Named<Fact>{Fact::held, "held"},
};

inline constexpr std::array obligation_names{
    Named<Obligation>{Obligation::audit, "audit"},
    Named<Obligation>{Obligation::note_look, "note-look"},
    Named<Obligation>{Obligation::checkpoint, "checkpoint"},
};

constexpr auto names_of(Capacity) {
    return std::span(capacity_names);
}
constexpr auto names_of(Action) {
    return std::span(action_names);
}
constexpr auto names_of(Kind) {
    return std::span(kind_names);
}
constexpr auto names_of(Purpose) {
    return std::span(purpose_names);
}
constexpr auto names_of(Fact) {
    return std::span(fact_names);
}
constexpr auto names_of(Obligation) {
    return std::span(obligation_names);
}

// How many words a list has.
template <class Word>
inline constexpr std::size_t count_of = names_of(Word{}).size();

template <class Word>
constexpr std::string_view name(Word word) {
    for (const auto& known : names_of(word))
        if (known.word == word) return known.name;
    throw Fault("a word without a name");
}

template <class Word>
constexpr std::optional<Word> word(std::string_view name) {
    for (const auto& known : names_of(Word{}))
        if (known.name == name) return known.word;
    return std::nullopt;
}

// Some words of one list.
template <class Word>
class Words {
public:
    constexpr Words() = default;
    constexpr Words(std::initializer_list<Word> words) {
        for (const auto one : words)
            add(one);
    }
    static constexpr Words all() {
        Words every;
        for (const auto& known : names_of(Word{}))
            every.add(known.word);
        return every;
    }
    constexpr void add(Word one) { bits_ |= bit(one); }
    constexpr void remove(Word one) { bits_ &= ~bit(one); }
    constexpr bool has(Word one) const { return (bits_ & bit(one)) != 0; }
    constexpr bool has_all(Words others) const { return (others.bits_ & ~bits_) == 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr Words operator|(Words others) const { return of(bits_ | others.bits_); }
    constexpr Words operator&(Words others) const { return of(bits_ & others.bits_); }
    constexpr Words without(Words others) const { return of(bits_ & ~others.bits_); }
    constexpr bool operator==(const Words&) const = default;
    constexpr std::uint32_t bits() const { return bits_; }
    static constexpr Words of(std::uint32_t bits) {
        Words some;
        some.bits_ = bits;
        return some;
    }

private:
    static constexpr std::uint32_t bit(Word one) { return 1U << static_cast<unsigned>(one); }
    std::uint32_t bits_ = 0;
};

}  // namespace kith::model
