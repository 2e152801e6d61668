#include "firmware/router/pki_files.hpp"

#include <fmt/format.h>

#include "firmware/console/file_search.hpp"

namespace kyoten::router {
namespace {

std::optional<Bytes> read_flash(ports::Flash& flash, std::string_view name) {
  if (name.starts_with('/')) name.remove_prefix(1);
  return flash.read(name);
}

std::optional<Bytes> read_memory(const ports::ExternalMemory& memory, const std::string& typed) {
  const auto name = console::parse_external_name(typed);
  if (!name) return std::nullopt;
  auto content = console::read_file(memory, *name);
  return content ? std::optional(*std::move(content)) : std::nullopt;
}

}  // namespace

const Bytes* PkiFiles::read(const std::string& name, std::vector<std::string>& problems) {
  for (auto& file : kept_) {
    if (file.name == name) return &file.content;
  }
  auto content = console::is_external_name(name) ? read_memory(memory_, name)
                                                 : read_flash(flash_, name);
  if (!content) {
    problems.push_back(fmt::format("[PKI] cannot read {}", printable(as_bytes(name))));
    return nullptr;
  }
  kept_.push_back({name, *std::move(content)});
  return &kept_.back().content;
}

std::vector<std::string> PkiFiles::fill(const config::Pki& pki,
                                        std::vector<ike::Gateway>& gateways) {
  std::vector<std::string> problems;
  const auto is_used = [&](const File& file) {
    for (auto& [slot, certificate] : pki.certificates) {
      if (certificate.name == file.name) return true;
    }
    for (auto& [slot, name] : pki.revocation_lists) {
      if (name == file.name) return true;
    }
    return false;
  };
  std::erase_if(kept_, [&](auto& file) { return !is_used(file); });
  for (auto& gateway : gateways) {
    if (!gateway.certificate_slot) continue;
    const auto entry = pki.certificates.find(*gateway.certificate_slot);
    if (entry == pki.certificates.end()) continue;
    const auto* content = read(entry->second.name, problems);
    if (content == nullptr) continue;
    ike::CertificateFile file{entry->second.format, *content, entry->second.password, {}};
    if (gateway.revocation_slot) {
      // Without the list that was asked for, nobody is believed.
      const auto list = pki.revocation_lists.find(*gateway.revocation_slot);
      const auto* revocations =
          list == pki.revocation_lists.end() ? nullptr : read(list->second, problems);
      if (revocations == nullptr) continue;
      file.revocations = *revocations;
    }
    gateway.certificate = std::move(file);
  }
  return problems;
}

}  // namespace kyoten::router
