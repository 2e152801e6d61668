#include "platform/lab/key_files.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>

#include "firmware/config/intent.hpp"
#include "firmware/config/statements.hpp"
#include "platform/linux/file_descriptor.hpp"
#include "platform/linux/key_export.hpp"

namespace kyoten::lab {
namespace {

constexpr std::string_view kPreferences =
    "esp.enable_encryption_decode: TRUE\n"
    "esp.enable_authentication_check: TRUE\n"
    "udp.check_checksum: TRUE\n"
    "ip.check_checksum: TRUE\n";

/// The quoted addresses of an esp_sa line: "IPv4","source","destination","0xspi",...
std::string without_addresses(std::string_view line) {
  std::size_t begin = line.find(',');
  if (begin == std::string_view::npos) return {};
  std::size_t end = begin;
  for (int field = 0; field < 2; ++field) {
    end = line.find(',', end + 1);
    if (end == std::string_view::npos) return {};
  }
  return std::string(line.substr(0, begin)) + R"(,"*","*")" + std::string(line.substr(end));
}

/// Keys are for the owner only.
std::string write_file(const std::filesystem::path& path, std::string_view text) {
  const linux_os::FileDescriptor file(
      ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (!file) return linux_os::os_error("cannot write " + path.string());
  const auto written = ::write(file.get(), text.data(), text.size());
  if (written != static_cast<ssize_t>(text.size())) {
    return linux_os::os_error("cannot write " + path.string());
  }
  return {};
}

std::string lines_of(const std::set<std::string>& lines) {
  std::string text;
  for (auto& line : lines) text += line + "\n";
  return text;
}

}  // namespace

void KeyFiles::add(linux_os::KeyFile file, std::string_view line) {
  const bool names_addresses = file == linux_os::KeyFile::esp_sa || file == linux_os::KeyFile::other_sa;
  auto text = names_addresses ? without_addresses(line) : std::string(line);
  if (!text.empty()) lines_[file].insert(std::move(text));
}

void KeyFiles::add_directory(const std::filesystem::path& directory) {
  for (auto& [file, lines] : lines_) {
    std::ifstream stream(directory / linux_os::name_of(file));
    std::string line;
    while (std::getline(stream, line)) add(file, line);
  }
}

void KeyFiles::add_configuration(std::string_view text) {
  config::Statements statements;
  static_cast<void>(config::load(text, grammar::Grammar::builtin(), {}, statements));
  const auto intent = config::compile(statements, nullptr);
  for (auto& tunnel : intent.l2tp->tunnels) {
    if (l2tp_password_.empty()) l2tp_password_ = tunnel.authentication.value_or("");
  }
}

std::string KeyFiles::write(const std::filesystem::path& directory) const {
  for (auto& [file, lines] : lines_) {
    const auto path = directory / linux_os::name_of(file);
    if (auto error = write_file(path, lines_of(lines)); !error.empty()) return error;
  }
  std::string preferences(kPreferences);
  if (!l2tp_password_.empty()) preferences += "l2tp.shared_secret: " + l2tp_password_ + "\n";
  return write_file(directory / "preferences", preferences);
}

}  // namespace kyoten::lab
