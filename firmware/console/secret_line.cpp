#include "firmware/console/secret_line.hpp"

#include "firmware/console/text.hpp"

namespace kyoten::console {

void SecretLine::press(const Key& key) {
  if (key.kind == KeyKind::kill_line) wipe();
  if (key.kind == KeyKind::backspace && !typed_.empty()) typed_.pop_back();
  if (key.kind != KeyKind::character || typed_.size() >= kMostBytes) return;
  std::string utf8;
  append_character(key.character, utf8);
  typed_.insert(typed_.end(), utf8.begin(), utf8.end());
}

Secret SecretLine::take() {
  Secret secret{ByteView(typed_)};
  wipe();
  return secret;
}

void SecretLine::wipe() {
  for (volatile auto& byte : typed_) byte = 0;
  typed_.clear();
}

}  // namespace kyoten::console
