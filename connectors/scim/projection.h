// Which attributes an answer shows (RFC 7644, section 3.9).
#pragma once

#include <string>
#include <vector>

#include "connectors/scim/schema.h"

namespace kith::connectors::scim {

// What the client asks for: names, each as in a path. With `only` just these, else all that are
// shown by default but `without`. What is always shown stays, what is never shown does not.
struct Wanted {
    std::vector<std::string> only;
    std::vector<std::string> without;
};

class Projection {
public:
    // Names that the type does not have are passed over.
    Projection(const ResourceType& type, const Wanted& wanted);

    Poco::JSON::Object::Ptr of(const Poco::JSON::Object& resource) const;
    // Whether it will be shown at all: what is kept apart need not be loaded otherwise.
    bool shows(const Place& place) const;

private:
    Poco::Dynamic::Var parts(const Place& place, const Poco::Dynamic::Var& value) const;
    void add(Poco::JSON::Object& out, const Poco::JSON::Object& from, const Schema& schema,
             const Schema* extension) const;

    const ResourceType& type_;
    bool has_only_ = false;
    std::vector<Place> only_;
    std::vector<Place> without_;
};

}  // namespace kith::connectors::scim
