// StopSignals: Ctrl-C and SIGTERM as something to wait for, instead of an interruption anywhere.
#pragma once

#include <signal.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "platform/linux/file_descriptor.hpp"

namespace kyoten::lab {

class StopSignals {
 public:
  StopSignals() {
    ::sigemptyset(&signals_);
    for (int number : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals_, number);
    ::sigprocmask(SIG_BLOCK, &signals_, &before_);
    descriptor_ = linux_os::FileDescriptor(::signalfd(-1, &signals_, SFD_NONBLOCK | SFD_CLOEXEC));
  }
  ~StopSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }
  StopSignals(const StopSignals&) = delete;
  StopSignals& operator=(const StopSignals&) = delete;

  [[nodiscard]] int descriptor() const { return descriptor_.get(); }
  /// What a child restores before it becomes another program.
  [[nodiscard]] const sigset_t& mask_before() const { return before_; }
  /// The signal that has come, or 0.
  int take() {
    signalfd_siginfo info{};
    if (::read(descriptor_.get(), &info, sizeof info) != sizeof info) return 0;
    return static_cast<int>(info.ssi_signo);
  }

 private:
  sigset_t signals_{};
  sigset_t before_{};
  linux_os::FileDescriptor descriptor_;
};

}  // namespace kyoten::lab
