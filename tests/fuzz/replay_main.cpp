// Plays files through a fuzz target without libFuzzer: NAME [--mutations N] [--write DIR] FILE-OR-DIRECTORY...
// *.hex files are hexadecimal text with # comments, all others are taken as they are. N mutations of each are made from a
// fixed seed, so that a failure repeats. --write leaves the seeds in DIR as raw bytes, for libFuzzer.
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>
#include <string>
#include <vector>

#include "tests/fuzz/target.hpp"

namespace {

using kyoten::Bytes;
namespace fs = std::filesystem;

std::optional<Bytes> read_seed(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string content{std::istreambuf_iterator<char>(file), {}};
  if (path.extension() != ".hex") return kyoten::to_bytes(content);
  std::string digits;
  bool comment = false;
  for (char c : content) {
    if (c == '#') comment = true;
    if (c == '\n') comment = false;
    if (!comment && std::isxdigit(static_cast<unsigned char>(c)) != 0) digits += c;
  }
  return kyoten::from_hex(digits);
}

/// One to four changes of the kinds that break parsers: bits, bytes at their limits, cuts, repeats, insertions.
Bytes mutated(Bytes bytes, std::mt19937_64& dice) {
  static constexpr std::uint8_t kLimits[] = {0, 1, 0x7f, 0x80, 0xff};
  for (auto changes = dice() % 4 + 1; changes > 0 && !bytes.empty(); --changes) {
    const auto at = dice() % bytes.size();
    const auto place = bytes.begin() + static_cast<std::ptrdiff_t>(at);
    switch (dice() % 6) {
      case 0: bytes[at] ^= static_cast<std::uint8_t>(1u << dice() % 8); break;
      case 1: bytes[at] = kLimits[dice() % std::size(kLimits)]; break;
      case 2: bytes[at] = static_cast<std::uint8_t>(dice()); break;
      case 3: bytes.resize(at); break;
      case 4: bytes.insert(place, static_cast<std::uint8_t>(dice())); break;
      default: {
        const auto length = std::min<std::size_t>(dice() % 32, bytes.size() - at);
        const Bytes piece(place, place + static_cast<std::ptrdiff_t>(length));
        bytes.insert(place, piece.begin(), piece.end());
      }
    }
  }
  return bytes;
}

std::vector<fs::path> files_in(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  for (auto& entry : fs::directory_iterator(path)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t mutations = 0;
  std::optional<fs::path> write;
  std::vector<fs::path> files;
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    if (argument == "--mutations" && i + 1 < argc) {
      ++i;
      std::from_chars(argv[i], argv[i] + std::strlen(argv[i]), mutations);
    } else if (argument == "--write" && i + 1 < argc) {
      write = argv[++i];
    } else {
      for (auto& file : files_in(argument)) files.push_back(file);
    }
  }
  std::mt19937_64 dice(1);
  for (auto& file : files) {
    const auto seed = read_seed(file);
    if (!seed) return std::fprintf(stderr, "%s: not hexadecimal\n", file.c_str()), 1;
    std::printf("%s\n", file.c_str());
    std::fflush(stdout);  // the last one named is the one that failed
    LLVMFuzzerTestOneInput(seed->data(), seed->size());
    if (write) {
      std::ofstream out(*write / file.stem(), std::ios::binary);
      out.write(reinterpret_cast<const char*>(seed->data()), static_cast<std::streamsize>(seed->size()));
      continue;
    }
    for (std::size_t i = 0; i < mutations; ++i) {
      const auto changed = mutated(*seed, dice);
      LLVMFuzzerTestOneInput(changed.data(), changed.size());
    }
  }
  return files.empty() ? 1 : 0;
}
