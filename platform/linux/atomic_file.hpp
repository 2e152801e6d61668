// Writing a file so that its name stands for the old or the new content at every moment, also when
// the power goes:
//
//   created -> written -> synced -> renamed -> directory synced
//
// The content goes into a new file beside the old one and is brought to the medium before it gets
// the name.
#pragma once

#include <dirent.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "firmware/base/bytes.hpp"
#include "firmware/ports/storage.hpp"

namespace kyoten::linux_os {

enum class WriteStep : std::uint8_t { created, written, synced, renamed, directory_synced };

/// Told behind each step: tests cut the power there by throwing. Empty: nobody listens.
using WriteObserver = std::function<void(WriteStep)>;

/// `name` is one name in the open directory. The file is for its owner only: keys and passwords
/// stand in it.
[[nodiscard]] std::optional<ports::StorageFailure> write_atomically(
    int directory, const std::string& name, ByteView content, const WriteObserver& observer = {});

/// What stands in a directory; null, with `errno`, if it cannot be read.
using Listing = std::unique_ptr<DIR, int (*)(DIR*)>;
[[nodiscard]] Listing open_listing(int directory);

/// What writes left that were cut off.
void remove_leftovers(int directory);

/// Names of files that a write under way uses; never those of a file itself.
[[nodiscard]] bool is_temporary(std::string_view name);

/// Nothing if it is no regular file, too large, or a link: none is followed.
[[nodiscard]] std::optional<Bytes> read_regular_file(int directory, const std::string& name,
                                                     std::size_t most_bytes);

/// errno as a reason.
[[nodiscard]] ports::StorageFailure storage_failure(std::string_view what);

}  // namespace kyoten::linux_os
