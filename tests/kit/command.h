// What a command prints.
#pragma once

#include <boost/test/unit_test.hpp>

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include "tests/connectors/written_file.h"

namespace kith::tests {

inline std::string output_of(const std::string& command) {
    const Folder folder;
    const auto path = folder / "output";
    BOOST_REQUIRE_MESSAGE(std::system((command + " >" + path + " 2>/dev/null").c_str()) == 0,
                          command);
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace kith::tests
