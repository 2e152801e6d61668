// Names of files as they are typed: `2`, `2.1` for saved configurations, `usb1:backup/office.txt`,
// `sd1:/office.txt` for files in a slot, `*:office.txt` for whichever slot has it.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "cli-grammar/messages.hpp"
#include "firmware/base/result.hpp"
#include "firmware/config/areas.hpp"
#include "firmware/ports/medium.hpp"

namespace kyoten::console {

struct ExternalName {
  enum class Slot : std::uint8_t { usb1, sd1, any };
  static constexpr std::size_t kMostBytes = 99;  ///< behind the colon

  Slot slot{};
  std::string path;        ///< "backup/office.txt"; never leads out of the medium
  bool from_root = false;  ///< typed with a slash in front: not searched for elsewhere
  [[nodiscard]] std::string text() const;  ///< "usb1:backup/office.txt"
};

using ConfigFile = std::variant<config::AreaName, ExternalName>;

[[nodiscard]] bool is_external_name(std::string_view typed);
[[nodiscard]] Result<ExternalName, grammar::MessageId> parse_external_name(std::string_view typed);
[[nodiscard]] Result<ConfigFile, grammar::MessageId> parse_config_file(std::string_view typed);
/// A place of `show file list`: also the root itself, "usb1:/".
[[nodiscard]] Result<ExternalName, grammar::MessageId> parse_external_directory(
    std::string_view typed);

/// Null: nothing is in that slot.
[[nodiscard]] ports::Medium* medium_in(const ports::ExternalMemory& memory,
                                       ExternalName::Slot slot);

/// What the console says about a failure.
[[nodiscard]] grammar::MessageId message_of(ports::StorageError error);

}  // namespace kyoten::console
