// The .cmd files of commands/, built into the program (cmake/GrammarData.cmake writes the .cpp).
#pragma once

#include <span>
#include <string_view>

namespace kyoten::grammar {

struct BuiltinFile {
  std::string_view name;     ///< chapter: "15-ipsec"
  std::string_view content;
};
std::span<const BuiltinFile> builtin_files();

}  // namespace kyoten::grammar
