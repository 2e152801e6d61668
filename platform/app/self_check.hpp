// crypto::self_test() for programs: in a thread of its own, with which the scratch memory of the libraries goes again.
#pragma once

#include <string>

namespace kyoten::app {

/// Empty, or why a router had better not start here.
std::string self_check();

}  // namespace kyoten::app
