// Everything the engine knows between two calls: settings, SAs, and what it remembers of gateways
// and policies.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <set>

#include "firmware/ike/policy_path.hpp"
#include "firmware/ike/sa_directory.hpp"
#include "firmware/ike/status.hpp"
#include "firmware/ike/told_failures.hpp"
#include "firmware/ike/v1/isakmp_sa.hpp"

namespace kyoten::ike::v1 {

struct GatewayRuntime {
  Instant not_before{};  ///< no new phase 1 earlier: a pause after a failure
  std::optional<NegotiationFailed> last_failure;
};

struct PolicyRuntime {
  Instant not_before{};
  bool wanted = false;  ///< traffic asked for it
  PolicyPath path;
};

/// At most so many exchanges that a stranger can begin, and for so long.
constexpr std::size_t kMostHalfOpen = 30;
constexpr std::size_t kMostHalfOpenPerAddress = 5;
constexpr auto kHalfOpenLife = std::chrono::seconds(30);
/// Old pairs live on for late packets when a new one took over.
constexpr auto kRetireAfter = std::chrono::seconds(30);

class Registry final : public SaDirectory {
 public:
  explicit Registry(Entropy& random) : entropy(random) {}

  [[nodiscard]] const Gateway* gateway(GatewayId id) const;
  [[nodiscard]] const Policy* policy(PolicyId id) const;
  [[nodiscard]] std::optional<IpAddress> local_address(const Gateway& gateway, const IpAddress& peer) const;

  IsakmpSa& add_isakmp();
  [[nodiscard]] IsakmpSa* isakmp(std::uint32_t handle) const;
  /// The SA a message belongs to. A message without a responder cookie belongs to an exchange by
  /// its first cookie.
  [[nodiscard]] IsakmpSa* find_isakmp(const wire::ike::Header& header,
                                      const Endpoint& source) const;
  /// The newest established one of a gateway, or of one peer of it.
  [[nodiscard]] IsakmpSa* newest_isakmp(GatewayId gateway,
                                        const PeerId* remote_id = nullptr) const;
  [[nodiscard]] std::size_t half_open() const;
  /// From one address; `of_its_network`: of IPv6 from its whole /64, since whoever has one address there has all.
  [[nodiscard]] std::size_t half_open(const IpAddress& from, bool of_its_network) const;

  /// The newest usable pair: what the data plane sends through.
  [[nodiscard]] IpsecPair* newest_pair(PolicyId policy) const;
  [[nodiscard]] IpsecPair* pair_by_inbound(Spi spi) const;
  /// Peers choose these, so two may have chosen the same.
  [[nodiscard]] IpsecPair* pair_by_outbound(Spi spi, GatewayId gateway, const PeerId& peer) const;

  [[nodiscard]] wire::ike::Cookie new_cookie();
  [[nodiscard]] std::uint32_t new_message_id(const IsakmpSa& sa);
  void add_numbers(std::vector<int>& numbers) const override;
  [[nodiscard]] bool uses_spi(Spi spi) const override;
  [[nodiscard]] bool gave_address(Ipv4Address address) const override;

  Entropy& entropy;
  std::shared_ptr<const Settings> settings = std::make_shared<const Settings>();
  OwnAddresses own_addresses;
  std::vector<std::unique_ptr<IsakmpSa>> isakmps;  ///< oldest first
  std::vector<std::unique_ptr<IpsecPair>> pairs;   ///< oldest first
  std::map<GatewayId, GatewayRuntime> gateways;
  std::map<PolicyId, PolicyRuntime> policies;
  ToldFailures told;

 private:
  std::uint32_t next_handle_ = 1;
};

}  // namespace kyoten::ike::v1
