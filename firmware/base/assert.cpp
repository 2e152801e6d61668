#include "firmware/base/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace kyoten {

void assertion_failed(const char* expression, const char* file, int line) {
  std::fprintf(stderr, "kyoten: assertion failed: %s at %s:%d\n", expression, file, line);
  std::abort();
}

}  // namespace kyoten
