// Key files as Wireshark reads them.
#include "platform/linux/key_export.hpp"

#include <sys/stat.h>

#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using linux_os::KeyExport;

namespace {

router::KeyExported an_esp_key() {
  ipsec::SaParameters sa;
  sa.direction = ipsec::Direction::outbound;
  sa.spi = Spi{0x0a1b2c3d};
  sa.local = {Ipv4Address{0xc0000201}, 0};
  sa.peer = {Ipv4Address{0xcb007105}, 0};
  sa.suite = {ipsec::EspCipher::aes_cbc, ipsec::EspIntegrity::sha_hmac};
  sa.encryption_key = Secret(Bytes(16, 0xab));
  sa.integrity_key = Secret(Bytes(20, 0xcd));
  return {router::KeyExported::Kind::esp, {}, {}, {}, std::move(sa)};
}

}  // namespace

TEST_CASE("an IKE key is a line of cookie and key without quotes") {
  const router::KeyExported key{router::KeyExported::Kind::ikev1,
                                {0xf4, 0x86, 0x19, 0x1a, 0x42, 0xff, 0x55, 0x0d},
                                {0x7c, 0x60},
                                {},
                                {}};

  CHECK(KeyExport::line_of(key).text == "f486191a42ff550d,7c60");
}

TEST_CASE("the keys of an IKEv2 SA are one line, its ciphers by Wireshark's names") {
  ike::Ikev2Keys keys{{1}, {2}, {3}, {4}, {5}, {6}, ike::Phase1Cipher::aes256_cbc, ike::Phase1Hash::sha256};
  router::KeyExported key{router::KeyExported::Kind::ikev2, {}, {}, keys, {}};

  CHECK(KeyExport::line_of(key).text ==
        R"(01,02,03,04,"AES-CBC-256 [RFC3602]",05,06,"HMAC_SHA2_256_128 [RFC4868]")");
  key.ikev2->cipher = ike::Phase1Cipher::des_cbc;  // which Wireshark does not know
  CHECK(KeyExport::line_of(key).text.empty());
}

TEST_CASE("an ESP key names both ends in the direction of the packets") {
  CHECK(KeyExport::line_of(an_esp_key()).text ==
        R"("IPv4","192.0.2.1","203.0.113.5","0x0a1b2c3d","AES-CBC [RFC3602]",)"
        R"("0xabababababababababababababababab","HMAC-SHA-1-96 [RFC2404]",)"
        R"("0xcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd")");

  auto inbound = an_esp_key();
  inbound.sa->direction = ipsec::Direction::inbound;
  CHECK(KeyExport::line_of(inbound).text.starts_with(R"("IPv4","203.0.113.5","192.0.2.1",)"));
}

TEST_CASE("an SA that Wireshark cannot open goes to a file of its own") {
  auto key = an_esp_key();
  CHECK(KeyExport::line_of(key).file == linux_os::KeyFile::esp_sa);
  key.sa->suite.cipher = ipsec::EspCipher::chacha20_poly1305;
  CHECK(KeyExport::line_of(key).file == linux_os::KeyFile::other_sa);

  key.sa->suite = ipsec::Suite::ah(ipsec::EspIntegrity::sha_hmac);
  key.sa->encryption_key = {};
  CHECK(KeyExport::line_of(key).file == linux_os::KeyFile::other_sa);
  CHECK(KeyExport::line_of(key).text ==
        R"("IPv4","192.0.2.1","203.0.113.5","0x0a1b2c3d","AH [RFC4302]","","HMAC-SHA-1-96 [RFC2404]",)"
        R"("0xcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd")");
}

TEST_CASE("key files start empty, grow by lines and are for their owner only") {
  test::TemporaryDirectory directory;
  directory.write("esp_sa", "of an earlier run\n");
  auto keys = KeyExport::open(directory.file("."));
  REQUIRE(keys);
  CHECK(directory.read("esp_sa").empty());

  (*keys)->add(an_esp_key());
  (*keys)->add({router::KeyExported::Kind::ikev1, {1}, {2}, {}, {}});

  CHECK(directory.read("esp_sa") == KeyExport::line_of(an_esp_key()).text + "\n");
  CHECK(directory.read("ikev1_decryption_table") == "01,02\n");
  struct stat status {};
  REQUIRE(::stat(directory.file("ikev1_decryption_table").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("a directory that cannot be written says so") {
  test::TemporaryDirectory directory;
  directory.write("file", "");

  auto keys = KeyExport::open(directory.file("file"));

  REQUIRE_FALSE(keys);
  CHECK(keys.error().starts_with("cannot write keys to "));
}
