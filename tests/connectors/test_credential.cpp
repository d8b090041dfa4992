// Credentials as systemd lays them down, made here by hand. credential.py lets systemd-creds make
// one.
#include <boost/test/unit_test.hpp>
#include <endian.h>
#include <linux/posix_acl.h>
#include <linux/posix_acl_xattr.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "connectors/common/credential_root_source.h"
#include "connectors/common/file_root_source.h"
#include "key_hex.h"
#include "written_file.h"

using kith::ErrorCode;
using kith::Result;
using kith::Secret;
using kith::connectors::CredentialRootSource;
using kith::connectors::FileRootSource;
using kith::tests::Folder;
using kith::tests::key_hex;

namespace {

class Started {
public:
    explicit Started(const std::string& folder) {
        setenv("CREDENTIALS_DIRECTORY", folder.c_str(), 1);
    }
    Started(const Started&) = delete;
    Started& operator=(const Started&) = delete;
    ~Started() { unsetenv("CREDENTIALS_DIRECTORY"); }
};

std::string credential(const Folder& folder, mode_t mode) {
    const auto path = folder / "kith-root";
    kith::tests::write(path, key_hex + "\n");
    BOOST_REQUIRE(chmod(path.c_str(), mode) == 0);
    return path;
}

// What `setfacl -m u:USER:r,g::GROUP` writes.
void give_to(const std::string& path, uid_t user, unsigned group_rights) {
    std::vector<posix_acl_xattr_entry> entries;
    const auto add = [&](unsigned tag, unsigned rights, std::uint32_t id) {
        entries.push_back({htole16(static_cast<std::uint16_t>(tag)),
                           htole16(static_cast<std::uint16_t>(rights)), htole32(id)});
    };
    constexpr auto nobody = static_cast<std::uint32_t>(ACL_UNDEFINED_ID);
    add(ACL_USER_OBJ, ACL_READ, nobody);
    add(ACL_USER, ACL_READ, user);
    add(ACL_GROUP_OBJ, group_rights, nobody);
    add(ACL_MASK, ACL_READ, nobody);
    add(ACL_OTHER, 0, nobody);

    const posix_acl_xattr_header header{htole32(POSIX_ACL_XATTR_VERSION)};
    std::string list(reinterpret_cast<const char*>(&header), sizeof header);
    list.append(reinterpret_cast<const char*>(entries.data()), entries.size() * sizeof entries[0]);
    BOOST_REQUIRE(setxattr(path.c_str(), "system.posix_acl_access", list.data(), list.size(), 0) ==
                  0);
}

Result<Secret> read_credential() {
    return CredentialRootSource("kith-root").root_secret();
}

void check_refused_with(const Result<Secret>& secret, std::string_view words) {
    BOOST_REQUIRE_MESSAGE(!secret, "expected: " << words);
    BOOST_CHECK(secret.error().code == ErrorCode::key_missing);
    BOOST_TEST(secret.error().detail.view() == words);
    BOOST_TEST(!secret.error().hint.view().empty());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(credential_source)

BOOST_AUTO_TEST_CASE(a_credential_is_read_where_systemd_put_it) {
    const Folder folder;
    credential(folder, 0400);
    check_refused_with(read_credential(), "systemd gave this process no credentials");

    const Started started(folder / "");
    const auto root = read_credential();

    BOOST_REQUIRE(root);
    BOOST_TEST(root->size() == 32u);
    BOOST_TEST(root->bytes()[31] == 31);
    BOOST_CHECK(CredentialRootSource("kith-root").keep(Secret(32)).error().code ==
                ErrorCode::unsupported);
    BOOST_TEST(CredentialRootSource("kith-root")
                   .keep(Secret(32))
                   .error()
                   .hint.view()
                   .find("systemd-creds encrypt") != std::string_view::npos);
}

BOOST_AUTO_TEST_CASE(a_credential_given_by_an_access_control_list_is_read) {
    const Folder folder;
    const auto path = credential(folder, 0400);
    const Started started(folder / "");

    give_to(path, geteuid(), 0);

    struct stat status {};
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    BOOST_REQUIRE((status.st_mode & 07777) == 0440u);  // The mask, where the group's rights stand.
    BOOST_TEST(static_cast<bool>(read_credential()));
    BOOST_TEST(static_cast<bool>(FileRootSource(path).root_secret()));
}

BOOST_AUTO_TEST_CASE(a_credential_that_others_can_read_is_refused) {
    for (const mode_t mode : {0440, 0404, 0444, 0420}) {
        const Folder folder;
        credential(folder, mode);
        const Started started(folder / "");
        check_refused_with(read_credential(), "the credential can be read by others");
    }
    for (const auto& [user, group_rights] : {std::pair<uid_t, unsigned>{12345, 0}, {0, ACL_READ}}) {
        const Folder folder;
        const auto path = credential(folder, 0400);
        const Started started(folder / "");
        give_to(path, user, group_rights);
        check_refused_with(read_credential(), "the credential can be read by others");
    }
}

BOOST_AUTO_TEST_CASE(a_credential_that_is_not_there_is_named_so) {
    const Folder folder;
    const auto path = credential(folder, 0400);
    {
        const Started started(folder / "elsewhere");
        check_refused_with(read_credential(), "the credential is not there");
    }
    const Started started(folder / "");
    check_refused_with(CredentialRootSource("other").root_secret(), "the credential is not there");
    BOOST_REQUIRE(symlink(path.c_str(), (folder / "link").c_str()) == 0);
    check_refused_with(CredentialRootSource("link").root_secret(), "the credential cannot be read");
    setenv("CREDENTIALS_DIRECTORY", "here", 1);
    check_refused_with(read_credential(), "systemd gave this process no credentials");
}

BOOST_AUTO_TEST_CASE(a_name_that_leads_out_of_the_folder_is_refused) {
    const Folder folder;
    BOOST_REQUIRE(mkdir((folder / "below").c_str(), 0700) == 0);
    credential(folder, 0400);
    const Started started(folder / "below");
    for (const auto* const name : {"../kith-root", "..", ".", "", "/kith-root", "a/b", "a..b"})
        check_refused_with(CredentialRootSource(name).root_secret(),
                           "this is no name of a credential");
}

BOOST_AUTO_TEST_SUITE_END()
