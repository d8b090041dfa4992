// Guests don't rearrange the furniture: one case for each thing of the host's that Kith leaves
// alone.
//
//     test_furniture [Boost's options] -- FOLDER MANIFEST
//
// FOLDER holds libkith.so.1 and its core. Each case runs in a fresh process, because most of the
// damage that a library does, it does once, while it is loaded.
#include <boost/test/unit_test.hpp>
#include <dlfcn.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <libxml/xmlIO.h>
#include <pthread.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <chrono>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "furniture/guest.h"

using namespace kith::test;
namespace fs = std::filesystem;

namespace {

// Counts who calls it: a library that was loaded with DEEPBIND would call libc's instead.
std::atomic<int> getpid_calls{0};

std::string argument(int number) {
    const auto& suite = boost::unit_test::framework::master_test_suite();
    BOOST_REQUIRE_MESSAGE(suite.argc > number, "usage: test_furniture -- FOLDER MANIFEST");
    return suite.argv[number];
}

// Runs `work` in a fresh process. Its exit status, or minus the signal that ended it.
int in_fresh_process(const std::function<int()>& work) {
    std::cout.flush();  // Or the child prints it again.
    const pid_t child = fork();
    if (child == 0) {
        alarm(30);
        std::exit(work());
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

// What `see` sees is the same before Kith, while it is open, and after it was closed and unloaded.
template <class See>
bool stays(See see) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);
    return in_fresh_process([&] {
               const auto before = see();
               {
                   Guest guest(folder);
                   if (see() != before) return 2;
                   if (!guest.open(manifest)) return 3;
                   if (see() != before) return 4;
                   guest.use();
                   if (see() != before) return 5;
                   guest.close();
                   if (see() != before) return 6;
               }
               return see() == before ? 0 : 7;
           }) == 0;
}

std::string text_of(const char* path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

std::string mask_here() {
    sigset_t set;
    pthread_sigmask(SIG_BLOCK, nullptr, &set);
    std::string mask;
    for (int signal = 1; signal < NSIG; ++signal)
        mask += sigismember(&set, signal) == 1 ? '1' : '0';
    return mask;
}

// The mask that a process started from here begins with.
std::string mask_of_a_child() {
    int ends[2];
    if (pipe(ends) != 0) return "no pipe";
    if (fork() == 0) {
        dup2(ends[1], 1);
        execl("/bin/grep", "grep", "SigBlk", "/proc/self/status", nullptr);
        _exit(1);
    }
    close(ends[1]);
    std::array<char, 100> line{};
    [[maybe_unused]] const auto got = read(ends[0], line.data(), line.size() - 1);
    close(ends[0]);
    wait(nullptr);
    return line.data();
}

std::string mask_of_a_new_thread() {
    std::string mask;
    std::thread([&] { mask = mask_here(); }).join();
    return mask;
}

std::vector<void*> dispositions() {
    std::vector<void*> handlers;
    for (int signal = 1; signal < NSIG; ++signal) {
        struct sigaction action {};
        sigaction(signal, nullptr, &action);
        handlers.push_back(reinterpret_cast<void*>(action.sa_handler));
    }
    return handlers;
}

std::size_t entries(const char* folder) {
    const fs::directory_iterator all(folder);
    return static_cast<std::size_t>(std::distance(begin(all), end(all)));
}

int no_match(const char*) {
    return 0;
}
int host_matches(const char* name) {
    return std::string(name).starts_with("host:") ? 1 : 0;
}
void* host_open(const char*) {
    static char opened;
    return &opened;
}
int host_read(void* context, char* buffer, int size) {
    auto* first = static_cast<char*>(context);
    if (*first == 1 || size < 4) return *first = 0;
    *first = 1;
    std::copy_n("<a/>", 4, buffer);
    return 4;
}
int host_close(void*) {
    return 0;
}

// Whether libxml2 still reads through what the host registered.
bool host_reads_xml() {
    xmlDoc* document = xmlReadFile("host:a", nullptr, XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    const bool read = document != nullptr;
    xmlFreeDoc(document);
    return read;
}

bool host_uses_sqlite() {
    sqlite3* database = nullptr;
    const bool good = sqlite3_open(":memory:", &database) == SQLITE_OK &&
                      sqlite3_exec(database, "create table t(a); insert into t values(1)", nullptr,
                                   nullptr, nullptr) == SQLITE_OK;
    sqlite3_close(database);
    return good;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) pid_t getpid() noexcept {
    ++getpid_calls;
    return static_cast<pid_t>(syscall(SYS_getpid));
}

BOOST_AUTO_TEST_SUITE(furniture)

BOOST_AUTO_TEST_CASE(the_guest_is_really_there) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    // Without this, every case below would pass with a library that does nothing.
    BOOST_TEST(in_fresh_process([&] {
                   Guest guest(folder);
                   if (text_of("/proc/self/maps").find("libkith-core") != std::string::npos)
                       return 2;  // Nothing is loaded before first use.
                   if (!guest.open(manifest)) return 3;
                   if (text_of("/proc/self/maps").find("libkith-core") == std::string::npos)
                       return 4;
                   return guest.use() ? 0 : 5;
               }) == 0);
}

BOOST_AUTO_TEST_CASE(signal_mask_of_the_thread) {
    BOOST_TEST(stays(mask_here));
}

BOOST_AUTO_TEST_CASE(signal_mask_of_children) {
    BOOST_TEST(mask_of_a_child().find("SigBlk") != std::string::npos);
    BOOST_TEST(stays(mask_of_a_child));
}

BOOST_AUTO_TEST_CASE(signal_mask_of_new_threads) {
    BOOST_TEST(stays(mask_of_a_new_thread));
}

BOOST_AUTO_TEST_CASE(a_blocked_sigpipe_stays_blocked) {
    BOOST_TEST(stays([] {
        sigset_t pipe;
        sigemptyset(&pipe);
        sigaddset(&pipe, SIGPIPE);
        static const int blocked = pthread_sigmask(SIG_BLOCK, &pipe, nullptr);
        return mask_here() + std::to_string(blocked);
    }));
}

BOOST_AUTO_TEST_CASE(signal_dispositions) {
    BOOST_TEST(stays(dispositions));
}

BOOST_AUTO_TEST_CASE(locale) {
    BOOST_TEST(stays([] { return std::string(std::setlocale(LC_ALL, nullptr)); }));
}

BOOST_AUTO_TEST_CASE(umask_and_working_directory) {
    BOOST_TEST(stays([] {
        const mode_t mask = umask(027);
        umask(mask);
        return std::to_string(mask) + fs::current_path().string();
    }));
}

BOOST_AUTO_TEST_CASE(environment) {
    BOOST_TEST(stays([] {
        std::string all;
        for (char** entry = environ; *entry != nullptr; ++entry)
            all += std::string(*entry) + '\n';
        return all;
    }));
}

BOOST_AUTO_TEST_CASE(number_of_threads) {
    BOOST_TEST(stays([] { return entries("/proc/self/task"); }));
}

BOOST_AUTO_TEST_CASE(random_numbers_of_the_host) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    BOOST_TEST(in_fresh_process([&] {
                   std::srand(7);
                   std::vector<int> alone(4);
                   std::generate(alone.begin(), alone.end(), [] { return std::rand(); });

                   std::srand(7);
                   std::vector<int> beside;
                   Guest guest(folder);
                   beside.push_back(std::rand());
                   if (!guest.open(manifest)) return 2;
                   beside.push_back(std::rand());
                   guest.use();
                   beside.push_back(std::rand());
                   guest.close();
                   beside.push_back(std::rand());
                   return alone == beside ? 0 : 3;
               }) == 0);
}

BOOST_AUTO_TEST_CASE(open_files_after_closing) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    BOOST_TEST(in_fresh_process([&] {
                   Guest guest(folder);
                   if (!guest.open(manifest)) return 2;
                   guest.close();
                   const auto files = entries("/proc/self/fd");
                   for (int i = 0; i < 5; ++i) {
                       if (!guest.open(manifest)) return 3;
                       guest.use();
                       guest.close();
                   }
                   return entries("/proc/self/fd") == files ? 0 : 4;
               }) == 0);
}

BOOST_AUTO_TEST_CASE(entity_loader_of_libxml2) {
    BOOST_TEST(stays([] { return reinterpret_cast<void*>(xmlGetExternalEntityLoader()); }));
}

BOOST_AUTO_TEST_CASE(input_callbacks_of_libxml2) {
    BOOST_TEST(stays([] {
        static const int registered = [] {
            xmlInitParser();
            return xmlRegisterInputCallbacks(host_matches, host_open, host_read, host_close);
        }();
        return registered >= 0 && host_reads_xml();
    }));
    BOOST_TEST(in_fresh_process([] {
                   xmlRegisterInputCallbacks(no_match, host_open, host_read, host_close);
                   return host_reads_xml() ? 1 : 0;
               }) == 0);  // It does read through what was registered.
}

BOOST_AUTO_TEST_CASE(sqlite_of_the_host) {
    BOOST_TEST(stays(host_uses_sqlite));
}

BOOST_AUTO_TEST_CASE(an_sqlite_database_that_the_host_has_open) {
    sqlite3* database = nullptr;
    BOOST_REQUIRE(sqlite3_open(":memory:", &database) == SQLITE_OK);
    BOOST_TEST(stays([&] {
        return sqlite3_exec(database, "create table if not exists t(a); insert into t values(1)",
                            nullptr, nullptr, nullptr);
    }));
    sqlite3_close(database);
}

BOOST_AUTO_TEST_CASE(no_xmlsec_in_the_process) {
    BOOST_TEST(stays([] { return text_of("/proc/self/maps").find("xmlsec"); }));
}

BOOST_AUTO_TEST_CASE(symbols_that_the_host_defines_are_not_bypassed) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    BOOST_TEST(in_fresh_process([&] {
                   Guest guest(folder);
                   if (!guest.open(manifest)) return 2;
                   getpid_calls = 0;
                   guest.use();
                   return getpid_calls > 0 ? 0 : 3;
               }) == 0);
}

BOOST_AUTO_TEST_CASE(exit_with_an_open_instance_is_clean) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    BOOST_TEST(in_fresh_process([&] {
                   static Guest guest(folder);
                   if (!guest.open(manifest)) return 2;
                   guest.use();
                   return 0;
               }) == 0);
}

#if !defined(__SANITIZE_ADDRESS__)
// LeakSanitizer itself falls over threads that go on while it looks for leaks at exit.
BOOST_AUTO_TEST_CASE(exit_while_a_thread_is_inside_a_call_is_clean) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    for (int i = 0; i < 5; ++i)
        BOOST_TEST(in_fresh_process([&] {
                       // Never unloaded: a thread is in it.
                       static auto* const guest = std::make_unique<Guest>(folder).release();
                       if (!guest->open(manifest)) return 2;
                       std::thread([] { guest->wait_for_an_event(10'000); }).detach();
                       std::thread([] {
                           while (true)
                               guest->use();
                       }).detach();
                       std::this_thread::sleep_for(std::chrono::milliseconds(50));
                       return 0;
                   }) == 0);
}
#endif

BOOST_AUTO_TEST_CASE(unloading_at_any_time) {
    const std::string folder = argument(1);
    const std::string manifest = argument(2);

    BOOST_TEST(in_fresh_process([&] {
                   for (int i = 0; i < 20; ++i) {
                       Guest guest(folder);
                       if (i % 2 == 0 && !guest.open(manifest)) return 2;
                       if (i % 4 == 0) guest.use();
                       if (i % 3 == 0) guest.close();  // Else it is unloaded with an open instance.
                   }
                   return 0;
               }) == 0);
}

BOOST_AUTO_TEST_SUITE_END()
