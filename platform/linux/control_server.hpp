// ControlServer: the control socket of a router. Each connection is one console of the administrator by whole lines;
// each line is one JSON object.
//
//   {"id":1,"execute":"show log"}       {"id":1,"lines":[..],"prompt":"# ","running":false,"close":false}
//   {"id":2,"complete":"sh","cursor":2} {"id":2,"word_begin":0,"completed":"show","unique":true,"candidates":[..],
//                                        "parameters":[..],"may_end":false}
//   {"id":3,"help":"ip route"}          {"id":3,"lines":[..]}
//   {"id":4,"status":true}              {"id":4,"tunnels":[{"tunnel":1,"up":true,"sentence":".."}]}
//   {"id":5,"subscribe":true}           {"id":5,"subscribed":true}, then for each thing that happened or happens
//                                       {"progress":{"at_ms":12,"milestone":"tunnel_up","subject":"tunnel1","detail":".."}}
//   {"id":6,"cancel":true}              {"id":6,"cancelled":true}: stops the running operation
//   {"id":7,"prompt":true}              {"id":7,"prompt":"# "}
//
// A running operation's lines come as {"output":[".."]}, and at its end {"finished":true,"prompt":"# "}. After the
// router restarted comes {"restarted":true}. What is not understood is answered {"id":..,"error":".."}.
#pragma once

#include <memory>
#include <string>

#include "platform/linux/console_host.hpp"

namespace boost::asio {
class io_context;
}

namespace kyoten::linux_os {

class ControlServer {
 public:
  static constexpr std::size_t kMostClients = 16;
  static constexpr std::size_t kMostLineBytes = 64 << 10;
  static constexpr std::size_t kMostWaitingBytes = 16 << 20;

  ControlServer(boost::asio::io_context& context, ControlHost& host);
  ~ControlServer();

  /// Empty, or why not.
  [[nodiscard]] std::string listen(const std::string& path);
  void close();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

/// "tunnel_up"
[[nodiscard]] std::string_view name_of(router::Milestone milestone);

}  // namespace kyoten::linux_os
