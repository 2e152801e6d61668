// KeyExport: writes the keys of IKE and ESP into the files that Wireshark reads from its configuration
// directory, so that a capture can be opened in plain text.
//
//   ikev1_decryption_table   initiator cookie,encryption key          (both hexadecimal)
//   ikev2_decryption_table   SPIi,SPIr,SK_ei,SK_er,"cipher",SK_ai,SK_ar,"integrity"
//   esp_sa                   "IPv4","source","destination","0xspi","cipher","0xkey","integrity","0xkey"
#pragma once

#include <memory>
#include <string>

#include "firmware/base/result.hpp"
#include "firmware/router/router.hpp"

namespace kyoten::linux_os {

inline constexpr const char* kIkev1KeyFile = "ikev1_decryption_table";
inline constexpr const char* kIkev2KeyFile = "ikev2_decryption_table";
inline constexpr const char* kEspKeyFile = "esp_sa";

class KeyExport {
 public:
  /// Makes the directory if it is missing; the files start empty and are for the owner only.
  static Result<std::unique_ptr<KeyExport>, std::string> open(const std::string& directory);

  explicit KeyExport(std::string directory) : directory_(std::move(directory)) {}
  void add(const router::KeyExported& key);

  /// One line without its end; empty for a key that Wireshark has no name for.
  [[nodiscard]] static std::string line_of(const router::KeyExported& key);
  [[nodiscard]] static const char* file_of(router::KeyExported::Kind kind);

 private:
  std::string directory_;
};

}  // namespace kyoten::linux_os
