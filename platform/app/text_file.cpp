#include "platform/app/text_file.hpp"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <system_error>

namespace kyoten::app {

namespace {
/// A configuration has some ten KB; what is longer is not one.
constexpr std::size_t kMostBytes = 4 << 20;
}  // namespace

Result<TextFile, FileError> read_text_file(const std::string& path) {
  std::error_code error;
  if (path != "-" && std::filesystem::is_directory(path, error)) {
    return FileError{path + " is a directory; name a configuration file in it"};
  }
  std::ifstream file;
  if (path != "-") {
    errno = 0;
    file.open(path, std::ios::binary);
    if (!file) return FileError{path + ": " + std::generic_category().message(errno)};
  }
  std::istream& in = path == "-" ? std::cin : file;
  std::string text(kMostBytes + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (in.bad()) return FileError{path + ": cannot be read"};
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (text.size() > kMostBytes) return FileError{path + ": longer than 4 MB, this is no configuration"};
  return TextFile{std::move(text)};
}

}  // namespace kyoten::app
