// Result<T, E>: a value or a reason, for what can go wrong outside our control (docs/style.md,
// "Errors"). boost::system::result made [[nodiscard]], and KYOTEN_TRY to return early.
#pragma once

#include <boost/system/result.hpp>

namespace kyoten {

template <class T, class E>
class [[nodiscard]] Result : public boost::system::result<T, E> {
 public:
  using boost::system::result<T, E>::result;
};

}  // namespace kyoten

#define KYOTEN_TRY_JOIN_(a, b) a##b
#define KYOTEN_TRY_NAME_(line) KYOTEN_TRY_JOIN_(kyoten_try_, line)

/// KYOTEN_TRY(auto header, parse_header(bytes)): declares `header`, or returns the error.
#define KYOTEN_TRY(declaration, expression)                             \
  auto KYOTEN_TRY_NAME_(__LINE__) = (expression);                       \
  if (!KYOTEN_TRY_NAME_(__LINE__)) return KYOTEN_TRY_NAME_(__LINE__).error(); \
  declaration = *std::move(KYOTEN_TRY_NAME_(__LINE__))
