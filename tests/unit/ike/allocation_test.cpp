// What happens when memory ends, at each single place where some is taken: by this program, and by the crypto library. It ends
// the program with an exception. What was taken is given back (the sanitizers watch), and when the router is started
// again, its peer and it agree again.
#include <openssl/crypto.h>

#include <cstdlib>

#include "tests/unit/ike/failing_memory.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

Countdown library_memory;

void* allocate_for_library(std::size_t bytes, const char*, int) {
  return library_memory.fails_now() ? nullptr : std::malloc(bytes);
}
void* reallocate_for_library(void* before, std::size_t bytes, const char*, int) {
  return library_memory.fails_now() ? nullptr : std::realloc(before, bytes);
}
void free_for_library(void* memory, const char*, int) { std::free(memory); }

// Before the library takes any, which is what it asks.
const bool watches_library =
    CRYPTO_set_mem_functions(allocate_for_library, reallocate_for_library, free_for_library) == 1;

void use_version_2(Network& net) {
  for (auto* station : {&net.a, &net.b}) station->settings.gateways[0].version = 2;
}

/// If the program ends, the router is started again.
template <class Step>
void try_to(Network& net, Step step) {
  try {
    step();
  } catch (const std::bad_alloc&) {
    own_memory = library_memory = {};
    net.restart(*net.acting);
  }
}

/// Runs the exchange again and again, and fails another allocation each time until there are no more.
template <class Prepare>
std::size_t fail_each(Countdown& countdown, const Prepare& prepare) {
  for (std::size_t number = 1;; ++number) {
    INFO("allocation " << number);
    Network net;
    prepare(net);
    for (auto* station : {&net.a, &net.b}) {
      station->settings.gateways[0].keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::dpd, 5s, 2};
      station->settings.gateways[0].group = ike::DhGroup::modp768;  // the quickest
    }
    countdown.left = number;
    try_to(net, [&] { net.configure(net.a); });
    try_to(net, [&] { net.configure(net.b); });
    try_to(net, [&] { net.run(1s); });
    const bool past_the_last = countdown.left != 0;
    own_memory = library_memory = {};
    if (past_the_last) return number - 1;
    for (int i = 0; i < 30 && !net.passes(); ++i) net.run(10s);  // whoever waits for the ended one gives up after a minute
    CHECK(net.passes());
  }
}

}  // namespace

TEST_CASE("whichever allocation fails, the router is started again and joins its peer") {
  CHECK(fail_each(own_memory, two_fixed_sites) > 500);
  CHECK(fail_each(own_memory, branch_and_centre) > 500);
  CHECK(fail_each(own_memory, [](Network& net) {
          two_fixed_sites(net);
          use_version_2(net);
        }) > 500);
}

TEST_CASE("whichever allocation of the crypto library fails, the router is started again and joins its peer") {
  REQUIRE(watches_library);
  CHECK(fail_each(library_memory, two_fixed_sites) > 100);
  CHECK(fail_each(library_memory, [](Network& net) {
          two_fixed_sites(net);
          use_version_2(net);
        }) > 100);
}
