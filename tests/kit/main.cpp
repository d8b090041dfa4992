#define BOOST_TEST_MODULE kith
#include <boost/test/unit_test.hpp>
