#include <boost/test/unit_test.hpp>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "connectors/common/env_root_source.h"
#include "connectors/common/file_root_source.h"
#include "connectors/common/host_root_source.h"
#include "connectors/common/root_key_source.h"
#include "key_hex.h"
#include "kit/syncs.h"
#include "written_file.h"

using kith::Error;
using kith::ErrorCode;
using kith::Result;
using kith::Secret;
using kith::connectors::EnvRootSource;
using kith::connectors::FileRootSource;
using kith::connectors::HostRootSource;
using kith::connectors::RootKeySource;
using kith::tests::Folder;
using kith::tests::key_hex;

namespace {

Secret root() {
    Secret root(32);
    for (std::size_t i = 0; i < 32; ++i)
        root.bytes()[i] = static_cast<std::uint8_t>(i);
    return root;
}

std::string raw() {
    std::string raw(32, '\0');
    for (std::size_t i = 0; i < 32; ++i)
        raw[i] = static_cast<char>(i);
    return raw;
}

bool is_root(const Result<Secret>& secret) {
    if (!secret || secret->size() != 32) return false;
    for (std::size_t i = 0; i < 32; ++i)
        if (secret->bytes()[i] != i) return false;
    return true;
}

std::string key_file(const Folder& folder, const std::string& content, mode_t mode = 0600) {
    const auto path = folder / "key";
    kith::tests::write(path, content);
    BOOST_REQUIRE(chmod(path.c_str(), mode) == 0);
    return path;
}

void check_refused(const Result<Secret>& secret, std::string_view words) {
    BOOST_REQUIRE_MESSAGE(!secret, "expected: " << words);
    BOOST_CHECK(secret.error().code == ErrorCode::key_missing);
    BOOST_TEST(secret.error().detail.view().find(words) != std::string_view::npos,
               "expected: " << words << "; got: " << secret.error().detail.view());
    BOOST_TEST(!secret.error().hint.view().empty());
}

}  // namespace

BOOST_AUTO_TEST_SUITE(key_sources)

BOOST_AUTO_TEST_CASE(a_key_file_holds_32_bytes_or_64_hex_digits) {
    for (const auto& content : {raw(), key_hex, key_hex + "\n", key_hex + "\r\n"}) {
        const Folder folder;
        BOOST_TEST(is_root(FileRootSource(key_file(folder, content)).root_secret()));
    }
}

BOOST_AUTO_TEST_CASE(a_key_file_with_anything_else_is_refused) {
    const std::pair<std::string, std::string_view> contents[] = {
        {"", "not 32 bytes"},
        {raw().substr(1), "not 32 bytes"},
        {raw() + "\n", "not 32 bytes"},
        {key_hex.substr(1) + "\n", "not 32 bytes"},
        {key_hex + "0\n", "not 32 bytes"},
        {key_hex + "\n\n", "not 32 bytes"},
        {std::string(100'000, 'a'), "not 32 bytes"},
        {"g" + key_hex.substr(1), "no hex digit"},
        {key_hex.substr(0, 63) + " ", "no hex digit"},
        {std::string(64, '0') + "\n", "all zeros"},
        {std::string(32, '\0'), "all zeros"},
        {"correct horse battery staple 123", "plain text"},
    };
    for (const auto& [content, words] : contents) {
        const Folder folder;
        check_refused(FileRootSource(key_file(folder, content)).root_secret(), words);
    }
}

BOOST_AUTO_TEST_CASE(a_key_file_that_others_could_use_is_refused) {
    for (const mode_t mode : {0640, 0604, 0620, 0602, 0610, 0601, 0644}) {
        const Folder folder;
        check_refused(FileRootSource(key_file(folder, key_hex, mode)).root_secret(),
                      "open to its group or to others");
    }
    const Folder folder;
    BOOST_TEST(is_root(FileRootSource(key_file(folder, key_hex, 0400)).root_secret()));
}

BOOST_AUTO_TEST_CASE(what_is_no_plain_key_file_is_refused) {
    const Folder folder;
    const auto path = key_file(folder, key_hex);
    check_refused(FileRootSource(folder / "missing").root_secret(), "not there");
    check_refused(FileRootSource(path + "/below").root_secret(), "not there");

    BOOST_REQUIRE(symlink(path.c_str(), (folder / "link").c_str()) == 0);
    check_refused(FileRootSource(folder / "link").root_secret(), "symbolic link");

    BOOST_REQUIRE(mkdir((folder / "folder").c_str(), 0700) == 0);
    check_refused(FileRootSource(folder / "folder").root_secret(), "not a regular file");

    BOOST_REQUIRE(mkfifo((folder / "pipe").c_str(), 0600) == 0);
    check_refused(FileRootSource(folder / "pipe").root_secret(), "not a regular file");
}

BOOST_AUTO_TEST_CASE(a_key_file_of_another_user_is_refused) {
    if (geteuid() != 0) {
        BOOST_TEST_MESSAGE("only root can make a file of somebody else's");
        return;
    }
    const Folder folder;
    const auto path = key_file(folder, key_hex);
    BOOST_REQUIRE(chown(path.c_str(), 12345, 12345) == 0);
    check_refused(FileRootSource(path).root_secret(), "belongs to another user");
}

BOOST_AUTO_TEST_CASE(a_kept_key_is_read_again_and_is_for_its_owner_alone) {
    const Folder folder;
    const auto path = folder / "key";
    const auto before = umask(0777);  // The strictest host there is.
    const auto kept = FileRootSource(path).keep(root());
    umask(before);

    BOOST_REQUIRE(kept);
    BOOST_TEST(is_root(FileRootSource(path).root_secret()));
    struct stat status {};
    BOOST_REQUIRE(stat(path.c_str(), &status) == 0);
    BOOST_TEST((status.st_mode & 07777) == 0600u);
    BOOST_TEST(status.st_size == 65);
}

// Rule: what the key locks is made only when the key is on the disk.
BOOST_AUTO_TEST_CASE(a_kept_key_is_on_the_disk_and_so_is_its_name) {
    const Folder folder;
    const auto path = folder / "key";
    const kith::kit::Syncs syncs;
    BOOST_REQUIRE(FileRootSource(path).keep(root()));

    BOOST_REQUIRE(syncs.seen().size() == 2u);
    BOOST_TEST(syncs.seen()[0].path == path);
    BOOST_TEST(syncs.seen()[0].bytes.size() == 65u);
    BOOST_TEST(syncs.seen()[1].path == std::filesystem::path(path).parent_path().string());
}

BOOST_AUTO_TEST_CASE(a_key_is_never_written_over) {
    const Folder folder;
    const auto path = key_file(folder, key_hex + "\n");
    const auto again = FileRootSource(path).keep(Secret(32));
    BOOST_REQUIRE(!again);
    BOOST_CHECK(again.error().code == ErrorCode::conflict);
    BOOST_TEST(is_root(FileRootSource(path).root_secret()));

    BOOST_REQUIRE(symlink((folder / "away").c_str(), (folder / "link").c_str()) == 0);
    BOOST_CHECK(FileRootSource(folder / "link").keep(root()).error().code == ErrorCode::conflict);
    BOOST_TEST(!std::filesystem::exists(folder / "away"));
}

BOOST_AUTO_TEST_CASE(a_key_that_cannot_be_kept_leaves_no_file) {
    const Folder folder;
    BOOST_CHECK(FileRootSource(folder / "no/key").keep(root()).error().code ==
                ErrorCode::store_failed);
    BOOST_CHECK(FileRootSource(folder / "short").keep(Secret(31)).error().code ==
                ErrorCode::invalid_input);
    BOOST_TEST(!std::filesystem::exists(folder / "short"));
}

BOOST_AUTO_TEST_CASE(an_environment_variable_holds_64_hex_digits) {
    EnvRootSource source("KITH_TEST_ROOT");
    unsetenv("KITH_TEST_ROOT");
    check_refused(source.root_secret(), "not set");
    setenv("KITH_TEST_ROOT", "", 1);
    check_refused(source.root_secret(), "not set");
    setenv("KITH_TEST_ROOT", key_hex.c_str(), 1);
    BOOST_TEST(is_root(source.root_secret()));
    setenv("KITH_TEST_ROOT", key_hex.substr(0, 32).c_str(), 1);
    check_refused(source.root_secret(), "too short");
    setenv("KITH_TEST_ROOT", key_hex.substr(2).c_str(), 1);
    check_refused(source.root_secret(), "not 32 bytes");
    unsetenv("KITH_TEST_ROOT");
    BOOST_CHECK(source.keep(root()).error().code == ErrorCode::unsupported);
}

BOOST_AUTO_TEST_CASE(a_host_gives_the_secret_its_own_way) {
    BOOST_TEST(is_root(HostRootSource([] { return Result<Secret>(root()); }).root_secret()));
    check_refused(HostRootSource([] { return Result<Secret>(Secret(16)); }).root_secret(),
                  "not 32 bytes");
    check_refused(HostRootSource({}).root_secret(), "the host lends no secrets");

    const auto refused = HostRootSource([] {
                             return Result<Secret>(Error{ErrorCode::denied, "no", {}, {}});
                         }).root_secret();
    BOOST_REQUIRE(!refused);
    BOOST_CHECK(refused.error().code == ErrorCode::denied);
    BOOST_CHECK(HostRootSource({}).keep(root()).error().code == ErrorCode::unsupported);
}

// The form on disk, and that the root itself locks nothing: a change of it would lock everybody
// out.
BOOST_AUTO_TEST_CASE(what_the_first_version_locked_opens_for_ever) {
    constexpr std::string_view locked =
        "5ac66f26eb77217dbca857cbc5c3d285570fc43bef8465b5ba1c4e39c14396f1"
        "9f26c4cf8b924350533b0cf3da33d5c9508075d375aebf0a3ceed47e";
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < locked.size(); i += 2)
        bytes.push_back(
            static_cast<std::uint8_t>(std::stoi(std::string(locked.substr(i, 2)), {}, 16)));
    RootKeySource source(std::make_unique<HostRootSource>([] { return Result<Secret>(root()); }));
    BOOST_TEST(is_root(source.unwrap(bytes, "here")));
}

// A host that does not say what its secret is may still have one: nothing is made in its place.
BOOST_AUTO_TEST_CASE(a_root_that_is_refused_is_not_taken_for_one_that_is_missing) {
    class Refusing final : public kith::connectors::RootSource {
    public:
        explicit Refusing(int& kept) : kept_(&kept) {}
        Result<Secret> root_secret() override { return Error{ErrorCode::denied, "no", {}, {}}; }
        Result<void> keep(const Secret&) override {
            ++*kept_;
            return {};
        }

    private:
        int* kept_;
    };
    int kept = 0;
    BOOST_CHECK(RootKeySource(std::make_unique<Refusing>(kept)).make_root().error().code ==
                ErrorCode::denied);
    BOOST_TEST(kept == 0);
}

BOOST_AUTO_TEST_CASE(a_locked_key_opens_under_its_root_at_its_place_alone) {
    const Folder folder;
    const auto source = [](const std::string& path) {
        return RootKeySource(std::make_unique<FileRootSource>(path));
    };
    auto mine = source(folder / "key");
    BOOST_CHECK(mine.wrap(root(), "here").error().code == ErrorCode::key_missing);
    BOOST_REQUIRE(mine.make_root());
    BOOST_CHECK(mine.make_root().error().code == ErrorCode::conflict);

    const auto locked = mine.wrap(root(), "here");
    BOOST_REQUIRE(locked);
    BOOST_TEST(is_root(mine.unwrap(*locked, "here")));
    BOOST_CHECK(mine.unwrap(*locked, "there").error().code == ErrorCode::key_wrong);
    for (std::size_t i = 0; i < locked->size(); ++i) {
        auto changed = *locked;
        changed[i] ^= 1;
        BOOST_CHECK(mine.unwrap(changed, "here").error().code == ErrorCode::key_wrong);
    }
    auto other = source(folder / "other");
    BOOST_REQUIRE(other.make_root());
    BOOST_CHECK(other.unwrap(*locked, "here").error().code == ErrorCode::key_wrong);
}

BOOST_AUTO_TEST_SUITE_END()
