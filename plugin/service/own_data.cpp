#include "service/own_data.h"

#include "crypto/age.h"
#include "crypto/return_code.h"
#include "crypto/signing.h"
#include "service/consent.h"
#include "service/converse.h"
#include "service/disclosure.h"
#include "service/people_sources.h"
#include "service/request_looks.h"
#include "service/standing.h"
#include "store/directory_views.h"
#include "store/provisioned.h"
#include "store/requests.h"
#include "store/tenant_keys.h"

namespace kith::service {
namespace {

// Each part is read as its owner reads it on any other day: through its own question to the gate.
Result<OwnRequest> own_request(Rooms& rooms, store::Transaction& tx, const Session& session,
                               const RequestId& request) {
    auto status = request_status(rooms, tx, session, request);
    if (!status) return status.error();
    auto messages = read_messages(rooms, tx, session, request, 0);
    if (!messages) return messages.error();
    auto consents = consent_receipts(rooms, tx, session, request);
    if (!consents) return consents.error();
    auto looks = request_looks(rooms, tx, session, request);
    if (!looks) return looks.error();
    auto exceptions = told_exceptions(rooms, tx, session, request);
    if (!exceptions) return exceptions.error();
    auto kept = keeping(rooms, tx, session, request);
    if (!kept) return kept.error();
    return OwnRequest{std::move(*status), std::move(*messages),   std::move(*consents),
                      std::move(*looks),  std::move(*exceptions), std::move(*kept)};
}

struct Told {
    std::vector<SourceEntry> entries;
    std::vector<model::SourceView> views;
    std::vector<ProvidedUser> provided;
};

// By each of the manifest's sources. A file has no entries.
Result<Told> told_of(const Rooms& rooms, store::Transaction& tx, const EmployeeId& person) {
    Told told;
    for (const auto& source : people_sources(rooms.settings)) {
        auto entry = store::entry_of(tx, source, person);
        if (!entry) return entry.error();
        if (!*entry) continue;
        auto user =
            store::ProvisionedTable(tx, source).find(model::ResourceKind::user, (*entry)->key);
        if (!user) return user.error();
        if (*user) told.provided.push_back({source, std::move((*user)->body)});
        told.entries.push_back({source, std::move(**entry)});
    }
    auto views = store::views_of(tx, person);
    if (!views) return views.error();
    told.views = std::move(*views);
    return told;
}

}  // namespace

Result<OwnData> own_data(Rooms& rooms, store::Transaction& tx, const Session& session) {
    if (session.subject.empty()) return policy::denied();  // A return code opens one request.
    const auto permit = may(rooms, tx, session, policy::Action::read, policy::Kind::personal_data,
                            {policy::Fact::owner});
    if (!permit) return permit.error();
    const auto view = rooms.directory.view(rooms, tx);
    if (!view) return view.error();
    OwnData data;
    const auto& chart = *view->snapshot.chart;
    if (const auto seat = chart.seat(session.subject)) data.person = chart.person(*seat);
    if (const auto* entry = view->snapshot.book->find(session.subject)) data.supporter = *entry;
    auto told = told_of(rooms, tx, session.subject);
    if (!told) return told.error();
    data.entries = std::move(told->entries);
    data.views = std::move(told->views);
    data.provided = std::move(told->provided);
    auto served = store::assignments_of(tx, session.subject);
    if (!served) return served.error();
    data.served = std::move(*served);
    const auto rows = store::requests_of(tx, session.subject);
    if (!rows) return rows.error();
    for (const auto& row : *rows) {
        auto request = own_request(rooms, tx, session, row.id);
        if (!request) return request.error();
        data.requests.push_back(std::move(*request));
    }
    return data;
}

Result<Archive> archive(const Rooms& rooms, std::string_view text) {
    const auto signed_text = rooms.database->tenant_keys().signed_data(text);
    if (!signed_text) return signed_text.error();
    auto code = crypto::new_return_code();  // 128 random bits in words that can be written down.
    if (!code) return code.error();
    const auto* const words = reinterpret_cast<const std::uint8_t*>(code->words.data());
    const Secret passphrase(std::span(words, code->words.size()));
    auto file = crypto::age_encrypt(*signed_text, passphrase);
    if (!file) return file.error();
    return Archive{crypto::to_base64(*file), std::move(code->words)};
}

}  // namespace kith::service
