// Access and portability: everything that Kith holds on who asks for it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "model/consent.h"
#include "model/disclosure_exception.h"
#include "model/person.h"
#include "model/supporter.h"
#include "service/request_status.h"
#include "service/retention.h"
#include "service/rooms.h"
#include "store/directory_entries.h"
#include "store/looks.h"

namespace kith::service {

// Who else is in it stands there by a number: her supporters, in the order in which they served.
// Whom she named as concerned stays out: that is about others, and under a key of its own.
struct OwnRequest {
    RequestStatus status;
    std::vector<model::Message> messages;
    std::vector<model::ConsentReceipt> consents;
    std::vector<store::Look> looks;
    std::vector<model::DisclosureException> exceptions;
    Keeping keeping;
};

struct SourceEntry {
    std::string source;
    store::EntryRow entry;
};

// What a provider (SCIM) told of her, in its own words: JSON.
struct ProvidedUser {
    std::string source;
    std::string body;
};

struct OwnData {
    std::optional<model::Person> person;   // As Kith knows her, by all sources together.
    std::vector<SourceEntry> entries;      // Where she stands in each.
    std::vector<model::SourceView> views;  // What each says of her, where there are several.
    std::vector<ProvidedUser> provided;
    std::optional<model::PeerSupporter> supporter;  // What she said of herself.
    std::vector<store::Assignment> served;          // States and hours; nothing of whom.
    std::vector<OwnRequest> requests;
};
Result<OwnData> own_data(Rooms& rooms, store::Transaction& tx, const Session& session);

// A file that its passphrase opens (crypto/age.h): the text, signed by the tenant.
struct Archive {
    std::string file;        // Base64.
    std::string passphrase;  // Twelve words. Shown once, kept nowhere.
};
Result<Archive> archive(const Rooms& rooms, std::string_view text);

}  // namespace kith::service
