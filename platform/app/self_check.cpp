#include "platform/app/self_check.hpp"

#include <thread>

#include "firmware/crypto/self_test.hpp"

namespace kyoten::app {

std::string self_check() {
  std::string reason;
  std::thread([&] { reason = crypto::self_test(); }).join();
  return reason;
}

}  // namespace kyoten::app
