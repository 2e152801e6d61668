// The files that let Wireshark and tshark read a lab's captures in plain text: a directory that
// works as their configuration directory (WIRESHARK_CONFIG_DIR=DIR tshark -r DIR/WIRE.pcapng).
//
//   ikev1_decryption_table, ikev2_decryption_table, esp_sa, other_sa
//                 keys of all routers; addresses are wildcards, since a NAT on the path changes them
//                 from wire to wire, and an SPI tells SAs apart well enough
//   preferences   switches decryption on, and holds the password by which L2TPv3 control messages
//                 authenticate each other
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

#include "platform/linux/key_export.hpp"

namespace kyoten::lab {

class KeyFiles {
 public:
  /// A line of a router's own key file; both ends of an SA give the same line.
  void add(linux_os::KeyFile file, std::string_view line);
  /// Everything that a `kyoten run --export-keys` wrote.
  void add_directory(const std::filesystem::path& directory);
  /// What a router's configuration tells beyond negotiated keys: the password of `l2tp tunnel auth`.
  /// A reader of captures takes one for all tunnels; the first counts.
  void add_configuration(std::string_view text);
  /// Replaces the files in `directory`. Empty, or why it cannot.
  [[nodiscard]] std::string write(const std::filesystem::path& directory) const;

  [[nodiscard]] const std::set<std::string>& lines(linux_os::KeyFile file) const { return lines_.at(file); }

 private:
  std::map<linux_os::KeyFile, std::set<std::string>> lines_{
      {linux_os::KeyFile::ikev1, {}}, {linux_os::KeyFile::ikev2, {}}, {linux_os::KeyFile::esp_sa, {}}, {linux_os::KeyFile::other_sa, {}}};
  std::string l2tp_password_;
};

}  // namespace kyoten::lab
