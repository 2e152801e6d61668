// One test for each file in dialogues/.
#include <filesystem>

#include "tests/transcript/dialogue.hpp"
#include "tests/support/source_tree.hpp"

namespace kyoten::transcript {
namespace {

class DialogueTest final : public Catch::ITestInvoker {
 public:
  explicit DialogueTest(Dialogue dialogue) : dialogue_(std::move(dialogue)) {}
  void invoke() const override { play(dialogue_); }

 private:
  Dialogue dialogue_;
};

bool register_all() {
  const auto folder = test::kSourceTree / "tests/transcript/dialogues";
  std::vector<std::string> paths;
  for (auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  for (auto& path : paths) {
    auto dialogue = read_dialogue(path);
    const auto name = dialogue.name;
    Catch::AutoReg registered(new DialogueTest(std::move(dialogue)), CATCH_INTERNAL_LINEINFO, "",
                              Catch::NameAndTags{name});
  }
  return !paths.empty();
}

const bool kRegistered = register_all();

}  // namespace

TEST_CASE("there are dialogues to be played") { CHECK(kRegistered); }

}  // namespace kyoten::transcript
