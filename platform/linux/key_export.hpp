// KeyExport: writes the keys of IKE and ESP into the files that Wireshark reads from its configuration
// directory, so that a capture can be opened in plain text.
//
//   ikev1_decryption_table   initiator cookie,encryption key          (both hexadecimal)
//   ikev2_decryption_table   SPIi,SPIr,SK_ei,SK_er,"cipher",SK_ai,SK_ar,"integrity"
//   esp_sa                   "IPv4","source","destination","0xspi","cipher","0xkey","integrity","0xkey"
//
// and of SAs that Wireshark has no field for (AH, ChaCha20-Poly1305), so that other readers can open them:
//
//   other_sa                 as esp_sa
#pragma once

#include <memory>
#include <string>

#include "firmware/base/result.hpp"
#include "firmware/router/router.hpp"

namespace kyoten::linux_os {

enum class KeyFile : std::uint8_t { ikev1, ikev2, esp_sa, other_sa };
inline constexpr KeyFile kKeyFiles[] = {KeyFile::ikev1, KeyFile::ikev2, KeyFile::esp_sa, KeyFile::other_sa};
[[nodiscard]] const char* name_of(KeyFile file);

class KeyExport {
 public:
  /// Makes the directory if it is missing; the files start empty and are for the owner only.
  static Result<std::unique_ptr<KeyExport>, std::string> open(const std::string& directory);

  explicit KeyExport(std::string directory) : directory_(std::move(directory)) {}
  void add(const router::KeyExported& key);

  struct Line {
    KeyFile file{};
    std::string text;  ///< without its end; empty for a key that no reader has a name for
  };
  [[nodiscard]] static Line line_of(const router::KeyExported& key);

 private:
  std::string directory_;
};

}  // namespace kyoten::linux_os
