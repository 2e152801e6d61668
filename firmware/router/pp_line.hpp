// PpLine: a numbered peer on a LAN: PPPoE finds and keeps the session, PPP agrees inside it, and here it is said when the two
// are begun: always, by traffic, or by a command.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "firmware/config/intent.hpp"
#include "firmware/ppp/link.hpp"
#include "firmware/pppoe/client.hpp"

namespace kyoten::router {

struct LineDialled {};
/// PPPoE has a session; PPP begins.
struct LineConnected {
  std::string access_concentrator;
};
/// IP may pass.
struct LineUp {};
/// It ended, or did not come about.
struct LineDown {
  std::string cause;   ///< in the log's words: "PPPoE: PADI Timeout"; empty if somebody wanted it
  std::string plain;   ///< one plain sentence
};
using LineEvent = std::variant<LineDialled, LineConnected, LineUp, LineDown>;

/// For the LAN below.
struct LineFrame {
  MacAddress destination;
  std::uint16_t type = 0;   ///< Ethernet's
  Bytes packet;
};

struct LineOutbox {
  std::vector<LineFrame> frames;
  std::vector<LineEvent> events;
};

class PpLine {
 public:
  PpLine(const config::Pp& settings, Entropy& entropy);

  [[nodiscard]] const config::Pp& settings() const { return settings_; }

  /// Who wants the line: a packet, which is lost if the line has just failed; somebody who waits for it, for whom it is tried
  /// again and again; or a command, at once.
  enum class Wish : std::uint8_t { traffic, standing, command };
  void dial(Wish wish, Instant now, LineOutbox& out);
  [[nodiscard]] bool would_dial(Wish wish, Instant now) const;
  /// At once: the peer is told, and does not answer.
  void hang_up(Instant now, LineOutbox& out);

  void receive_discovery(const MacAddress& source, ByteView packet, Instant now, LineOutbox& out);
  /// A session packet that is not IP.
  void receive_session(ByteView packet, Instant now, LineOutbox& out);
  void expire(Instant now, LineOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  [[nodiscard]] bool is_dialling() const { return client_.state() != pppoe::ClientState::idle && !is_up(); }
  [[nodiscard]] bool is_up() const { return link_ && link_->is_up(); }
  [[nodiscard]] const std::optional<pppoe::Session>& session() const { return client_.session(); }
  [[nodiscard]] ppp::LinkStatus link() const { return link_ ? link_->status() : ppp::LinkStatus{}; }
  [[nodiscard]] const std::string& access_concentrator() const { return access_concentrator_; }
  /// It stood at least once.
  [[nodiscard]] bool was_up() const { return up_since_.has_value(); }
  [[nodiscard]] std::optional<Instant> up_since() const { return up_since_; }
  /// Why it is down, if it was dialled; in plain words.
  [[nodiscard]] const std::string& last_failure() const { return last_failure_; }

 private:
  /// Traffic that dials a line which cannot come up does so no more often than this.
  static constexpr Duration kPauseOfTraffic = std::chrono::seconds(10);

  void begin(Instant now, LineOutbox& out);
  void take(pppoe::ClientOutbox& from, Instant now, LineOutbox& out);
  void take(ppp::LinkOutbox& from, Instant now, LineOutbox& out);
  void end(LineDown down, bool failed, Instant now, LineOutbox& out);

  const config::Pp settings_;
  Entropy& entropy_;
  pppoe::Client client_;
  std::optional<ppp::Link> link_;
  std::string access_concentrator_;
  std::optional<Instant> up_since_;
  bool stood_ = false;                       ///< this time
  bool is_waited_for_ = false;
  std::string last_failure_;
  std::optional<Instant> next_dial_;         ///< of a line that is always on, or waited for
  std::optional<Instant> no_traffic_before_;
};

}  // namespace kyoten::router
