// One control connection with its one session (RFC 3931 sections 3.3, 3.4, 7.2, 7.4): the state
// machine between SCCRQ and the last acknowledged StopCCN.
//
//   initiator                                   answerer
//   wait_ctl_reply   -- SCCRQ -->
//                    <-- SCCRP --               wait_ctl_conn
//   established      -- SCCCN, ICRQ -->         established
//                    <-- ICRP --                session wait_connect
//   session up       -- ICCN -->                session up
//
// Which connection a tunnel uses, and when another is tried, the engine decides.
#pragma once

#include <optional>
#include <string>

#include "firmware/base/entropy.hpp"
#include "firmware/base/secret.hpp"
#include "firmware/crypto/hash.hpp"
#include "firmware/l2tp/channel.hpp"
#include "firmware/l2tp/judge.hpp"
#include "firmware/l2tp/status.hpp"

namespace kyoten::l2tp {

enum class Role : std::uint8_t { initiator, answerer };

/// What every call works with.
struct Context {
  const TunnelSettings& settings;
  Entropy& entropy;
  Ignored& ignored;
  std::uint32_t& next_serial;  ///< Serial Number AVP
  Instant now;
  Outbox& out;
};

class Connection {
 public:
  struct Ends {
    Endpoint local;
    Endpoint remote;
  };
  Connection(Role role, ControlConnectionId local, const Ends& ends, const Context& context);

  /// Initiator: sends SCCRQ.
  void open(Context& context);
  /// Answerer: the SCCRQ has been judged already.
  void answer(const wire::l2tp::Control& sccrq, Context& context);
  /// The SCCRQ came once more.
  void answer_again(Context& context);
  void receive(const wire::l2tp::Control& message, const Datagram& datagram, Context& context);
  void expire(Context& context);
  [[nodiscard]] std::optional<Instant> deadline(const TunnelSettings& settings) const;

  /// Tells the peer, then lingers until it has acknowledged.
  void close(Reason reason, Context& context);
  /// Ends without a word: the transport is gone, or another connection took over.
  void drop(Reason reason, Context& context);
  /// The peer or this end has another address now.
  void move(const Ends& ends, Context& context);
  void data_seen(bool received, Instant now);

  [[nodiscard]] Role role() const { return role_; }
  [[nodiscard]] ControlConnectionId local() const { return local_; }
  [[nodiscard]] ControlConnectionId remote() const { return remote_; }
  [[nodiscard]] ControlState state() const { return state_; }
  [[nodiscard]] bool established() const { return state_ == ControlState::established; }
  [[nodiscard]] bool session_up() const { return session_.state == SessionState::established; }
  /// Serves no tunnel any more, and why.
  [[nodiscard]] std::optional<Reason> ended() const { return ended_; }
  /// Also nothing is left to acknowledge.
  [[nodiscard]] bool gone() const { return gone_; }
  /// Went wrong so far, though nothing has ended.
  [[nodiscard]] std::optional<Reason> noted() const { return noted_; }
  [[nodiscard]] std::uint64_t tie_breaker() const { return tie_breaker_; }
  [[nodiscard]] Instant created() const { return created_; }
  void describe(TunnelStatus& status, Instant now) const;

 private:
  enum class Method : std::uint8_t { none, undecided, digest, challenge };
  struct Session {
    SessionState state = SessionState::idle;
    bool asked_by_us = false;
    SessionId local{};
    SessionId remote{};
    Bytes local_cookie;
    Bytes remote_cookie;
    std::uint64_t tie_breaker = 0;
    bool remote_circuit_up = false;
    Instant since{};
  };

  // connection.cpp
  void handle(const wire::l2tp::Control& message, Context& context);
  void on_sccrp(const wire::l2tp::Control& message, Context& context);
  void on_scccn(const wire::l2tp::Control& message, Context& context);
  void on_stop(const wire::l2tp::Control& message, Context& context);
  void remember_peer(const wire::l2tp::Control& message);
  void control_up(Context& context);
  void refuse(const Refusal& refusal, Context& context);
  void finish(Reason reason, Context& context);
  void note(Reason reason, Context& context);
  void give_up(Context& context);
  void follow_peer(const Datagram& datagram, Context& context);
  void flush(Context& context);
  void acknowledge(Context& context);
  void send(const wire::l2tp::Message& message, std::uint16_t ns, Context& context);
  void debug(std::string_view direction, wire::l2tp::MessageType type,
             const Context& context) const;

  // connection_authentication.cpp
  [[nodiscard]] bool authentic(const wire::l2tp::Control& message, Context& context);
  [[nodiscard]] bool sccrp_authentic(const wire::l2tp::Control& message, Context& context);
  [[nodiscard]] bool accept_response(const wire::l2tp::Control& message,
                                     const TunnelSettings& settings) const;
  void choose_method(const wire::l2tp::Control& sccrq);
  void offer_authentication(wire::l2tp::Message& sccrq, const Context& context);
  void add_authentication(wire::l2tp::Message& reply, const Context& context) const;

  // connection_session.cpp
  void request_session(Context& context);
  void on_icrq(const wire::l2tp::Control& message, Context& context);
  void on_icrp(const wire::l2tp::Control& message, Context& context);
  void on_iccn(const wire::l2tp::Control& message, Context& context);
  void on_cdn(const wire::l2tp::Control& message, Context& context);
  void on_link_info(const wire::l2tp::Control& message, Context& context);
  [[nodiscard]] bool wins_session_tie(const wire::l2tp::Control& icrq) const;
  void refuse_session(const wire::l2tp::Control& message, const Refusal& refusal, Context& context);
  void new_session(bool asked_by_us, Context& context);
  void take_peer_session(const wire::l2tp::Control& message);
  void add_session_ids(wire::l2tp::Message& message) const;
  void session_up(Context& context);
  void announce_session(Context& context) const;
  void session_down(Context& context);

  Role role_;
  TunnelId tunnel_;
  ControlConnectionId local_;
  ControlConnectionId remote_{};
  Ends ends_;
  ControlState state_ = ControlState::idle;
  Channel channel_;
  Session session_;
  bool stood_ = false;  ///< ControlConnectionUp was reported
  bool acknowledgement_due_ = false;
  bool peer_sends_zlb_ = false;  ///< RTX: SoftEther counts an ACK message as one of the sequence
  std::uint64_t tie_breaker_ = 0;
  std::string vendor_;
  std::string host_name_;

  Method method_ = Method::none;
  crypto::HashAlgorithm algorithm_ = crypto::HashAlgorithm::md5;
  Secret key_;
  Bytes own_nonce_;
  Bytes peer_nonce_;
  Bytes own_challenge_;
  Bytes peer_challenge_;

  Instant created_;
  Instant last_heard_;
  Instant last_data_;
  std::optional<Instant> setup_until_;
  std::optional<Instant> linger_until_;
  std::optional<Reason> ended_;
  std::optional<Reason> noted_;
  bool gone_ = false;
};

}  // namespace kyoten::l2tp
