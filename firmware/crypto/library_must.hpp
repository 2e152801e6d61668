// A crypto library that cannot do what it could when it was asked before the start (self_test.hpp) is out of memory. It ends as
// memory ends elsewhere: by std::bad_alloc, which the program catches, and never by half of an exchange taken for a whole one.
#pragma once

#include <new>

namespace kyoten::crypto {

/// What a call into the library must have brought about. Wrong use of one is KYOTEN_ASSERT's.
inline void library_must(bool done) {
  if (!done) throw std::bad_alloc();
}

}  // namespace kyoten::crypto
