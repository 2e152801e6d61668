// UnixListener: accepts byte-stream connections at a path. The path is for the owner only (mode 0600), a dead
// process's leftover is replaced, a living one's is not, and it is taken away at the end.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "firmware/base/result.hpp"
#include "platform/linux/asio.hpp"
#include "platform/linux/file_descriptor.hpp"

namespace kyoten::linux_os {

class UnixListener : public std::enable_shared_from_this<UnixListener> {
 public:
  using OnClient = std::function<void(FileDescriptor)>;

  static Result<std::shared_ptr<UnixListener>, std::string> open(asio::io_context& context,
                                                                 const std::string& path,
                                                                 OnClient on_client);
  UnixListener(asio::io_context& context, std::string path, OnClient on_client)
      : acceptor_(context), path_(std::move(path)), on_client_(std::move(on_client)) {}
  ~UnixListener() { close(); }
  void close();

 private:
  void accept();

  asio::local::stream_protocol::acceptor acceptor_;
  std::string path_;
  OnClient on_client_;
};

}  // namespace kyoten::linux_os
