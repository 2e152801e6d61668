#include "platform/lab/key_files.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <sstream>

#include "tests/unit/lab/scratch_directory.hpp"

using namespace kyoten::lab;
using kyoten::linux_os::KeyFile;

namespace {

constexpr std::string_view kFromSiteA =
    R"("IPv4","192.168.100.254","10.10.10.138","0x0a0b0c0d","AES-CBC [RFC3602]","0x01","HMAC-SHA-1-96 [RFC2404]","0x02")";
constexpr std::string_view kFromSiteB =
    R"("IPv4","203.0.113.2","192.168.100.1","0x0a0b0c0d","AES-CBC [RFC3602]","0x01","HMAC-SHA-1-96 [RFC2404]","0x02")";

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("both ends of an SA give one line, whatever addresses each of them sees") {
  KeyFiles keys;

  keys.add(KeyFile::esp_sa, kFromSiteA);
  keys.add(KeyFile::esp_sa, kFromSiteB);

  REQUIRE(keys.lines(KeyFile::esp_sa).size() == 1);
  CHECK(
      *keys.lines(KeyFile::esp_sa).begin() ==
      R"("IPv4","*","*","0x0a0b0c0d","AES-CBC [RFC3602]","0x01","HMAC-SHA-1-96 [RFC2404]","0x02")");
}

TEST_CASE("a line that is no SA is left out") {
  KeyFiles keys;

  for (auto line : {"", "\"IPv4\"", "\"IPv4\",\"a\"", "\"IPv4\",\"a\",\"b\""}) keys.add(KeyFile::esp_sa, line);
  keys.add(KeyFile::ikev1, "");

  CHECK(keys.lines(KeyFile::esp_sa).empty());
  CHECK(keys.lines(KeyFile::ikev1).empty());
}

TEST_CASE("key files are for their owner only, and replace those of an earlier run") {
  ScratchDirectory scratch;
  KeyFiles before;
  before.add(KeyFile::ikev1, "0123456789abcdef,00ff");
  REQUIRE(before.write(scratch.path()).empty());
  KeyFiles keys;
  keys.add(KeyFile::ikev1, "fedcba9876543210,ff00");
  keys.add(KeyFile::esp_sa, kFromSiteA);

  REQUIRE(keys.write(scratch.path()).empty());

  CHECK(content_of(scratch.path() / "ikev1_decryption_table") == "fedcba9876543210,ff00\n");
  CHECK(content_of(scratch.path() / "preferences").find("esp.enable_encryption_decode: TRUE") !=
        std::string::npos);
  struct stat status {};
  REQUIRE(::stat((scratch.path() / "esp_sa").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE("keys that two routers wrote are read back from their directories") {
  ScratchDirectory scratch;
  std::ofstream(scratch.path() / "esp_sa") << kFromSiteA << "\n";
  std::ofstream(scratch.path() / "ikev1_decryption_table") << "aa,bb\n";
  KeyFiles keys;

  keys.add_directory(scratch.path());
  keys.add_directory(scratch.path() / "of-a-router-that-had-none");

  CHECK(keys.lines(KeyFile::esp_sa).size() == 1);
  CHECK(keys.lines(KeyFile::ikev1) == std::set<std::string>{"aa,bb"});
}

TEST_CASE("the password of the control connections stands in the preferences") {
  ScratchDirectory scratch;
  KeyFiles keys;

  keys.add_configuration("ip lan1 address 192.0.2.1/24\n");
  keys.add_configuration(
      "tunnel select 1\n tunnel encapsulation l2tpv3\n l2tp tunnel auth on secret1\n");

  REQUIRE(keys.write(scratch.path()).empty());
  CHECK(content_of(scratch.path() / "preferences").find("l2tp.shared_secret: secret1\n") !=
        std::string::npos);
}
