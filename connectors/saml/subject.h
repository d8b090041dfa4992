// Whom Kith takes somebody for, and what the manifest gives her, by what her provider vouches for.
#pragma once

#include <string>
#include <vector>

#include "base/ids.h"
#include "connectors/saml/response.h"
#include "model/settings.h"

namespace kith::connectors::saml {

struct Subject {
    EmployeeId person;
    std::vector<std::string> roles;  // Sorted, each once.
};

// Refused where the attribute that is her id is not there, or says more than one; and where a
// NameID would be her id that is another one each time.
Checked<Subject> subject_of(const SignedIn& signed_in,
                            const model::SamlSettings::Provider& settings);

}  // namespace kith::connectors::saml
