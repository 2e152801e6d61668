#include <catch2/catch.hpp>

#include "firmware/crypto/self_test.hpp"

using namespace kyoten;

TEST_CASE("the libraries of this machine give the answers that are known") { CHECK(crypto::self_test().empty()); }
