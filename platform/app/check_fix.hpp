// `kyoten check --fix`: the repaired text goes beside the original, never over it.
#pragma once

#include <string>

#include "firmware/base/result.hpp"
#include "platform/app/text_file.hpp"

namespace kyoten::app {

/// "home.conf" becomes "home.fixed.conf", "home.txt" becomes "home.txt.fixed.conf".
std::string fixed_name(const std::string& path);

struct Written {
  std::string path;
};
/// Fails if the file exists, unless `force`; a file that could not be written whole is not left
/// behind.
Result<Written, FileError> write_fixed(const std::string& path, const std::string& text,
                                       bool force);

}  // namespace kyoten::app
