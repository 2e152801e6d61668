// Reading a file of a slot, and finding one of which only the name is known.
#pragma once

#include "firmware/console/file_name.hpp"

namespace kyoten::console {

/// `*:name` looks on the microSD card first and then on the USB memory. A name without a slash in
/// front is searched for in all directories: the one nearest to the root counts, among those the
/// alphabetically first.
[[nodiscard]] Result<Bytes, ports::StorageFailure> read_file(const ports::ExternalMemory& memory,
                                                             const ExternalName& name);

}  // namespace kyoten::console
