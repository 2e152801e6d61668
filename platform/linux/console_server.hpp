// ConsoleServer: the consoles that stand behind `--console KIND`.
//
//   stdio                    this terminal (raw while it lasts; Ctrl-] ends the program), or a pipe
//   tcp:ADDRESS:PORT         telnet; port 0 takes a free one
//   unix:PATH                a byte stream, as a serial line: QEMU's and GNS3's consoles
//   pty                      a pseudo terminal; its name is printed
//   serial:PATH[,BAUD]       a serial device, 9600 8N1 if nothing else is said; a path alone does too
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "firmware/base/result.hpp"
#include "platform/linux/console_host.hpp"

namespace boost::asio {
class io_context;
}

namespace kyoten::linux_os {

class ConsoleServer {
 public:
  /// More than the router itself lets stand (logged in or not): it chooses who has to go.
  static constexpr std::size_t kMostClients = 48;
  static constexpr int kMostPending = 8;  ///< connections that the kernel holds for us

  /// Where a console can be reached: "tcp:127.0.0.1:2323", "pty:/dev/pts/4".
  struct Place {
    explicit Place(std::string_view kind, std::string_view where) : text(kind) { text += where; }
    std::string text;
  };

  /// `on_quit`: the user at the terminal wants to end the program.
  ConsoleServer(boost::asio::io_context& context, ConsoleHost& host, std::function<void()> on_quit);
  ~ConsoleServer();

  Result<Place, std::string> listen(std::string_view specification);
  /// Ends all connections and gives the terminal back as it was.
  void close();

 private:
  class Implementation;
  std::shared_ptr<Implementation> implementation_;
};

}  // namespace kyoten::linux_os
