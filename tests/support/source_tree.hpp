// Files of the source tree that tests read: the corpus, the examples, the dialogues. The build says where the tree is, since
// a compiler that is handed relative names bakes those into __FILE__.
#pragma once

#include <filesystem>

namespace kyoten::test {

inline const std::filesystem::path kSourceTree = KYOTEN_SOURCE_TREE;

}  // namespace kyoten::test
