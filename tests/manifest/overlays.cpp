// Overlays: each step matches exactly one place, and what is wrong is said with the overlay's line.
#include <boost/test/unit_test.hpp>

#include "written.h"

namespace {

using kith::test::Draft;
using kith::test::Folder;
using kith::test::holds;

constexpr const char* begin = "<overlay xmlns=\"urn:kith:overlay:1\">\n";

Draft base_draft() {
    Draft draft;
    draft.more =
        R"(<caseload openMax="2"/><topics><topic id="a"><label language="en">A</label></topic>)"
        R"(<topic id="b"><label language="en">B</label></topic></topics>)";
    return draft;
}

kith::manifest::Reading read_with(const Folder& folder, const std::string& steps) {
    const auto manifest = folder.write("kith.xml", base_draft().text());
    return kith::manifest::read(manifest,
                                {folder.write("production.xml", begin + steps + "</overlay>")});
}

struct StepMistake {
    std::string steps;
    int line;
    std::string what;
    std::string hint;
};

const std::vector<StepMistake>& step_mistakes() {
    static const std::vector<StepMistake> all{
        {"\n<replace sel=\"/kith/caseload/@openMin\">2</replace>", 3, "it matches 0",
         "put in with <add>"},
        {"<replace sel=\"/kith/topics/topic/@id\">c</replace>", 2, "it matches 2", "Say which one"},
        {"<remove sel=\"/kith/[\"/>", 2, "cannot be read", "names without a prefix"},
        {"<remove sel=\"/k:kith/k:caseload\"/>", 2, "cannot be read", "names without a prefix"},
        {"<remove sel=\"count(/kith)\"/>", 2, "cannot be read", "sel="},
        {"<remove/>", 2, "cannot be read", "sel="},
        {"<remove sel=\"/kith/topics/topic[1]/label/text()\"/>", 2, "neither an element nor an",
         "Select the element"},
        {"<remove sel=\"/kith\"/>", 2, "the root cannot be removed", "one section"},
        {"<replace sel=\"/kith\"><kith/></replace>", 2, "the root cannot be replaced",
         "one section"},
        {"<replace sel=\"/kith/caseload\">2</replace>", 2, "exactly one element", "whole new"},
        {"<replace sel=\"/kith/caseload/@openMax\"><a/></replace>", 2,
         "an attribute cannot be replaced by an element", "as text"},
        {"<add sel=\"/kith/caseload/@openMax\">3</add>", 2, "needs an element to add to",
         "End the selector"},
        {"<add sel=\"/kith/caseload\"/>", 2, "holds nothing to add", "type="},
        {"<add sel=\"/kith/caseload\" type=\"@openMax\">3</add>", 2, "openMax is there already",
         "Use <replace>"},
        {"<add sel=\"/kith/caseload\" type=\"openMax\">3</add>", 2, "type must be @",
         "@answerWithin"},
        {"<add sel=\"/kith/caseload\" typ=\"@openMax\">3</add>", 2, "<add> has no attribute typ",
         "type=\"@name\""},
        {"<replce sel=\"/kith/caseload\"/>", 2, "did you mean <replace>?", "<remove>"},
    };
    return all;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(overlays)

BOOST_AUTO_TEST_CASE(steps_replace_add_and_remove) {
    const Folder folder;

    const auto reading = read_with(folder,
                                   R"(<replace sel="/kith/caseload/@openMax">4</replace>
           <add sel="/kith/caseload" type="@coolDownDays">30</add>
           <add sel="/kith"><routing answerWithin="12"/></add>
           <replace sel="/kith/topics/topic[@id='a']">
             <topic id="c" xmlns="urn:kith:manifest:1"><label language="en">C</label></topic>
           </replace>
           <remove sel="//topic[@id='b']"/>)");

    BOOST_TEST(reading.findings.empty(), kith::test::listed(reading.findings));
    const auto& settings = reading.manifest.settings;
    BOOST_TEST(settings.caseload.open_max == 4);
    BOOST_TEST(settings.caseload.cool_down_days == 30);
    BOOST_TEST(settings.routing.answer_within_hours == 12);
    BOOST_REQUIRE(settings.topics.size() == 1U);
    BOOST_TEST(settings.topics.front().id == "c");
}

BOOST_AUTO_TEST_CASE(overlays_apply_in_the_order_given) {
    const Folder folder;
    const auto manifest = folder.write("kith.xml", base_draft().text());
    const auto step = [&](const char* name, const char* value) {
        return folder.write(name, std::string(begin) + "<replace sel=\"/kith/caseload/@openMax\">" +
                                      value + "</replace></overlay>");
    };

    const auto reading = kith::manifest::read(manifest, {step("1.xml", "3"), step("2.xml", "4")});

    BOOST_TEST(reading.manifest.settings.caseload.open_max == 4);
}

BOOST_AUTO_TEST_CASE(an_overlay_that_names_its_base_stands_for_the_whole) {
    const Folder folder;
    const auto manifest = folder.write("kith.xml", base_draft().text());
    const auto overlay = folder.write(
        "production.xml", R"(<overlay xmlns="urn:kith:overlay:1" base="kith.xml">)"
                          R"(<replace sel="/kith/caseload/@openMax">5</replace></overlay>)");

    const auto whole = kith::manifest::read(overlay);

    BOOST_TEST(!kith::has_errors(whole.findings));
    BOOST_TEST(whole.manifest.settings.caseload.open_max == 5);
    BOOST_TEST(whole.manifest.canonical ==
               kith::manifest::read(manifest, {overlay}).manifest.canonical);
}

BOOST_AUTO_TEST_CASE(overlays_that_name_each_other_end_in_a_finding) {
    const Folder folder;
    const auto overlay = folder.write(
        "round.xml", R"(<overlay xmlns="urn:kith:overlay:1" base="round.xml"></overlay>)");

    const auto reading = kith::manifest::read(overlay);

    BOOST_TEST(holds(kith::test::listed(reading.findings), "is not the root of a manifest"));
}

BOOST_AUTO_TEST_CASE(each_mistake_in_an_overlay_is_found_at_its_line) {
    for (const auto& mistake : step_mistakes()) {
        const Folder folder;

        const auto findings = read_with(folder, mistake.steps).findings;

        const auto* found =
            kith::test::find(findings, folder.path("production.xml"), mistake.line, mistake.what);
        BOOST_TEST_CONTEXT(mistake.steps << kith::test::listed(findings)) {
            BOOST_TEST((found != nullptr && holds(found->hint, mistake.hint)));
            BOOST_TEST(findings.size() == 1U);
        }
    }
}

BOOST_AUTO_TEST_CASE(a_wrong_value_from_an_overlay_is_said_with_both_places) {
    const Folder folder;

    const auto findings = read_with(folder,
                                    "<replace sel=\"/kith/caseload/@openMax\">99</replace>\n"
                                    "<replace sel=\"/kith/topics/topic[@id='a']\">\n"
                                    "<topic id=\"A b\"><label language=\"en\">A</label></topic>"
                                    "</replace>")
                              .findings;

    const auto overlay = folder.path("production.xml");
    const auto* number = kith::test::find(findings, overlay, 2, "openMax cannot be '99'");
    BOOST_REQUIRE_MESSAGE(number, kith::test::listed(findings));
    BOOST_TEST(holds(number->what, folder.path("kith.xml") + ":5"));
    const auto* topic = kith::test::find(findings, overlay, 4, "topic/@id cannot be 'A b'");
    BOOST_REQUIRE_MESSAGE(topic, kith::test::listed(findings));
    BOOST_TEST(holds(topic->what, folder.path("kith.xml") + ":5"));
}

BOOST_AUTO_TEST_CASE(a_misspelt_word_in_an_overlay_is_said_with_its_line) {
    const Folder folder;

    const auto findings =
        read_with(folder, "<add sel=\"/kith\">\n<routing answerwithin=\"5\"/></add>").findings;

    BOOST_TEST((kith::test::find(findings, folder.path("production.xml"), 3,
                                 "did you mean answerWithin?") != nullptr),
               kith::test::listed(findings));
}

BOOST_AUTO_TEST_CASE(an_overlay_relaxes_no_hard_rule_and_holds_no_secret) {
    const Folder folder;

    const auto findings =
        read_with(folder,
                  "<add sel=\"/kith\"><routing><relax rule=\"unknown_chain\"/></routing></add>\n"
                  "<replace sel=\"/kith/store/@keySource\">https://me:geheim@vault</replace>")
            .findings;

    const auto overlay = folder.path("production.xml");
    BOOST_TEST((kith::test::find(findings, overlay, 2, "cannot be switched off") != nullptr));
    BOOST_TEST((kith::test::find(findings, overlay, 3, "looks like a secret") != nullptr));
    BOOST_TEST(!holds(kith::test::listed(findings), "geheim"));
}

BOOST_AUTO_TEST_CASE(mistakes_of_manifest_and_overlay_are_reported_together) {
    const Folder folder;
    auto draft = base_draft();
    draft.store = R"(<store database="kith.db" keySource="file:kith.key"/>)";
    const auto manifest = folder.write("kith.xml", draft.text());
    const auto overlay =
        folder.write("production.xml", std::string(begin) + "<remove sel=\"/kith/x\"/></overlay>");

    const auto findings = kith::manifest::read(manifest, {overlay}).findings;

    BOOST_TEST((kith::test::find(findings, manifest, 3, "same folder") != nullptr));
    BOOST_TEST((kith::test::find(findings, overlay, 2, "it matches 0") != nullptr));
}

BOOST_AUTO_TEST_CASE(a_file_that_is_no_overlay_is_refused) {
    const Folder folder;
    const auto manifest = folder.write("kith.xml", base_draft().text());

    const auto again = kith::manifest::read(manifest, {manifest});
    const auto missing = kith::manifest::read(manifest, {folder.path("nothing.xml")});

    BOOST_TEST(kith::has_errors(again.findings));
    BOOST_TEST(holds(kith::test::listed(again.findings), "is not the root of an overlay"));
    BOOST_TEST(holds(kith::test::listed(missing.findings), "no such file"));
}

BOOST_AUTO_TEST_CASE(a_selector_that_never_ends_is_stopped) {
    const Folder folder;
    auto draft = base_draft();
    draft.more += "<eligibility>";
    for (int i = 0; i < 2'000; ++i)
        draft.more += "<excludedTitle name=\"t" + std::to_string(i) + "\"/>";
    draft.more += "</eligibility>";
    const auto manifest = folder.write("kith.xml", draft.text());
    const auto overlay = folder.write(
        "o.xml", std::string(begin) +
                     "<remove sel=\"//*[count(//*[count(//*[count(//*) = 1]) = 1]) = 1]\"/>"
                     "</overlay>");

    const auto findings = kith::manifest::read(manifest, {overlay}).findings;

    BOOST_TEST((kith::test::find(findings, overlay, 2, "cannot be read") != nullptr),
               kith::test::listed(findings));
}

BOOST_AUTO_TEST_SUITE_END()
