// RunDirectory: where the sockets of one running lab stand. Held by a lock while the lab runs, so that a second lab of
// the same name is refused and what a killed one left behind is swept away.
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "firmware/base/result.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace kyoten::lab {

class RunDirectory {
 public:
  static Result<std::unique_ptr<RunDirectory>, std::string> open(const std::string& lab);
  ~RunDirectory();  ///< removes the directory and all that is in it
  RunDirectory(const RunDirectory&) = delete;
  RunDirectory& operator=(const RunDirectory&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  [[nodiscard]] std::filesystem::path file(const std::string& name) const { return path_ / name; }

 private:
  RunDirectory(std::filesystem::path path, linux_os::FileDescriptor lock)
      : path_(std::move(path)), lock_(std::move(lock)) {}
  std::filesystem::path path_;
  linux_os::FileDescriptor lock_;
};

}  // namespace kyoten::lab
