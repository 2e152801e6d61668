#include "firmware/console/telnet.hpp"

namespace kyoten::console {
namespace {

constexpr std::uint8_t kSe = 240;
constexpr std::uint8_t kBreak = 243;
constexpr std::uint8_t kInterruptProcess = 244;
constexpr std::uint8_t kEraseCharacter = 247;
constexpr std::uint8_t kEraseLine = 248;
constexpr std::uint8_t kSb = 250;
constexpr std::uint8_t kWill = 251;
constexpr std::uint8_t kWont = 252;
constexpr std::uint8_t kDo = 253;
constexpr std::uint8_t kDont = 254;
constexpr std::uint8_t kIac = 255;

constexpr std::uint8_t kEcho = 1;
constexpr std::uint8_t kSuppressGoAhead = 3;
constexpr std::uint8_t kWindowSize = 31;

constexpr std::uint8_t kCtrlC = 0x03;
constexpr std::uint8_t kBackspace = 0x08;
constexpr std::uint8_t kCtrlU = 0x15;

bool performed_here(std::uint8_t option) { return option == kEcho || option == kSuppressGoAhead; }
bool wanted_from_client(std::uint8_t option) {
  return option == kSuppressGoAhead || option == kWindowSize;
}

}  // namespace

void TelnetCodec::start(Bytes& out) {
  for (auto option : {kEcho, kSuppressGoAhead}) {
    ByteWriter(out).u8(kIac).u8(kWill).u8(option);
    ours_on_.set(option);
  }
}

void TelnetCodec::receive(ByteView in, Bytes& typed, Bytes& replies) {
  for (auto byte : in) {
    switch (state_) {
      case State::data:
      case State::after_cr:
        on_data(byte, typed);
        break;
      case State::command:
        on_command(byte, typed);
        break;
      case State::option:
        on_option(byte, replies);
        state_ = State::data;
        break;
      case State::subnegotiation:
        if (byte == kIac) {
          state_ = State::subnegotiation_iac;
        } else if (subnegotiation_.size() < kMostSubnegotiationBytes) {
          subnegotiation_.push_back(byte);
        } else {
          subnegotiation_too_long_ = true;
        }
        break;
      case State::subnegotiation_iac:
        if (byte == kIac) {
          if (subnegotiation_.size() < kMostSubnegotiationBytes) subnegotiation_.push_back(byte);
          state_ = State::subnegotiation;
        } else if (byte == kSe) {
          end_subnegotiation();
          state_ = State::data;
        } else {
          // SB without SE: the client went on to another command (RFC 855 forbids it).
          subnegotiation_.clear();
          subnegotiation_too_long_ = false;
          on_command(byte, typed);
        }
        break;
    }
  }
}

void TelnetCodec::on_data(std::uint8_t byte, Bytes& typed) {
  const bool behind_cr = state_ == State::after_cr;
  state_ = State::data;
  if (byte == kIac) {
    state_ = State::command;
  } else if (byte == '\r') {
    typed.push_back(byte);
    state_ = State::after_cr;
  } else if (byte != 0 || !behind_cr) {
    typed.push_back(byte);
  }
}

void TelnetCodec::on_command(std::uint8_t byte, Bytes& typed) {
  state_ = State::data;
  switch (byte) {
    case kIac:
      typed.push_back(byte);
      break;
    case kWill:
    case kWont:
    case kDo:
    case kDont:
      verb_ = byte;
      state_ = State::option;
      break;
    case kSb:
      subnegotiation_.clear();
      subnegotiation_too_long_ = false;
      state_ = State::subnegotiation;
      break;
    case kBreak:
    case kInterruptProcess:
      typed.push_back(kCtrlC);
      break;
    case kEraseCharacter:
      typed.push_back(kBackspace);
      break;
    case kEraseLine:
      typed.push_back(kCtrlU);
      break;
    default:
      break;
  }
}

void TelnetCodec::on_option(std::uint8_t option, Bytes& replies) {
  auto reply = [&](std::uint8_t verb) { ByteWriter(replies).u8(kIac).u8(verb).u8(option); };
  // A WONT or DONT needs no answer: we insist on nothing.
  if (verb_ == kDo && !ours_on_[option] && !answered_do_[option]) {
    answered_do_.set(option);
    ours_on_.set(option, performed_here(option));
    reply(performed_here(option) ? kWill : kWont);
  } else if (verb_ == kWill && !answered_will_[option]) {
    answered_will_.set(option);
    reply(wanted_from_client(option) ? kDo : kDont);
  }
}

void TelnetCodec::end_subnegotiation() {
  ByteReader reader(subnegotiation_);
  if (reader.u8() == kWindowSize && !subnegotiation_too_long_) {
    const auto columns = reader.u16();
    const auto rows = reader.u16();
    if (columns && rows && reader.empty()) window_ = WindowSize{*columns, *rows};
  }
  subnegotiation_.clear();
}

void TelnetCodec::send(ByteView text, Bytes& out) {
  for (auto byte : text) {
    out.push_back(byte);
    if (byte == kIac) out.push_back(kIac);
  }
}

}  // namespace kyoten::console
