// What a manifest says of a key on a token: an RFC 7512 URI.
#pragma once

#include <p11-kit/uri.h>

#include <memory>
#include <string>

#include "base/result.h"

namespace kith::connectors::pkcs11 {

struct FreeUri {
    void operator()(P11KitUri* uri) const { p11_kit_uri_free(uri); }
};

struct Reference {
    std::unique_ptr<P11KitUri, FreeUri> uri;  // Names the token.
    std::string module_path;
    std::string key_label;
    std::string pin_path;
};

// key_missing where a part is absent, unknown, or a PIN stands in the text itself.
Result<Reference> read_reference(const std::string& text);

}  // namespace kith::connectors::pkcs11
