// Child: one process of a lab. It dies when its parent dies, reads nothing, and writes into a log file.
#pragma once

#include <signal.h>
#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "firmware/base/result.hpp"

namespace kyoten::lab {

class Child {
 public:
  /// Starts `arguments` (the first is the program) with the signal mask `mask`.
  static Result<Child, std::string> start(const std::vector<std::string>& arguments,
                                          const std::filesystem::path& log, const sigset_t& mask);
  Child(Child&& other) noexcept;
  Child& operator=(Child&& other) noexcept;
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  ~Child();  ///< kills it if it still runs

  /// Sends SIGTERM; the process may take its time.
  void ask_to_stop();
  /// False once it has ended (then it is reaped).
  bool running();
  [[nodiscard]] const std::string& how_it_ended() const { return ending_; }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  explicit Child(pid_t pid) : pid_(pid) {}
  pid_t pid_ = -1;  ///< -1 when reaped or moved from
  std::string ending_;
};

}  // namespace kyoten::lab
