// What a router does before it trusts its cryptography: each algorithm is asked for one answer that is known.
#pragma once

#include <string>

namespace kyoten::crypto {

/// Empty, or in plain words which algorithm the libraries of this machine do not have, or get wrong. Takes some milliseconds.
/// Primitives assert that they succeed: this is what makes them right to.
[[nodiscard]] std::string self_test();

}  // namespace kyoten::crypto
