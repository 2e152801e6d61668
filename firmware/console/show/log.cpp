// `show log [reverse]`.
#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {

Lines show_log(const View& view) {
  Lines lines;
  for (auto& entry : view.backend.log()) {
    lines.push_back(local_time(view.backend, entry.time).date_time() + ": " + entry.text);
  }
  if (view.has_word("reverse")) std::reverse(lines.begin(), lines.end());
  return lines;
}

}  // namespace kyoten::console
