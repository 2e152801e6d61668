#include "firmware/ipsec/replay_window.hpp"

using namespace kyoten;
using ipsec::ReplayWindow;

TEST_CASE("the replay window, number by number") {
  constexpr std::uint32_t W = ReplayWindow::kPackets;
  constexpr std::uint32_t last = 0xffffffff;
  struct Row {
    int number;
    std::uint32_t sequence;
    bool accepted;
  };
  const Row rows[] = {
      {1, 0, false},              // never valid
      {2, 1, true},
      {3, 1, false},              // duplicate
      {4, 9, true},
      {5, 8, true},               // late but new
      {6, 7, true},
      {7, 7, false},
      {8, W, true},
      {9, W, false},
      {10, 2, true},              // reorder of W - 2
      {11, 2, false},
      {12, W + 2, true},
      {13, 2, false},             // now exactly W behind
      {14, 3, true},              // W - 1 behind
      {15, 3, false},
      {16, W * 3, true},          // a jump over the whole window
      {17, W * 2, false},         // W behind
      {18, W * 2 + 1, true},
      {19, W * 2 + 1, false},
      {20, W * 3 - 1, true},
      {21, W + 3, false},
      {22, last - 1, true},
      {23, last, true},
      {24, last, false},
      {25, last - W, false},
      {26, last - W + 1, true},
      {27, 1, false},             // no wrap: what comes after the last number is old
      {28, 0, false},
  };
  ReplayWindow window;
  for (auto& row : rows) {
    INFO("row " << row.number);
    CHECK(window.acceptable(row.sequence) == row.accepted);
    CHECK(window.accept(row.sequence) == row.accepted);
  }
}
