#include "platform/lab/host_process.hpp"

#include <algorithm>
#include <list>

#include "platform/lab/host_protocol.hpp"
#include "platform/lab/line_socket.hpp"
#include "platform/lab/poll_set.hpp"
#include "platform/lab/stop_signals.hpp"
#include "platform/linux/entropy.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::lab {
namespace {

constexpr std::size_t kPoolBuffers = 256;
constexpr std::size_t kMostClients = 16;

class HostProcess {
 public:
  HostProcess(const HostSettings& settings, std::unique_ptr<ports::PacketPort> port,
              std::unique_ptr<LineListener> listener)
      : host_(settings, entropy_), port_(std::move(port)), listener_(std::move(listener)) {}

  void run() {
    host_.start(machine_now(), out_);
    drain();
    while (true) {
      wait();
      if (poll_.readable(stop_.descriptor()) && stop_.take() != 0) return;
      receive_frames();
      if (const auto due = host_.deadline(); due && *due <= machine_now()) {
        host_.expire(machine_now(), out_);
      }
      if (listener_ && poll_.readable(listener_->descriptor())) accept();
      serve_clients();
      drain();
    }
  }

 private:
  struct Client {
    std::unique_ptr<LineSocket> socket;
    bool subscribed = false;
  };

  void wait() {
    poll_.want_input(stop_.descriptor());
    poll_.want_input(port_->wait_descriptor());
    poll_.want_output(port_->output_descriptor());
    if (listener_) poll_.want_input(listener_->descriptor());
    for (auto& client : clients_) {
      poll_.want_input(client.socket->descriptor());
      if (client.socket->wants_to_write()) poll_.want_output(client.socket->descriptor());
    }
    poll_.wait(host_.deadline());
  }

  void receive_frames() {
    batch_.clear();
    port_->receive(pool_, batch_);
    const auto now = machine_now();
    for (auto& packet : batch_) host_.receive(std::as_const(*packet).bytes(), now, out_);
    batch_.clear();
  }

  void accept() {
    while (auto socket = listener_->accept()) {
      if (clients_.size() < kMostClients) clients_.push_back({std::move(socket)});
    }
  }

  void serve_clients() {
    for (auto& client : clients_) {
      if (poll_.writable(client.socket->descriptor())) client.socket->flush();
      for (auto& line : client.socket->receive()) serve(client, line);
    }
    clients_.remove_if([](auto& client) { return client.socket->closed(); });
  }

  void serve(Client& client, const std::string& line) {
    const auto request = parse_host_request(line);
    if (const auto* wrong = std::get_if<HostRequest::Wrong>(&request.what)) {
      client.socket->send(error_line(request.id, wrong->reason));
    } else if (const auto* probe = std::get_if<Probe>(&request.what)) {
      client.socket->send(ok_line(request.id));
      host_.send(*probe, machine_now(), out_);
    } else if (std::holds_alternative<HostRequest::Subscribe>(request.what)) {
      client.subscribed = true;
      client.socket->send(ok_line(request.id));
      if (const auto address = host_.address()) client.socket->send(address_line(*address));
    } else {
      client.socket->send(status_line(request.id, host_));
    }
  }

  /// Frames first: a report that says "sent" must not be heard before the frame has gone.
  void drain() {
    for (auto& frame : out_.frames) {
      if (auto packet = pool_.copy(frame)) batch_.push_back(std::move(packet));
    }
    port_->send(batch_);
    for (auto& client : clients_) {
      if (!client.subscribed) continue;
      for (auto& report : out_.reports) client.socket->send(report_line(report));
      if (out_.new_address) client.socket->send(address_line(*out_.new_address));
    }
    out_ = {};
  }

  StopSignals stop_;
  PacketPool pool_{kPoolBuffers};
  linux_os::SystemEntropy entropy_;
  Host host_;
  std::unique_ptr<ports::PacketPort> port_;
  std::unique_ptr<LineListener> listener_;
  std::list<Client> clients_;
  HostOutbox out_;
  Batch batch_;
  PollSet poll_;
};

}  // namespace

std::string run_host_process(const HostProcessSettings& settings) {
  auto port = linux_os::make_port("eth1", settings.port);
  if (!port) return port.error();
  std::unique_ptr<LineListener> listener;
  if (!settings.control.empty()) {
    auto made = LineListener::listen(settings.control);
    if (!made) return made.error();
    listener = std::move(*made);
  }
  HostProcess(settings.host, std::move(*port), std::move(listener)).run();
  return {};
}

}  // namespace kyoten::lab
