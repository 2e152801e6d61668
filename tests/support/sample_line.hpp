// A valid line of any form of any command: what a test types when it has to type everything.
#pragma once

#include "cli-grammar/sample_line.hpp"

namespace kyoten::test {

using grammar::SampleLine;
using grammar::selection_for;

}  // namespace kyoten::test
