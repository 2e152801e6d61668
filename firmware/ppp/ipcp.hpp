// IPCP's options: the addresses of both ends (RFC 1332 section 3.3) and the name servers that the peer tells (RFC 1877).
// Van Jacobson's compression is rejected.
#pragma once

#include <array>

#include "firmware/ppp/automaton.hpp"

namespace kyoten::ppp {

class IpcpOptions final : public Options {
 public:
  explicit IpcpOptions(const LinkSettings& settings) : settings_(settings) { restart(); }

  /// What the account of who logged in says; before the negotiation begins.
  void set_remote_address(std::optional<Ipv4Address> address) { given_remote_ = address; }

  void restart() override;
  [[nodiscard]] Bytes request() const override;
  [[nodiscard]] Verdict judge(std::span<const wire::PppOption> asked, bool may_nak) override;
  [[nodiscard]] bool take_nak(std::span<const wire::PppOption> wanted) override;
  [[nodiscard]] bool take_reject(std::span<const wire::PppOption> unwanted) override;

  /// Unspecified: none was agreed on.
  [[nodiscard]] Ipv4Address local_address() const { return local_; }
  [[nodiscard]] Ipv4Address remote_address() const { return remote_; }
  [[nodiscard]] bool asks_address() const { return asks_address_; }
  [[nodiscard]] bool peer_asks_address() const { return peer_asks_address_; }
  [[nodiscard]] std::vector<Ipv4Address> name_servers() const;

 private:
  static constexpr std::array kServerOptions{wire::ipcp_option::primary_dns, wire::ipcp_option::secondary_dns};

  const LinkSettings& settings_;
  std::optional<Ipv4Address> given_remote_;
  bool asks_address_ = false;
  std::array<bool, 2> asks_server_{};
  Ipv4Address local_;
  Ipv4Address remote_;
  bool peer_asks_address_ = false;
  std::array<Ipv4Address, 2> servers_;
};

}  // namespace kyoten::ppp
