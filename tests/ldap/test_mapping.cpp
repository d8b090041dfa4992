#include <boost/test/unit_test.hpp>

#include <string>
#include <utility>
#include <vector>

#include "connectors/common/directory_entry.h"

using kith::connectors::EntryMapping;
using kith::connectors::EntryValues;
using kith::connectors::MappedEntry;
using Mapping = kith::model::LdapSettings::Mapping;
using Transform = kith::model::LdapSettings::Transform;

namespace {

using Attributes = std::vector<std::pair<std::string, std::string>>;

MappedEntry mapped(const std::vector<Mapping>& over, const Attributes& attributes) {
    const EntryMapping mapping(over);
    EntryValues values(mapping.attributes());
    for (const auto& [name, value] : attributes)
        if (const auto place = values.place(name)) values.add(*place, {value, 0});
    return mapping.person_of(values);
}

std::string title(const Mapping& mapping, const Attributes& attributes) {
    const auto entry = mapped({mapping}, attributes);
    BOOST_TEST(entry.flaws.empty());
    return entry.person.title;
}

bool refused(const MappedEntry& entry, const std::string& words) {
    for (const auto& flaw : entry.flaws)
        if (flaw.severity == kith::Severity::error && flaw.what.find(words) != std::string::npos)
            return true;
    return false;
}

}  // namespace

BOOST_AUTO_TEST_SUITE(directory_entry)

BOOST_AUTO_TEST_CASE(the_manifest_lies_over_the_defaults_field_by_field) {
    const auto entry = mapped({{"title", {"employeeType", "Title"}, Transform::none, ""},
                               {"id", {"employeeNumber"}, Transform::none, ""},
                               {"timezone", {}, Transform::none, "Europe/Zagreb"}},
                              {{"uid", "ana"},
                               {"title", "Engineer"},
                               {"employeetype", " "},
                               {"employeeNumber", "7"},
                               {"cn", "Ana"},
                               {"ou", "Sales"}});

    BOOST_TEST(entry.person.title == "Engineer");
    BOOST_TEST(entry.person.id.text() == "7");
    BOOST_TEST(entry.person.timezone == "Europe/Zagreb");
    BOOST_TEST(entry.person.user_name == "ana");
    BOOST_TEST(entry.person.display_name == "Ana");
    BOOST_TEST(entry.person.department == "Sales");
    BOOST_TEST(mapped({}, {{"employeeNumber", "7"}}).person.id.empty());
}

BOOST_AUTO_TEST_CASE(a_value_is_changed_as_the_manifest_says) {
    const Attributes value{{"x", "Ana Horvat@Kith.Test"}};
    BOOST_TEST(title({"title", {"x"}, Transform::none, ""}, value) == "Ana Horvat@Kith.Test");
    BOOST_TEST(title({"title", {"x"}, Transform::lower, ""}, value) == "ana horvat@kith.test");
    BOOST_TEST(title({"title", {"x"}, Transform::upper, ""}, value) == "ANA HORVAT@KITH.TEST");
    BOOST_TEST(title({"title", {"x"}, Transform::before_at, ""}, value) == "Ana Horvat");
    BOOST_TEST(title({"title", {"x"}, Transform::last_word, ""}, value) == "Horvat@Kith.Test");
    BOOST_TEST(title({"title", {"x"}, Transform::first_rdn, ""}, {{"x", "OU=A\\, B,DC=x"}}) ==
               "A, B");
    BOOST_TEST(title({"title", {"x"}, Transform::before_at, "none"}, {{"x", "@x"}}) == "none");
    BOOST_TEST(title({"title", {"x"}, Transform::lower, "None"}, {}) == "None");
    BOOST_TEST(refused(mapped({{"title", {"x"}, Transform::first_rdn, ""}}, {{"x", "Sales"}}),
                       "not a distinguished name"));
}

BOOST_AUTO_TEST_CASE(of_several_values_the_first_that_says_something_counts) {
    BOOST_TEST(mapped({}, {{"title", ""}, {"title", "a"}, {"title", "b"}}).person.title == "a");
}

BOOST_AUTO_TEST_CASE(a_value_that_cannot_be_taken_is_named) {
    BOOST_TEST(refused(mapped({}, {{"title", "M\xFCller"}}), "title is not UTF-8"));
    BOOST_TEST(refused(mapped({}, {{"mail", std::string(70'000, 'm')}}), "mail is too long"));
    BOOST_TEST(refused(mapped({{"level", {"x"}, Transform::none, ""}}, {{"x", "1001"}}), "level"));
    BOOST_TEST(refused(mapped({{"active", {"x"}, Transform::none, ""}}, {{"x", "so"}}), "active"));
    BOOST_TEST(refused(mapped({{"id", {"x"}, Transform::none, ""}}, {{"x", std::string(257, 'i')}}),
                       "id is too long"));
    BOOST_TEST(refused(mapped({}, {{"userAccountControl", "off"}}), "userAccountControl"));
}

BOOST_AUTO_TEST_CASE(each_way_to_disable_an_account_is_known) {
    const auto active = [](const Attributes& attributes) {
        return mapped({}, attributes).person.active;
    };
    BOOST_TEST(active({}));
    BOOST_TEST(active({{"userAccountControl", "512"}}));
    BOOST_TEST(!active({{"userAccountControl", "514"}}));
    BOOST_TEST(!active({{"userAccountControl", "-2147483646"}}));
    BOOST_TEST(!active({{"nsAccountLock", "TRUE"}}));
    BOOST_TEST(active({{"nsAccountLock", "false"}}));
    BOOST_TEST(!active({{"pwdAccountLockedTime", "000001010000Z"}}));
    BOOST_TEST(active({{"pwdAccountLockedTime", "20260102030405Z"}}));

    const std::vector<Mapping> mapping{{"active", {"x"}, Transform::none, "yes"}};
    BOOST_TEST(mapped(mapping, {}).person.active);
    BOOST_TEST(!mapped(mapping, {{"x", "FALSE"}}).person.active);
}

BOOST_AUTO_TEST_CASE(a_manager_is_never_lost) {
    BOOST_TEST(mapped({}, {{"manager", "CN = Bo, DC=X"}}).manager == "cn=bo,dc=x");
    BOOST_TEST(mapped({}, {{"manager", "Bo Boss"}}).manager == "\"Bo Boss\"");
    BOOST_TEST(!mapped({}, {{"manager", "\xFF"}}).manager.empty());
    BOOST_TEST(mapped({}, {{"manager", " "}}).manager.empty());

    const auto two = mapped({}, {{"manager", "cn=a,dc=x"}, {"manager", "cn=b,dc=x"}});
    BOOST_TEST(two.manager == "cn=a,dc=x");
    BOOST_REQUIRE(two.flaws.size() == 1u);
    BOOST_CHECK(two.flaws[0].severity == kith::Severity::warning);

    const auto lead = mapped({{"managerId", {"teamLead"}, Transform::none, ""},
                              {"dottedManagerIds", {"lead2"}, Transform::none, ""}},
                             {{"manager", "cn=a,dc=x"},
                              {"teamlead", "cn=b,dc=x"},
                              {"lead2", "cn=c,dc=x"},
                              {"lead2", "cn=d,dc=x"}});
    BOOST_TEST(lead.manager == "cn=b,dc=x");
    BOOST_TEST(lead.dotted_managers.size() == 2u);
}

BOOST_AUTO_TEST_SUITE_END()
