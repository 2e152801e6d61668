#include "firmware/console/file_name.hpp"

namespace kyoten::console {
namespace {

using grammar::MessageId;
using Slot = ExternalName::Slot;

struct Prefix {
  std::string_view text;
  Slot slot;
};
constexpr Prefix kPrefixes[] = {{"usb1:", Slot::usb1}, {"sd1:", Slot::sd1}, {"*:", Slot::any}};

const Prefix* prefix_of(std::string_view typed) {
  for (auto& prefix : kPrefixes) {
    if (typed.starts_with(prefix.text)) return &prefix;
  }
  return nullptr;
}

}  // namespace

std::string ExternalName::text() const {
  for (auto& prefix : kPrefixes) {
    if (prefix.slot == slot) return std::string(prefix.text) + (from_root ? "/" : "") + path;
  }
  return path;
}

bool is_external_name(std::string_view typed) { return prefix_of(typed) != nullptr; }

Result<ExternalName, MessageId> parse_external_name(std::string_view typed) {
  const auto* prefix = prefix_of(typed);
  if (prefix == nullptr) return MessageId::invalid_file_name;
  auto path = typed.substr(prefix->text.size());
  if (path.size() > ExternalName::kMostBytes) return MessageId::invalid_file_name;
  const bool from_root = path.starts_with('/');
  if (from_root) path.remove_prefix(1);
  if (!ports::is_medium_path(path)) return MessageId::invalid_file_name;
  return ExternalName{prefix->slot, std::string(path), from_root};
}

Result<ExternalName, MessageId> parse_external_directory(std::string_view typed) {
  const auto* prefix = prefix_of(typed);
  if (prefix == nullptr || prefix->slot == Slot::any) return MessageId::invalid_file_name;
  const auto path = typed.substr(prefix->text.size());
  if (path.empty() || path == "/") return ExternalName{prefix->slot, {}, true};
  return parse_external_name(path.ends_with('/') ? typed.substr(0, typed.size() - 1) : typed);
}

Result<ConfigFile, MessageId> parse_config_file(std::string_view typed) {
  if (const auto area = config::AreaName::parse(typed)) return ConfigFile(*area);
  // A number that names no area is told apart from a name that nobody understands.
  const bool number = typed.find_first_not_of("0123456789.") == std::string_view::npos;
  if (number) return MessageId::parameter_out_of_range;
  KYOTEN_TRY(auto name, parse_external_name(typed));
  return ConfigFile(std::move(name));
}

ports::Medium* medium_in(const ports::ExternalMemory& memory, Slot slot) {
  switch (slot) {
    case Slot::usb1:
      return memory.usb1;
    case Slot::sd1:
      return memory.sd1;
    case Slot::any:
      return memory.sd1 != nullptr ? memory.sd1 : memory.usb1;
  }
  return nullptr;
}

MessageId message_of(ports::StorageError error) {
  using ports::StorageError;
  switch (error) {
    case StorageError::no_medium:
      return MessageId::no_external_memory;
    case StorageError::not_found:
      return MessageId::no_such_file;
    case StorageError::bad_name:
      return MessageId::invalid_file_name;
    case StorageError::read_only:
      return MessageId::write_protected;
    case StorageError::full:
      return MessageId::memory_full;
    case StorageError::too_large:
      return MessageId::file_too_large;
    case StorageError::failed:
      break;
  }
  return MessageId::storage_failed;
}

}  // namespace kyoten::console
