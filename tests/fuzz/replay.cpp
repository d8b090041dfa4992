// The kept inputs once more, without a fuzzer: replay FOLDER.
#include <boost/test/unit_test.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "targets.h"

namespace kith::tests {
namespace {

std::string content(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

BOOST_AUTO_TEST_SUITE(fuzz)

BOOST_AUTO_TEST_CASE(every_kept_input_keeps_every_promise) {
    for (const auto& target : kith::fuzz::targets) {
        std::size_t inputs = 0;
        for (const auto& file : std::filesystem::directory_iterator(std::string(KITH_CORPUS) + "/" +
                                                                    std::string(target.name))) {
            target.run(content(file.path()));
            ++inputs;
        }
        BOOST_TEST(inputs > 0U, target.name);
    }
}

BOOST_AUTO_TEST_SUITE_END()

}  // namespace
}  // namespace kith::tests
