// LCP's options (RFC 1661 section 6): MRU, authentication, magic number. The others make no sense where frames have
// lengths of their own (RFC 2516 section 7), and are rejected.
#pragma once

#include "firmware/base/entropy.hpp"
#include "firmware/ppp/automaton.hpp"

namespace kyoten::ppp {

class LcpOptions final : public Options {
 public:
  LcpOptions(const LinkSettings& settings, Entropy& entropy) : settings_(settings), entropy_(entropy) { restart(); }

  void restart() override;
  [[nodiscard]] Bytes request() const override;
  [[nodiscard]] Verdict judge(std::span<const wire::PppOption> asked, bool may_nak) override;
  [[nodiscard]] bool take_nak(std::span<const wire::PppOption> wanted) override;
  [[nodiscard]] bool take_reject(std::span<const wire::PppOption> unwanted) override;

  /// 0: we use none.
  [[nodiscard]] std::uint32_t magic() const { return magic_; }
  [[nodiscard]] bool asks_mru() const { return mru_.has_value(); }
  [[nodiscard]] bool peer_has_magic() const { return peer_has_magic_; }
  [[nodiscard]] std::optional<std::uint16_t> peer_mru() const { return peer_mru_; }
  /// How we are to say who we are.
  [[nodiscard]] std::optional<Authentication> authenticates_by() const { return authenticates_by_; }
  /// How the peer says who it is.
  [[nodiscard]] std::optional<Authentication> asks_for() const;
  /// There was no agreement about who says who he is.
  [[nodiscard]] bool authentication_refused() const { return authentication_refused_; }

 private:
  void draw_magic();

  const LinkSettings& settings_;
  Entropy& entropy_;
  std::uint32_t magic_ = 0;
  std::optional<std::uint16_t> mru_;
  std::size_t asked_authentication_ = 0;   ///< place in settings.requests
  bool authentication_refused_ = false;
  std::optional<std::uint16_t> peer_mru_;
  bool peer_has_magic_ = false;
  std::optional<Authentication> authenticates_by_;
};

}  // namespace kyoten::ppp
