// Asking a directory, and what was heard.
#pragma once

#include <boost/test/unit_test.hpp>

#include <string>

#include "connectors/scim_client/scim_directory.h"
#include "tests/ldap/heard.h"

namespace kith::tests {

inline ports::DirectoryAnswer asked(ports::PeopleDirectory& directory, Heard& heard,
                                    const ports::DirectoryQuestion& question = {}) {
    const auto answer = directory.ask(question, heard);
    BOOST_REQUIRE_MESSAGE(answer, (answer ? "" : answer.error().detail.view())
                                      << " " << (answer ? "" : answer.error().field));
    return *answer;
}

inline Error not_answered(ports::PeopleDirectory& directory,
                          const ports::DirectoryQuestion& question = {}) {
    Heard heard;
    const auto answer = directory.ask(question, heard);
    BOOST_REQUIRE(!answer);
    BOOST_TEST(!answer.error().hint.view().empty());
    return answer.error();
}

inline bool says(const Error& error, std::string_view words) {
    BOOST_TEST(error.detail.view().find(words) != std::string_view::npos,
               "\"" << words << "\" is not in: " << error.detail.view());
    return true;
}

}  // namespace kith::tests
