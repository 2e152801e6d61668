#include "tests/unit/ike/failing_memory.hpp"

#include <cstdlib>
#include <new>

namespace kyoten::test {

Countdown own_memory;

}  // namespace kyoten::test

using kyoten::test::own_memory;

void* operator new(std::size_t bytes, const std::nothrow_t&) noexcept {
  return own_memory.fails_now() ? nullptr : std::malloc(bytes == 0 ? 1 : bytes);
}
void* operator new(std::size_t bytes) {
  auto* memory = operator new(bytes, std::nothrow);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void* operator new[](std::size_t bytes) { return operator new(bytes); }
void* operator new[](std::size_t bytes, const std::nothrow_t& how) noexcept { return operator new(bytes, how); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete[](void* memory) noexcept { std::free(memory); }
void operator delete[](void* memory, std::size_t) noexcept { std::free(memory); }
