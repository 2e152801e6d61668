#include "firmware/crypto/password_hash.hpp"

#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using crypto::hash_password;
using crypto::verify_password;

TEST_CASE("a password is told by its hash, and no other is") {
  test::TestEntropy entropy(1);
  const auto stored = hash_password("open sesame", entropy);
  REQUIRE(stored);

  CHECK(verify_password("open sesame", *stored));
  CHECK_FALSE(verify_password("open sesam", *stored));
  CHECK_FALSE(verify_password("", *stored));
  // The hash itself opens nothing.
  CHECK_FALSE(verify_password(*stored, *stored));
}

TEST_CASE("the salt comes from the entropy given, so equal passwords look different") {
  test::TestEntropy one(1);
  test::TestEntropy the_same(1);
  const auto first = hash_password("secret", one);

  CHECK(hash_password("secret", the_same) == first);
  CHECK(hash_password("secret", one) != first);
}

TEST_CASE("the stored form is the usual text of Argon2id, with the cost that is ours") {
  test::TestEntropy entropy(7);
  const auto stored = hash_password("password", entropy);

  REQUIRE(stored);
  CHECK(stored->starts_with("$argon2id$v=19$m=9216,t=4,p=1$"));
  CHECK(stored->size() == std::string("$argon2id$v=19$m=9216,t=4,p=1$").size() + 22 + 1 + 43);
}

TEST_CASE("a text that is no hash of ours, or a damaged one, opens nothing") {
  test::TestEntropy entropy(1);
  const auto stored = *hash_password("secret", entropy);

  for (std::size_t length = 0; length < stored.size(); ++length) {
    CHECK_FALSE(verify_password("secret", stored.substr(0, length)));
  }
  CHECK_FALSE(verify_password("secret", stored + "A"));
  CHECK_FALSE(verify_password("secret", "secret"));
  CHECK_FALSE(verify_password("secret", "5f4dcc3b5aa765d61d8327deb882cf99"));
  CHECK_FALSE(verify_password("secret", "$argon2i$" + stored.substr(10)));
}

TEST_CASE("a stored hash cannot ask for more work or memory than the router would take") {
  test::TestEntropy entropy(1);
  const auto stored = *hash_password("secret", entropy);
  const auto tail = stored.substr(stored.find(",p=1$"));

  for (auto* cost : {"m=4294967295,t=4", "m=4194304,t=1", "m=9216,t=4294967295", "m=9216,t=5",
                     "m=0,t=4", "m=9216,t=0", "m=99999999999999999999,t=4", "m=-1,t=4"}) {
    INFO(cost);
    CHECK_FALSE(verify_password("secret", std::string("$argon2id$v=19$") + cost + tail));
  }
}
