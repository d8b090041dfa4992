#include "manifest/hard_rules.h"

#include <array>

#include "base/text.h"

namespace kith::manifest {
namespace {

struct HardRule {
    std::string_view name;
    std::string_view why;
};

constexpr std::array hard_rules{
    HardRule{"not_listed", "Only who has chosen to be a peer supporter is ever asked."},
    HardRule{"inactive", "Who has left the company can help nobody here."},
    HardRule{"on_leave", "A request to somebody who is away stays unanswered."},
    HardRule{"accreditation_expired", "People are promised a colleague with current training."},
    HardRule{"at_capacity", "The limit protects the supporter; caseload/@openMax sets it."},
    HardRule{"language", "Who does not share a language cannot listen."},
    HardRule{"excluded_by_requester", "Who asks for help may say: anyone but this one."},
    HardRule{"party", "Nobody listens in a matter of her own."},
    HardRule{"declared_conflict", "A supporter who says that she is not impartial is believed."},
    HardRule{"chain_of_command",
             "People must never meet the power that they are afraid of: nobody above or below a "
             "party is chosen, in any company."},
    HardRule{"unknown_chain",
             "Where it is not known who leads whom, a supporter of the same department could be in "
             "the chain of command."},
};

constexpr std::array<std::string_view, 4> relaxable_rules{"topic", "sameTeam",
                                                          "concernedDepartment", "levelDistance"};

}  // namespace

std::string plain(std::string_view name) {
    std::string bare;
    for (const char c : lower_ascii(name))
        if (c != '-' && c != '_') bare += c;
    return bare;
}

std::optional<std::string> why_it_holds(std::string_view name) {
    for (const auto& rule : hard_rules)
        if (plain(rule.name) == plain(name)) return std::string(rule.why);
    return std::nullopt;
}

std::optional<std::string> relaxable(std::string_view name) {
    for (const auto rule : relaxable_rules)
        if (plain(rule) == plain(name)) return std::string(rule);
    return std::nullopt;
}

}  // namespace kith::manifest
