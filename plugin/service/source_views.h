// What each source says of a person, and the one row that comes of it.
//
// Somebody of whom one source tells is her row among the people; of whom more tell has, beside the
// row, a view for each of them (store/directory_views.h). A file has no entries: who has an entry
// nowhere came from it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/finding.h"
#include "model/person.h"
#include "service/rooms.h"

namespace kith::service {

// A person before a source tells of her.
struct KnownPerson {
    std::optional<model::Person> row;
    std::optional<model::Person> own;       // What this source said of her last.
    std::vector<model::SourceView> others;  // Of the manifest's other sources, in its order.
    bool kept_apart = false;                // The views are in the store.
};

// For one source, inside one transaction.
class SourceViews {
public:
    // Where sources differ is told in `findings`.
    SourceViews(const Rooms& rooms, store::Transaction& tx, std::string source, Findings& findings);

    // Whether the manifest names no other source: then her row is what this one says.
    bool alone() const { return sources_.size() == 1; }
    // What sources told that the manifest names no more counts no more.
    Result<void> drop_unnamed();

    // `has_entry`: before this run, too. store_corrupt where views and entries do not fit together.
    Result<KnownPerson> known(const EmployeeId& person, bool has_entry);
    Result<KnownPerson> known(model::Person row, bool has_entry);
    // Takes over what this source says of her now; nothing: it has her no more. Her row is the
    // caller's to write.
    Result<store::PersonChange> take(const KnownPerson& known, std::optional<model::Person> own);
    // People of whom no source of the manifest tells.
    Result<std::vector<EmployeeId>> strangers();

private:
    Result<void> keep(const KnownPerson& known, const std::vector<model::SourceView>& views,
                      const std::optional<model::Person>& own);
    Result<KnownPerson> sorted(KnownPerson known, std::vector<model::SourceView> views,
                               bool has_entry);
    Result<void> drop(const std::string& source);
    Result<bool> has_entry(const std::string& source, const EmployeeId& person);
    model::Person combined(const std::vector<model::SourceView>& views,
                           const std::optional<model::Person>& row);
    std::ptrdiff_t place(const std::string& source) const;  // In the manifest.
    bool names(const std::string& source) const;

    const Rooms& rooms_;
    store::Transaction& tx_;
    std::string source_;
    std::vector<std::string> sources_;
    Findings& findings_;
};

// Where the manifest's sources differ of somebody, as they stand now.
Result<Findings> source_clashes(const Rooms& rooms, store::Transaction& tx);

}  // namespace kith::service
