#include "platform/lab/child.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <utility>

#include "platform/linux/file_descriptor.hpp"

namespace kyoten::lab {
namespace {

/// Between fork and exec: only what is safe there, nothing is allocated.
[[noreturn]] void become(char* const* arguments, int null, int log, const sigset_t& mask,
                         pid_t parent) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (::getppid() != parent) ::_exit(126);  // it died before the line above
  // A group of its own: Ctrl-C is for the lab, which then asks its children one by one.
  ::setpgid(0, 0);
  ::sigprocmask(SIG_SETMASK, &mask, nullptr);
  ::dup2(null, STDIN_FILENO);
  ::dup2(log, STDOUT_FILENO);
  ::dup2(log, STDERR_FILENO);
  ::execv(arguments[0], arguments);
  constexpr char kText[] = "cannot start the program\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kText, sizeof kText - 1);
  ::_exit(127);
}

}  // namespace

Result<Child, std::string> Child::start(const std::vector<std::string>& arguments,
                                        const std::filesystem::path& log, const sigset_t& mask) {
  linux_os::FileDescriptor null(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  linux_os::FileDescriptor output(
      ::open(log.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!null || !output) return linux_os::os_error(log.string());
  std::vector<char*> pointers;
  for (auto& argument : arguments) pointers.push_back(const_cast<char*>(argument.c_str()));
  pointers.push_back(nullptr);
  const auto parent = ::getpid();
  const auto pid = ::fork();
  if (pid < 0) return linux_os::os_error("cannot start a process");
  if (pid == 0) become(pointers.data(), null.get(), output.get(), mask, parent);
  return Child(pid);
}

Child::Child(Child&& other) noexcept
    : pid_(std::exchange(other.pid_, -1)), ending_(std::move(other.ending_)) {}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(ending_, other.ending_);
  return *this;
}

Child::~Child() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void Child::ask_to_stop() {
  if (pid_ > 0) ::kill(pid_, SIGTERM);
}

bool Child::running() {
  if (pid_ < 0) return false;
  int status = 0;
  if (::waitpid(pid_, &status, WNOHANG) == 0) return true;
  pid_ = -1;
  ending_ = WIFSIGNALED(status)
                ? fmt::format("ended by signal {}", ::strsignal(WTERMSIG(status)))
                : fmt::format("ended with status {}", WEXITSTATUS(status));
  return false;
}

}  // namespace kyoten::lab
