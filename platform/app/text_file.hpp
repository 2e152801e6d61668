// Reading a configuration file that a user named, with errors that say what to do.
#pragma once

#include <string>

#include "firmware/base/result.hpp"

namespace kyoten::app {

struct TextFile {
  std::string content;
};
/// Why it could not be read, with the file's name. A type of its own, so that Result can tell it from the content.
struct FileError {
  std::string reason;
};

/// "-" is standard input.
Result<TextFile, FileError> read_text_file(const std::string& path);

}  // namespace kyoten::app
