// What a telnet client sends: options, subnegotiations and keys of every character code.
#include "firmware/base/assert.hpp"
#include "firmware/console/key_decoder.hpp"
#include "firmware/console/telnet.hpp"
#include "tests/fuzz/target.hpp"

using namespace kyoten;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  console::TelnetCodec telnet;
  Bytes typed;
  Bytes replies;
  telnet.start(replies);
  const auto offered = replies.size();
  telnet.receive({data, size}, typed, replies);
  KYOTEN_ASSERT(typed.size() <= size);
  KYOTEN_ASSERT(replies.size() - offered <= size);  // three bytes for each three: no amplification
  for (auto code : {config::CharacterCode::ascii, config::CharacterCode::sjis, config::CharacterCode::euc, config::CharacterCode::utf8}) {
    console::KeyDecoder keys;
    for (auto byte : typed) static_cast<void>(keys.feed(byte, code));
  }
  return 0;
}
