// What `show ipsec sa` and its relatives print, as plain values.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "firmware/ike/events.hpp"

namespace kyoten::ike {

struct IsakmpSaStatus {
  int version = 1;  ///< of IKE
  int number = 0;
  GatewayId gateway{};
  Role role = Role::initiator;
  Endpoint local;
  Endpoint peer;
  std::string local_id;   ///< as printed: address or name
  std::string remote_id;
  Phase1Cipher cipher{};
  Phase1Hash hash{};
  DhGroup group{};
  std::chrono::seconds remaining{};
  Bytes initiator_cookie;
  Bytes responder_cookie;
};

struct IpsecSaStatus {
  int number = 0;
  int isakmp_number = 0;  ///< the ISAKMP SA that made it; 0 if gone
  GatewayId gateway{};
  PolicyId policy{};
  ipsec::Direction direction{};
  ipsec::Mode mode{};
  ipsec::Suite suite;
  Endpoint local;
  Endpoint peer;
  std::string local_id;
  std::string remote_id;
  Spi spi{};
  bool udp_encapsulated = false;
  std::chrono::seconds remaining{};
};

/// How far the negotiation of a gateway is: what the lab prints while it waits.
enum class Progress : std::uint8_t { idle, phase1, phase1_done, phase2, established };

struct GatewayStatus {
  GatewayId gateway{};
  Progress progress = Progress::idle;
  bool keepalive_running = false;
  std::optional<NegotiationFailed> last_failure;
};

struct Status {
  std::vector<IsakmpSaStatus> isakmp;
  std::vector<IpsecSaStatus> ipsec;
  std::vector<GatewayStatus> gateways;
};

}  // namespace kyoten::ike
