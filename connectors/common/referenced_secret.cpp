#include "connectors/common/referenced_secret.h"

#include <cstdlib>
#include <cstring>

#include "connectors/common/guarded_file.h"

namespace kith::connectors {
namespace {

constexpr std::size_t secret_bytes_max = 4096;

Error no_secret(FixedText detail, const std::string& reference, FixedText hint) {
    return Error{ErrorCode::key_missing, detail, reference, hint};
}

Error unusable_password_file(FileFault fault, const std::string& reference) {
    switch (fault) {
        case FileFault::missing:
            return no_secret("the file of the password is not there", reference, "check its path");
        case FileFault::is_link:
            return no_secret("the file of the password is a symbolic link", reference,
                             "name the file itself");
        case FileFault::of_another:
        case FileFault::open_to_others:
            return no_secret("the file of the password can be read by others", reference,
                             "chown it to the user that runs Kith, chmod 600");
        case FileFault::forbidden:
        case FileFault::not_opened:
        case FileFault::not_regular:
        case FileFault::not_read:
            break;
    }
    return no_secret("the file of the password cannot be read", reference,
                     "a plain file of the user that runs Kith, chmod 600");
}

Result<Secret> password_from(std::span<const std::uint8_t> given, const std::string& reference) {
    if (given.size() > secret_bytes_max)
        return no_secret("what is named as a password is too long for one", reference,
                         "name a file or variable that holds the password alone");
    const auto text = without_line_end(given);
    // With an empty password a directory server answers "success" and takes the caller for nobody
    // (RFC 4513 section 5.1.2).
    if (text.empty())
        return no_secret("the password is empty", reference, "write the password there");
    return Secret(text);
}

Result<Secret> from_file(const std::string& path, const std::string& reference) {
    const auto read = read_guarded_file(path, secret_bytes_max + 1);
    if (const auto* fault = std::get_if<FileFault>(&read))
        return unusable_password_file(*fault, reference);
    return password_from(std::get<Secret>(read).bytes(), reference);
}

Result<Secret> from_environment(const std::string& name, const std::string& reference) {
    const char* const value = std::getenv(name.c_str());
    if (value == nullptr)
        return no_secret("the environment variable of the password is not set", reference,
                         "set it before Kith starts");
    return password_from({reinterpret_cast<const std::uint8_t*>(value), std::strlen(value)},
                         reference);
}

Result<Secret> from_credential(const std::string& name, const std::string& reference) {
    if (name.find('/') != std::string::npos || name.find("..") != std::string::npos)
        return no_secret("this is no name of a credential", reference,
                         "a name without a slash and without ..");
    const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
    if (folder == nullptr || *folder != '/')
        return no_secret("systemd gave this process no credentials", reference,
                         "start it as a service whose unit has LoadCredentialEncrypted=NAME:FILE");
    return from_file(std::string(folder) + "/" + name, reference);
}

}  // namespace

Result<Secret> referenced_secret(const std::string& reference) {
    const auto colon = reference.find(':');
    const auto kind = reference.substr(0, colon);
    const auto name = colon == std::string::npos ? std::string() : reference.substr(colon + 1);

    if (!name.empty() && kind == "file") return from_file(name, reference);
    if (!name.empty() && kind == "env") return from_environment(name, reference);
    if (!name.empty() && kind == "credential") return from_credential(name, reference);
    // The reference is not repeated: who wrote the password itself there would read it again.
    return no_secret("the password is to be named, not written", {},
                     "file:PATH, env:NAME or credential:NAME");
}

}  // namespace kith::connectors
