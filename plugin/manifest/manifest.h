// Reads a tenant's manifest: XML in, typed settings out, every problem with its file and line.
//
// One path for check, plan, apply and open, so that what was checked is what runs. Reads no secret.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "model/settings.h"

namespace kith::manifest {

struct Manifest {
    model::Settings settings;
    std::string canonical;  // The merged document, normalised: equal text means equal effect.
};

struct Reading {
    Findings findings;  // All of them at once.
    Manifest manifest;  // Meaningless where findings has an error.
};

// Never throws. `path` is the tenant's file, or an overlay that names it as its base. Overlays are
// applied in order, that of `path` first.
Reading read(const std::string& path, const std::vector<std::string>& overlays = {});
// The same for a document in memory, for what was applied before. It has no includes.
Reading read_canonical(const std::string& canonical);

// A document with a <policy> and nothing else: manifests/constitution.xml, manifests/permits.xml.
struct PolicyReading {
    Findings findings;
    model::Policy policy;  // Meaningless where findings has an error.
};
PolicyReading read_policy(const std::string& name, std::string_view text);

// The files of manifests/ that are compiled in: what the constitution's signature is of, the
// signature and the key that it belongs to in base64, and the permits.
std::string_view constitution_text();
std::string_view constitution_signature();
std::string_view constitution_key();
std::string_view permits_text();

std::string_view libxml2_version();

// Documentation of one element or attribute from the schema ("routing/weights"), or empty.
std::string explain(const std::string& element_path);

enum class ChangeKind { added, removed, changed };

struct Change {
    ChangeKind kind = ChangeKind::changed;
    std::string setting;  // "caseload/@openMax".
    std::string before;   // Empty where added. "secret reference" changes show no value.
    std::string after;
    bool loosens = false;  // It takes a protection away.
    std::string effect;    // What it does to people, where that needs a sentence; else empty.
};

// What differs, in the order of the schema. Needs no secret and no database.
std::vector<Change> difference(const Manifest& before, const Manifest& after);

}  // namespace kith::manifest
