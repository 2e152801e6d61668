#include "platform/linux/file_descriptor.hpp"

#include <unistd.h>

#include <cerrno>
#include <system_error>

namespace kyoten::linux_os {

void FileDescriptor::close() {
  if (descriptor_ >= 0) ::close(std::exchange(descriptor_, -1));
}

std::string os_error(std::string_view what) {
  return std::string(what) + ": " + std::generic_category().message(errno);
}

}  // namespace kyoten::linux_os
