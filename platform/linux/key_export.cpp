#include "platform/linux/key_export.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>

#include <fmt/format.h>

#include "platform/linux/file_descriptor.hpp"

namespace kyoten::linux_os {

namespace {

// Names as Wireshark's preferences list them.
std::string_view name_of(ipsec::EspCipher cipher) {
  switch (cipher) {
    case ipsec::EspCipher::null: return "NULL";
    case ipsec::EspCipher::des_cbc: return "DES-CBC [RFC2405]";
    case ipsec::EspCipher::three_des_cbc: return "TripleDES-CBC [RFC2451]";
    case ipsec::EspCipher::aes_cbc:
    case ipsec::EspCipher::aes192_cbc:
    case ipsec::EspCipher::aes256_cbc: return "AES-CBC [RFC3602]";
    case ipsec::EspCipher::aes_gcm:
    case ipsec::EspCipher::aes256_gcm: return "AES-GCM with 16 octet ICV [RFC4106]";
    case ipsec::EspCipher::chacha20_poly1305: return "ChaCha20-Poly1305 [RFC7634]";
  }
  return {};
}

std::string_view name_of(ipsec::EspIntegrity integrity) {
  switch (integrity) {
    case ipsec::EspIntegrity::none: return "NULL";
    case ipsec::EspIntegrity::md5_hmac: return "HMAC-MD5-96 [RFC2403]";
    case ipsec::EspIntegrity::sha_hmac: return "HMAC-SHA-1-96 [RFC2404]";
    case ipsec::EspIntegrity::sha256_hmac: return "HMAC-SHA-256-128 [RFC4868]";
  }
  return "NULL";
}

std::string_view name_of(ike::Phase1Cipher cipher) {
  switch (cipher) {
    case ike::Phase1Cipher::des_cbc: return {};
    case ike::Phase1Cipher::three_des_cbc: return "3DES [RFC2451]";
    case ike::Phase1Cipher::aes_cbc: return "AES-CBC-128 [RFC3602]";
    case ike::Phase1Cipher::aes256_cbc: return "AES-CBC-256 [RFC3602]";
    case ike::Phase1Cipher::aes192_cbc: return "AES-CBC-192 [RFC3602]";
  }
  return {};
}

std::string_view name_of(ike::Phase1Hash integrity) {
  switch (integrity) {
    case ike::Phase1Hash::md5: return "HMAC_MD5_96 [RFC2403]";
    case ike::Phase1Hash::sha: return "HMAC_SHA1_96 [RFC2404]";
    case ike::Phase1Hash::sha256: return "HMAC_SHA2_256_128 [RFC4868]";
  }
  return {};
}

std::string line_of(const ike::Ikev2Keys& keys) {
  const auto cipher = name_of(keys.cipher);
  if (cipher.empty()) return {};
  return fmt::format(R"({},{},{},{},"{}",{},{},"{}")", to_hex(keys.initiator_spi),
                     to_hex(keys.responder_spi), to_hex(keys.initiator_encryption),
                     to_hex(keys.responder_encryption), cipher, to_hex(keys.initiator_integrity),
                     to_hex(keys.responder_integrity), name_of(keys.integrity));
}

bool is_known_to_wireshark(const ipsec::Suite& suite) {
  return suite.protocol == ipsec::Protocol::esp && suite.cipher != ipsec::EspCipher::chacha20_poly1305;
}

std::string hex_key(const Secret& key) {
  return key.empty() ? std::string() : "0x" + to_hex(key.view());
}

bool append(const std::string& path, std::string_view text, int more_flags) {
  const FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW | more_flags, 0600));
  return file && ::write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

}  // namespace

Result<std::unique_ptr<KeyExport>, std::string> KeyExport::open(const std::string& directory) {
  std::error_code error;
  std::filesystem::create_directories(directory, error);
  for (auto file : kKeyFiles) {
    const auto path = directory + "/" + name_of(file);
    if (!append(path, "", O_TRUNC)) return os_error("cannot write keys to " + path);
  }
  return std::make_unique<KeyExport>(directory);
}

const char* name_of(KeyFile file) {
  switch (file) {
    case KeyFile::ikev1: return "ikev1_decryption_table";
    case KeyFile::ikev2: return "ikev2_decryption_table";
    case KeyFile::esp_sa: return "esp_sa";
    case KeyFile::other_sa: return "other_sa";
  }
  return "other_sa";
}

KeyExport::Line KeyExport::line_of(const router::KeyExported& key) {
  if (key.kind == router::KeyExported::Kind::ikev1) {
    return {KeyFile::ikev1, to_hex(key.initiator_cookie) + "," + to_hex(key.ike_key)};
  }
  if (key.ikev2) return {KeyFile::ikev2, linux_os::line_of(*key.ikev2)};
  if (!key.sa) return {};
  const auto& sa = *key.sa;
  const auto file = is_known_to_wireshark(sa.suite) ? KeyFile::esp_sa : KeyFile::other_sa;
  const auto cipher = sa.suite.protocol == ipsec::Protocol::ah ? "AH [RFC4302]" : name_of(sa.suite.cipher);
  const bool inbound = sa.direction == ipsec::Direction::inbound;
  const auto* version = sa.peer.address.is_ipv6() ? "IPv6" : "IPv4";
  const auto source = (inbound ? sa.peer : sa.local).address.text();
  const auto destination = (inbound ? sa.local : sa.peer).address.text();
  return {file, fmt::format(R"("{}","{}","{}","0x{:08x}","{}","{}","{}","{}")", version, source, destination,
                            number(sa.spi), cipher, hex_key(sa.encryption_key), name_of(sa.suite.integrity),
                            hex_key(sa.integrity_key))};
}

void KeyExport::add(const router::KeyExported& key) {
  const auto line = line_of(key);
  if (line.text.empty()) return;
  if (!append(directory_ + "/" + name_of(line.file), line.text + "\n", O_APPEND)) {
    fmt::print(stderr, "kyoten: cannot write keys to {}\n", directory_);
  }
}

}  // namespace kyoten::linux_os
