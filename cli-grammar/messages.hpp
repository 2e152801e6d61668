// Console texts by id, in English and Japanese (UTF-8; the console converts to its character code).
#pragma once

#include <cstdint>
#include <string_view>

namespace kyoten::grammar {

enum class Language : std::uint8_t { english, japanese };

/// Errors as the device words them ("Error: " is added where they are printed).
enum class MessageId : std::uint8_t {
  invalid_command_name,
  illegal_keyword,
  administrator_use_only,
  wrong_number_of_parameters,
  parameter_out_of_range,
  incorrect_password,
  unsaved_changes,
  select_peer_first,
  not_an_integer,
  unrecognized_ip_address,
  not_on_this_model,      ///< of ours: `--strict`, kyoten check
  line_too_long,          ///< of ours
  unreadable_characters,  ///< of ours: control characters in a configuration
  not_a_setting,          ///< of ours: an operation in a configuration is not done
  hidden_secret,          ///< of ours: the "*" that `show config` prints for a password
  own_login,              ///< of ours: `disconnect user` does not cut the one who types it
  no_such_user,           ///< of ours
  foreign_password,       ///< of ours: an `encrypted` form that only the device can check
  // Files. The device's own words for these are not known.
  no_such_config,
  damaged_config,
  no_external_memory,
  no_such_file,
  invalid_file_name,
  write_protected,
  memory_full,
  file_too_large,
  storage_failed,
  no_encryption,
};

/// What `?` puts before the parts of a command's help, right-aligned.
enum class Label : std::uint8_t { format, parameters, explanation, default_value };

std::string_view message(MessageId id, Language language);
std::string_view label(Label id, Language language);
/// "Error: Parameter out of range" / "エラー: パラメータが範囲を越えています"
std::string_view error_prefix(Language language);

}  // namespace kyoten::grammar
