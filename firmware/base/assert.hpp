// KYOTEN_ASSERT: our own bugs only, on in every build. Input from outside never reaches one.
#pragma once

namespace kyoten {

[[noreturn]] void assertion_failed(const char* expression, const char* file, int line);

}  // namespace kyoten

#define KYOTEN_ASSERT(expression)                                          \
  (static_cast<bool>(expression)                                           \
       ? static_cast<void>(0)                                              \
       : ::kyoten::assertion_failed(#expression, __FILE__, __LINE__))
