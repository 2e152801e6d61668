// The telnet side of a console (RFC 854, 855, 857 echo, 858 suppress go ahead, 1073 window size).
//
//   IAC  DO|DONT|WILL|WONT  option            negotiation
//   IAC  SB  option  ...  IAC SE              subnegotiation; IAC inside is doubled
//   IAC  command                              IP, BRK -> Ctrl-C; EC -> BS; EL -> Ctrl-U; others do
//   nothing CR NUL                                    one Enter; CR LF gives the two characters
//   that it is
//
// Every request is answered at most once (RFC 1143's idea), so replies are bounded by the number of
// options and not by what a client sends. No environment variables are taken.
#pragma once

#include <bitset>
#include <optional>

#include "firmware/base/bytes.hpp"

namespace kyoten::console {

class TelnetCodec {
 public:
  struct WindowSize {
    std::uint16_t columns = 0;
    std::uint16_t rows = 0;
    bool operator==(const WindowSize&) const = default;
  };
  /// Octets of a subnegotiation that are kept; what is longer is read to its end and ignored.
  static constexpr std::size_t kMostSubnegotiationBytes = 64;

  /// What the router offers when a connection comes in.
  void start(Bytes& out);
  /// Appends to `typed` what was typed, and to `replies` what the client is to be answered.
  void receive(ByteView in, Bytes& typed, Bytes& replies);
  /// Text to the client: IAC is doubled.
  static void send(ByteView text, Bytes& out);

  /// As the client told it. For information: the console wraps by `console columns`.
  [[nodiscard]] const std::optional<WindowSize>& window() const { return window_; }

 private:
  enum class State : std::uint8_t {
    data,
    after_cr,
    command,
    option,
    subnegotiation,
    subnegotiation_iac
  };

  void on_data(std::uint8_t byte, Bytes& typed);
  void on_command(std::uint8_t byte, Bytes& typed);
  void on_option(std::uint8_t option, Bytes& replies);
  void end_subnegotiation();

  State state_ = State::data;
  std::uint8_t verb_ = 0;
  std::bitset<256> ours_on_;        ///< options that we perform
  std::bitset<256> answered_do_;    ///< DO was answered
  std::bitset<256> answered_will_;  ///< WILL was answered
  Bytes subnegotiation_;
  bool subnegotiation_too_long_ = false;
  std::optional<WindowSize> window_;
};

}  // namespace kyoten::console
