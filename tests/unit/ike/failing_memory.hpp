// Memory that ends when a test says so. The program's own operators are replaced in a file of their own: inlined into the code
// that uses them, they look to the compiler as if `new` and `free` were mixed.
#pragma once

#include <cstddef>

namespace kyoten::test {

/// Fails the one allocation that is this many away; 0 fails none.
struct Countdown {
  std::size_t left = 0;
  bool fails_now() { return left != 0 && --left == 0; }
};

extern Countdown own_memory;  ///< of `new`

}  // namespace kyoten::test
