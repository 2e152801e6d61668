// Everything that IKEv2 knows between two calls.
#pragma once

#include <algorithm>
#include <map>
#include <memory>

#include "firmware/ike/policy_path.hpp"
#include "firmware/ike/sa_directory.hpp"
#include "firmware/ike/status.hpp"
#include "firmware/ike/told_failures.hpp"
#include "firmware/ike/v2/cookie.hpp"
#include "firmware/ike/v2/ike_sa.hpp"

namespace kyoten::ike::v2 {

struct GatewayRuntime {
  Instant not_before{};  ///< no new IKE SA earlier: a pause after a failure
  std::optional<NegotiationFailed> last_failure;
  std::optional<DhGroup> group;  ///< that the peer asked for (INVALID_KE_PAYLOAD)
};

struct PolicyRuntime {
  Instant not_before{};
  PolicyPath path;
};

/// The inbound half of a child beside which another one stands: it was replaced, or both ends renewed at the same moment and this
/// one had to go. What the peer sent before it heard of that is still on its way.
struct Lingering {
  SaRemoved removal;
  Instant until{};
};
constexpr auto kLingers = std::chrono::seconds(5);

/// At most so many exchanges that a stranger can begin, and for so long.
constexpr std::size_t kMostHalfOpen = 100;
/// Above this, strangers have to show that they receive at the address they send from.
constexpr std::size_t kCookiesAbove = 10;
constexpr auto kHalfOpenLife = std::chrono::seconds(30);

class Registry final : public SaDirectory {
 public:
  explicit Registry(Entropy& random) : entropy(random) {}

  [[nodiscard]] const Gateway* gateway(GatewayId id) const;
  [[nodiscard]] const Policy* policy(PolicyId id) const;
  [[nodiscard]] std::optional<IpAddress> local_address(const Gateway& gateway, const IpAddress& peer) const;

  IkeSa& add_ike();
  [[nodiscard]] IkeSa* ike(std::uint32_t handle) const;
  /// By both SPIs, this end's own being the one of its role.
  [[nodiscard]] IkeSa* ike(const SpiPair& spis, Role own_role) const;
  /// An SA of ours as initiator that waits for the answer to IKE_SA_INIT.
  [[nodiscard]] IkeSa* ike_in_init(const wire::ikev2::IkeSpi& initiator) const;
  /// The newest established one of a gateway, or of one peer of it.
  [[nodiscard]] IkeSa* newest_ike(GatewayId gateway,
                                  const wire::ike::Identity* remote_id = nullptr) const;
  [[nodiscard]] std::size_t half_open() const;

  /// The newest usable child: what the data plane sends through.
  [[nodiscard]] ChildSa* newest_child(PolicyId policy) const;
  [[nodiscard]] ChildSa* child_by_inbound(Spi spi) const;
  /// By the SPI that the peer chose, among the children of one IKE SA.
  [[nodiscard]] ChildSa* child_by_outbound(Spi spi, std::uint32_t ike) const;

  [[nodiscard]] wire::ikev2::IkeSpi new_ike_spi();
  void add_numbers(std::vector<int>& numbers) const override;
  [[nodiscard]] bool uses_spi(Spi spi) const override;
  [[nodiscard]] bool gave_address(Ipv4Address address) const override;

  Entropy& entropy;
  std::shared_ptr<const Settings> settings = std::make_shared<const Settings>();
  OwnAddresses own_addresses;
  std::vector<std::unique_ptr<IkeSa>> ikes;         ///< oldest first
  std::vector<std::unique_ptr<ChildSa>> children;  ///< oldest first; the newest is sent through
  std::vector<Lingering> lingering;                ///< the first to go first
  std::map<GatewayId, GatewayRuntime> gateways;
  std::map<PolicyId, PolicyRuntime> policies;
  std::map<GatewayId, std::shared_ptr<const crypto::Credentials>> credentials;
  WallTime wall_at_start{};  ///< the time of day at Instant 0
  ToldFailures told;
  CookieMint cookies;

 private:
  std::uint32_t next_handle_ = 1;
};

}  // namespace kyoten::ike::v2
