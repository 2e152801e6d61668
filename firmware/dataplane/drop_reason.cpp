#include "firmware/dataplane/drop_reason.hpp"

namespace kyoten::dataplane {
namespace {

struct Row {
  std::string_view name;
  std::string_view sentence;
};

constexpr Row kRows[] = {
#define KYOTEN_DROP_ROW(name, sentence) {#name, sentence},
    KYOTEN_DROP_REASONS(KYOTEN_DROP_ROW)
#undef KYOTEN_DROP_ROW
};
static_assert(std::size(kRows) == kDropReasons);

}  // namespace

std::string_view name(DropReason reason) { return kRows[static_cast<std::size_t>(reason)].name; }
std::string_view sentence(DropReason reason) {
  return kRows[static_cast<std::size_t>(reason)].sentence;
}

}  // namespace kyoten::dataplane
