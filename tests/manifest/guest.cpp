// The host may use libxml2 itself: what it has set there for the whole process stays as it was.
#include <boost/test/unit_test.hpp>
#include <libxml/globals.h>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include <atomic>
#include <thread>

#include "written.h"

namespace {

using kith::test::Draft;
using kith::test::Folder;

int host_heard = 0;

void host_generic(void*, const char*, ...) {
    ++host_heard;
}
void host_structured(void*, xmlError*) {
    ++host_heard;
}

xmlParserInput* host_loader(const char*, const char*, xmlParserCtxt*) {
    ++host_heard;
    return nullptr;
}

void read_good_and_bad(const Folder& folder) {
    Draft bad;
    bad.more = "<caseload openMax=\"x\"/><include href=\"part.xml\"/>";
    folder.write("part.xml", "<a></b>");
    const auto overlay = folder.write(
        "o.xml", R"(<overlay xmlns="urn:kith:overlay:1"><remove sel="/["/></overlay>)");
    kith::manifest::read(folder.write("good.xml", Draft().text()));
    kith::manifest::read(folder.write("bad.xml", bad.text()), {overlay});
    kith::manifest::read(
        folder.write("worse.xml", "<!DOCTYPE a SYSTEM \"http://127.0.0.1:9/\"><a"));
    kith::manifest::explain("routing");
}

}  // namespace

BOOST_AUTO_TEST_SUITE(guest_in_the_hosts_process)

BOOST_AUTO_TEST_CASE(the_hosts_handlers_stay_and_hear_nothing) {
    const Folder folder;
    const auto before = xmlGetExternalEntityLoader();
    xmlSetExternalEntityLoader(host_loader);
    int context = 0;
    xmlSetGenericErrorFunc(&context, host_generic);
    xmlSetStructuredErrorFunc(&context, host_structured);
    host_heard = 0;

    read_good_and_bad(folder);

    BOOST_TEST((xmlGetExternalEntityLoader() == host_loader));
    BOOST_TEST((xmlGenericError == host_generic));
    BOOST_TEST((xmlStructuredError == host_structured));
    BOOST_TEST((xmlGenericErrorContext == &context));
    BOOST_TEST((xmlStructuredErrorContext == &context));
    BOOST_TEST(host_heard == 0);
    xmlSetGenericErrorFunc(nullptr, nullptr);
    xmlSetStructuredErrorFunc(nullptr, nullptr);
    xmlSetExternalEntityLoader(before);
}

BOOST_AUTO_TEST_CASE(the_hosts_defaults_stay_and_do_not_reach_us) {
    const Folder folder;
    const int entities = xmlSubstituteEntitiesDefault(1);
    const int blanks = xmlKeepBlanksDefault(0);
    const int subset = xmlLoadExtDtdDefaultValue;
    xmlLoadExtDtdDefaultValue = 1;

    read_good_and_bad(folder);
    const auto reading = kith::manifest::read(folder.write("kith.xml", Draft().text()));

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    BOOST_TEST(xmlLoadExtDtdDefaultValue == 1);
    BOOST_TEST(xmlKeepBlanksDefault(blanks) == 0);
    BOOST_TEST(xmlSubstituteEntitiesDefault(entities) == 1);
    xmlLoadExtDtdDefaultValue = subset;
}

BOOST_AUTO_TEST_CASE(the_hosts_last_error_is_still_there_afterwards) {
    const Folder folder;
    xmlSetStructuredErrorFunc(nullptr, host_structured);
    const xmlDoc* none = xmlReadMemory("<host", 5, nullptr, nullptr, 0);
    xmlSetStructuredErrorFunc(nullptr, nullptr);
    BOOST_REQUIRE((none == nullptr));
    BOOST_REQUIRE((xmlGetLastError() != nullptr));  // Else the next check would prove nothing.
    const int code = xmlGetLastError()->code;
    const std::string message = xmlGetLastError()->message;

    read_good_and_bad(folder);

    BOOST_REQUIRE((xmlGetLastError() != nullptr));
    BOOST_TEST(xmlGetLastError()->code == code);
    BOOST_TEST(xmlGetLastError()->message == message);
    xmlResetLastError();
    read_good_and_bad(folder);
    BOOST_TEST((xmlGetLastError() == nullptr));
}

BOOST_AUTO_TEST_CASE(many_threads_read_at_once) {
    const Folder folder;
    const auto path = folder.write("kith.xml", Draft().text());
    Draft wrong;
    wrong.more = R"(<caseload openMax="x"/>)";
    const auto bad = folder.write("bad.xml", wrong.text());
    const auto expected = kith::manifest::read(path).manifest.canonical;
    std::atomic<int> as_expected = 0;
    std::vector<std::thread> threads;

    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&] {
            for (int turn = 0; turn < 5; ++turn) {
                const bool same = kith::manifest::read(path).manifest.canonical == expected;
                if (same && kith::manifest::read(bad).findings.size() == 1) ++as_expected;
            }
        });
    for (auto& thread : threads)
        thread.join();

    BOOST_TEST(as_expected == 40);
}

BOOST_AUTO_TEST_SUITE_END()
