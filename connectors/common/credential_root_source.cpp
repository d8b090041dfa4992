#include "connectors/common/credential_root_source.h"

#include <cstdlib>
#include <string_view>

#include "connectors/common/guarded_file.h"
#include "connectors/common/root_secret.h"

namespace kith::connectors {
namespace {

Error unusable_credential(FileFault fault) {
    switch (fault) {
        case FileFault::missing:
            return no_key("the credential is not there",
                          "add LoadCredentialEncrypted=NAME:FILE to the unit, with this name");
        case FileFault::forbidden:
            return no_key("the credential may not be read by this user",
                          "it is for the user that systemd started the service as");
        case FileFault::of_another:
        case FileFault::open_to_others:
            return no_key("the credential can be read by others",
                          "let systemd make it: LoadCredentialEncrypted=NAME:FILE in the unit");
        case FileFault::is_link:
        case FileFault::not_opened:
        case FileFault::not_regular:
        case FileFault::not_read:
            break;
    }
    return no_key("the credential cannot be read", "let systemd make it, as a plain file");
}

// What would lead out of systemd's folder is no name of a credential.
bool is_name(std::string_view name) {
    return !name.empty() && name != "." && name.find('/') == std::string_view::npos &&
           name.find("..") == std::string_view::npos;
}

}  // namespace

Result<Secret> CredentialRootSource::root_secret() {
    if (!is_name(name_))
        return no_key("this is no name of a credential", "a name without a slash and without ..");
    const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || *folder != '/')
        return no_key("systemd gave this process no credentials",
                      "start it as a service whose unit has LoadCredentialEncrypted=NAME:FILE");

    const auto read = read_guarded_file(std::string(folder) + "/" + name_, root_file_bytes_max);
    if (const auto* fault = std::get_if<FileFault>(&read)) return unusable_credential(*fault);
    return root_secret_from(std::get<Secret>(read).bytes());
}

Result<void> CredentialRootSource::keep(const Secret&) {
    return Error{ErrorCode::unsupported,
                 "a credential of systemd cannot be made from here",
                 {},
                 "openssl rand -hex 32 | systemd-creds encrypt --name=NAME - FILE"};
}

}  // namespace kith::connectors
