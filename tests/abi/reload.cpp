#include <kith/kith.h>

#include <boost/test/unit_test.hpp>
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace fs = std::filesystem;

namespace {

// The front, loaded as a host loads a plugin.
class Front {
public:
    explicit Front(const std::string& path)
        : library_(dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL)) {}
    Front(const Front&) = delete;
    Front& operator=(const Front&) = delete;
    ~Front() {
        if (library_ != nullptr) dlclose(library_);
    }

    explicit operator bool() const { return library_ != nullptr; }
    template <class Function>
    Function* function(const char* name) const {
        return reinterpret_cast<Function*>(dlsym(library_, name));
    }

private:
    void* library_;
};

// Opens, calls and closes; true where all of it worked.
bool used(const Front& front) {
    kith_instance instance = 0;
    kith_session session = 0;
    kith_buf out = KITH_BUF_INIT;
    const std::string json = R"({"capacity":"requester"})";

    bool good = front.function<decltype(kith_open)>("kith_open")(nullptr, "double", 6, &instance,
                                                                 nullptr) == KITH_OK;
    good &= front.function<decltype(kith_session_open)>("kith_session_open")(
                instance, json.data(), json.size(), &session, nullptr) == KITH_OK;
    good &= front.function<decltype(kith_call)>("kith_call")(session, "echo/1", "{}", 2, &out) ==
            KITH_OK;
    front.function<decltype(kith_buf_free)>("kith_buf_free")(&out);
    good &= front.function<decltype(kith_close)>("kith_close")(instance) == KITH_OK;
    return good;
}

std::size_t entries(const char* folder) {
    const fs::directory_iterator all(folder);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

long resident_kib() {
    std::ifstream status("/proc/self/statm");
    long total = 0;
    long resident = 0;
    status >> total >> resident;
    return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

const std::string front_path = DOUBLE_FOLDER "/libkith.so.1";

// A new folder, so that the core of the other tests is not beside this front.
fs::path folder_with_a_front(const std::string& name) {
    const auto folder = fs::temp_directory_path() / ("kith-" + name + std::to_string(getpid()));
    fs::create_directory(folder);
    fs::copy_file(front_path, folder / "libkith.so.1");
    return folder;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(reload)

BOOST_AUTO_TEST_CASE(a_hundred_reloads_leave_no_memory_no_file_no_thread_and_no_signal) {
    BOOST_REQUIRE(used(Front(front_path)));
    BOOST_REQUIRE(used(Front(front_path)));  // Warm.
    const auto memory = resident_kib();
    const auto files = entries("/proc/self/fd");
    const auto threads = entries("/proc/self/task");
    sigset_t before;
    pthread_sigmask(SIG_BLOCK, nullptr, &before);

    for (int i = 0; i < 100; ++i)
        BOOST_REQUIRE(used(Front(front_path)));

    BOOST_TEST(entries("/proc/self/fd") == files);
    BOOST_TEST(entries("/proc/self/task") == threads);
    sigset_t after;
    pthread_sigmask(SIG_BLOCK, nullptr, &after);
    for (int signal = 1; signal < NSIG; ++signal)
        BOOST_TEST(sigismember(&after, signal) == sigismember(&before, signal));
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
    BOOST_TEST(resident_kib() - memory < 1024);
#else
    BOOST_TEST(memory > 0);
#endif
}

BOOST_AUTO_TEST_CASE(a_handle_outlives_the_front_that_gave_it) {
    kith_instance instance = 0;
    {
        const Front front(front_path);
        BOOST_REQUIRE(front.function<decltype(kith_open)>("kith_open")(
                          nullptr, "double", 6, &instance, nullptr) == KITH_OK);
    }
    const Front again(front_path);

    BOOST_TEST(again.function<decltype(kith_close)>("kith_close")(instance) == KITH_OK);
    BOOST_TEST(again.function<decltype(kith_close)>("kith_close")(instance) == KITH_E_HANDLE);
}

BOOST_AUTO_TEST_CASE(the_core_is_found_after_the_host_changed_its_folder) {
    const auto before = fs::current_path();
    fs::current_path(DOUBLE_FOLDER);
    const Front front("./libkith.so.1");
    fs::current_path("/");

    BOOST_REQUIRE(front);
    BOOST_TEST(used(front));
    fs::current_path(before);
}

BOOST_AUTO_TEST_CASE(a_front_without_its_core_says_so_and_looks_nowhere_else) {
    const auto folder = folder_with_a_front("alone");
    setenv("LD_LIBRARY_PATH", DOUBLE_FOLDER, 1);
    kith_instance instance = 0;
    kith_buf err = KITH_BUF_INIT;
    {
        const Front alone((folder / "libkith.so.1").string());
        BOOST_REQUIRE(alone);
        const auto open = alone.function<decltype(kith_open)>("kith_open");

        BOOST_TEST(open(nullptr, "double", 6, &instance, &err) == KITH_E_CORE);
        BOOST_TEST(std::string(err.data, err.len).find("\"code\":-15") != std::string::npos);
        alone.function<decltype(kith_buf_free)>("kith_buf_free")(&err);
        BOOST_TEST(err.data == nullptr);
        BOOST_TEST(open(nullptr, "double", 6, &instance, nullptr) == KITH_E_CORE);
        BOOST_TEST(alone.function<decltype(kith_close)>("kith_close")(7) == KITH_E_CORE);
        BOOST_TEST(alone.function<decltype(kith_abi)>("kith_abi")() == KITH_ABI);

        // Once it lies there, it is found: a refusal is not remembered.
        fs::copy_file(DOUBLE_FOLDER "/libkith-core.so.1", folder / "libkith-core.so.1");
        BOOST_TEST(used(alone));
    }
    fs::remove_all(folder);
}

BOOST_AUTO_TEST_CASE(a_core_of_another_version_is_not_used) {
    const auto folder = folder_with_a_front("other");
    fs::copy_file(OTHER_CORE, folder / "libkith-core.so.1");
    {
        const Front front((folder / "libkith.so.1").string());
        BOOST_REQUIRE(front);

        BOOST_TEST(front.function<decltype(kith_close)>("kith_close")(7) == KITH_E_CORE);
    }
    fs::remove_all(folder);
}

BOOST_AUTO_TEST_SUITE_END()
