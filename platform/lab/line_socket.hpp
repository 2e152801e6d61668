// LineSocket: a unix stream socket that carries whole lines, without ever blocking. LineListener: where such sockets
// come from. Both sides bound what they keep.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "firmware/base/result.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace kyoten::lab {

class LineSocket {
 public:
  static constexpr std::size_t kMostLineBytes = 1 << 20;
  static constexpr std::size_t kMostWaitingBytes = 1 << 22;  ///< for a peer that does not read

  explicit LineSocket(linux_os::FileDescriptor socket) : socket_(std::move(socket)) {}
  static Result<std::unique_ptr<LineSocket>, std::string> connect(
      const std::filesystem::path& path);

  /// Lines that have arrived, without their ends. Sets closed() at the end, and after a line that is too long.
  std::vector<std::string> receive();
  /// Appends a line end and sends what the socket takes; the rest waits for flush().
  void send(std::string line);
  void flush();

  [[nodiscard]] bool closed() const { return closed_; }
  [[nodiscard]] bool wants_to_write() const { return !waiting_.empty(); }
  [[nodiscard]] int descriptor() const { return socket_.get(); }

 private:
  linux_os::FileDescriptor socket_;
  std::string partial_;
  std::string waiting_;
  bool closed_ = false;
};

class LineListener {
 public:
  /// Replaces a socket file that a dead process left behind.
  static Result<std::unique_ptr<LineListener>, std::string> listen(
      const std::filesystem::path& path);
  ~LineListener();
  LineListener(const LineListener&) = delete;
  LineListener& operator=(const LineListener&) = delete;

  /// Null when nobody (more) wants to connect.
  std::unique_ptr<LineSocket> accept();
  [[nodiscard]] int descriptor() const { return socket_.get(); }

 private:
  LineListener(linux_os::FileDescriptor socket, std::filesystem::path path)
      : socket_(std::move(socket)), path_(std::move(path)) {}
  linux_os::FileDescriptor socket_;
  std::filesystem::path path_;
};

}  // namespace kyoten::lab
