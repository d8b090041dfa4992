// One person of whom several sources tell.
//
// The first source that has her decides, and a later one fills only what the earlier ones leave
// empty; of who vanished from a source its word comes last. What keeps people apart adds up:
// whoever leads her in any source is kept on a line of hers, and she is active only while all that
// tell of her say so.
#pragma once

#include <string>
#include <vector>

#include "model/person.h"

namespace kith::directory {

// Two sources that have her say different things of her.
struct Clash {
    std::string attribute;  // As people.csv spells it.
    std::string source;     // Its word holds.
    std::string other;
    std::string value;  // Both are empty where they are nobody else's business: an address.
    std::string other_value;
};

struct CombinedPerson {
    model::Person person;
    std::vector<Clash> clashes;
};

// In the order in which the manifest names the sources; at least one, and all of one person.
CombinedPerson combined_person(const std::vector<model::SourceView>& views);

}  // namespace kith::directory
