// Why a file could not be stored or read: the same few reasons for the flash and for a memory in a
// slot, so that the console can say them in its language.
#pragma once

#include <cstdint>
#include <string>

namespace kyoten::ports {

enum class StorageError : std::uint8_t {
  no_medium,  ///< nothing is in the slot
  not_found,
  bad_name,  ///< no name of a file here, or one that leads out of the memory
  read_only,
  full,
  too_large,
  failed,  ///< anything else that the medium says
};

struct StorageFailure {
  StorageError error = StorageError::failed;
  std::string reason;  ///< for the log, in the system's words: "config0: No space left on device"
};

}  // namespace kyoten::ports
