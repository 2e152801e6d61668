// PPPoE discovery as the host (RFC 2516 section 5), sans-IO: PADI, PADO, PADR, PADS, and PADT for the end. What the session
// then carries is not looked at here.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/entropy.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/time.hpp"
#include "firmware/pppoe/settings.hpp"
#include "firmware/wire/pppoe.hpp"

namespace kyoten::pppoe {

/// Where a session's frames go to and come from.
struct Session {
  MacAddress peer;
  PppoeSessionId id{};
  bool operator==(const Session&) const = default;
};

enum class Reason : std::uint8_t {
  requested,       ///< our side wanted it
  padi_timeout,    ///< nobody offers what is asked for
  padr_timeout,    ///< who offered it gives none
  refused,         ///< PADS without a session
  peer_ended,      ///< PADT
};

struct SessionUp {
  Session session;
  std::string access_concentrator;  ///< its name, printable
};
struct SessionDown {
  Reason reason{};
  std::string detail;               ///< what the peer said, printable; may be empty
};
using ClientEvent = std::variant<SessionUp, SessionDown>;

/// A discovery packet, to be put behind an Ethernet header of type 8863.
struct Discovery {
  MacAddress destination;
  Bytes packet;
};

struct ClientOutbox {
  std::vector<Discovery> packets;
  std::vector<ClientEvent> events;
};

enum class ClientState : std::uint8_t { idle, wait_pado, wait_pads, open };

class Client {
 public:
  Client(ClientSettings settings, Entropy& entropy) : settings_(std::move(settings)), entropy_(entropy) {}

  /// Begins discovery, unless it is under way or done.
  void connect(Instant now, ClientOutbox& out);
  /// PADT, if there is a session. No SessionDown: who wants it knows.
  void disconnect(ClientOutbox& out);
  void receive(const MacAddress& source, ByteView packet, Instant now, ClientOutbox& out);
  void expire(Instant now, ClientOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const { return retry_; }
  [[nodiscard]] ClientState state() const { return state_; }
  [[nodiscard]] const std::optional<Session>& session() const { return session_; }

 private:
  void send_padi(Instant now, ClientOutbox& out);
  void send_padr(Instant now, ClientOutbox& out);
  void take_offer(const MacAddress& source, const std::vector<wire::PppoeTag>& tags, Instant now, ClientOutbox& out);
  void take_confirmation(const wire::PppoePacket& packet, const std::vector<wire::PppoeTag>& tags, ClientOutbox& out);
  void wait(const Attempts& attempts, Instant now);
  void give_up(Reason reason, std::string detail, ClientOutbox& out);
  [[nodiscard]] bool is_ours(const std::vector<wire::PppoeTag>& tags) const;

  ClientSettings settings_;
  Entropy& entropy_;
  ClientState state_ = ClientState::idle;
  Bytes host_uniq_;                 ///< new for each attempt: an answer to an older one is none
  MacAddress concentrator_;
  std::string concentrator_name_;
  Bytes service_;                   ///< the one that was offered
  std::optional<Bytes> cookie_;
  std::optional<Bytes> relay_;
  int sent_ = 0;
  std::optional<Instant> retry_;
  std::optional<Session> session_;
};

}  // namespace kyoten::pppoe
