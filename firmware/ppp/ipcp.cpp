#include "firmware/ppp/ipcp.hpp"

#include <algorithm>

namespace kyoten::ppp {
namespace {

namespace code = wire::ppp_code;
namespace option = wire::ipcp_option;

std::optional<Ipv4Address> address_in(ByteView value) {
  if (value.size() != 4) return std::nullopt;
  return Ipv4Address{*ByteReader(value).u32()};
}

/// An address that a host can have: RFC 1122 section 3.2.1.3.
bool is_usable(Ipv4Address address) {
  const auto first = address.octets()[0];
  return first != 0 && first != 127 && first < 224;
}

}  // namespace

void IpcpOptions::restart() {
  asks_address_ = settings_.negotiates_address;
  asks_server_.fill(settings_.wants_name_servers);
  local_ = settings_.local_address.value_or(Ipv4Address{});
  remote_ = given_remote_ ? *given_remote_ : settings_.remote_address.value_or(Ipv4Address{});
  peer_asks_address_ = false;
  servers_ = {};
}

Bytes IpcpOptions::request() const {
  Bytes options;
  if (asks_address_) wire::append_ppp_option_u32(options, option::address, local_.value);
  for (std::size_t i = 0; i < kServerOptions.size(); ++i) {
    if (asks_server_[i]) wire::append_ppp_option_u32(options, kServerOptions[i], servers_[i].value);
  }
  return options;
}

Options::Verdict IpcpOptions::judge(std::span<const wire::PppOption> asked, bool may_nak) {
  Bytes rejected;
  Bytes naked;
  Bytes agreed;
  const auto to_give = given_remote_ ? given_remote_ : settings_.remote_address;
  std::optional<Ipv4Address> remote;
  for (auto& row : asked) {
    const auto address = address_in(row.value);
    if (row.type == option::primary_dns && address && settings_.given_name_server) {
      const bool knows = *address == *settings_.given_name_server;
      if (knows || !may_nak) {
        wire::append_ppp_option(knows ? agreed : rejected, row.type, row.value);
      } else {
        wire::append_ppp_option_u32(naked, row.type, settings_.given_name_server->value);
      }
      continue;
    }
    if (row.type != option::address || !address) {
      wire::append_ppp_option(rejected, row.type, row.value);
      continue;
    }
    // What the peer is to have is ours to say, if we have said anything; else what it says, if that can be one.
    const bool good = to_give ? *address == *to_give : is_usable(*address);
    if (good) {
      remote = *address;
      wire::append_ppp_option(agreed, row.type, row.value);
    } else if (to_give && may_nak) {
      wire::append_ppp_option_u32(naked, row.type, to_give->value);
    } else {
      wire::append_ppp_option(rejected, row.type, row.value);
    }
  }
  if (!rejected.empty()) return {code::configure_reject, rejected};
  if (!naked.empty()) return {code::configure_nak, naked};
  peer_asks_address_ = remote.has_value();
  if (remote) remote_ = *remote;
  return {code::configure_ack, agreed};
}

bool IpcpOptions::take_nak(std::span<const wire::PppOption> wanted) {
  for (auto& row : wanted) {
    const auto address = address_in(row.value);
    if (row.type == option::address) {
      // An address of our own is not changed by who is asked; and one that no host can have is no offer.
      if (settings_.local_address || !address || !is_usable(*address)) return false;
      local_ = *address;
    }
    for (std::size_t i = 0; i < kServerOptions.size(); ++i) {
      if (row.type == kServerOptions[i] && address) servers_[i] = *address;
    }
  }
  return true;
}

bool IpcpOptions::take_reject(std::span<const wire::PppOption> unwanted) {
  for (auto& row : unwanted) {
    if (row.type == option::address) {
      asks_address_ = false;
      if (!settings_.local_address) return false;  // asked for one, and there is none
    }
    for (std::size_t i = 0; i < kServerOptions.size(); ++i) {
      if (row.type != kServerOptions[i]) continue;
      asks_server_[i] = false;
      servers_[i] = {};
    }
  }
  return true;
}

std::vector<Ipv4Address> IpcpOptions::name_servers() const {
  std::vector<Ipv4Address> result;
  std::ranges::copy_if(servers_, std::back_inserter(result), is_usable);
  return result;
}

}  // namespace kyoten::ppp
