#include "platform/lab/provider_process.hpp"

#include <fmt/format.h>

#include "platform/lab/poll_set.hpp"
#include "platform/lab/stop_signals.hpp"
#include "platform/linux/entropy.hpp"
#include "platform/linux/port_factory.hpp"

namespace kyoten::lab {
namespace {

constexpr std::size_t kPoolBuffers = 512;

class ProviderProcess {
 public:
  ProviderProcess(const ProviderSettings& settings, std::vector<std::unique_ptr<ports::PacketPort>> ports)
      : provider_(settings, entropy_), ports_(std::move(ports)) {}

  void run() {
    while (true) {
      poll_.want_input(stop_.descriptor());
      for (auto& port : ports_) {
        poll_.want_input(port->wait_descriptor());
        poll_.want_output(port->output_descriptor());
      }
      poll_.wait(provider_.deadline());
      if (poll_.readable(stop_.descriptor()) && stop_.take() != 0) return;
      for (std::size_t i = 0; i < ports_.size(); ++i) receive(PortIndex{static_cast<std::uint8_t>(i)});
      if (const auto due = provider_.deadline(); due && *due <= machine_now()) provider_.expire(machine_now(), out_);
      drain();
    }
  }

 private:
  void receive(PortIndex port) {
    batch_.clear();
    ports_[number(port)]->receive(pool_, batch_);
    for (auto& packet : batch_) provider_.receive(port, std::as_const(*packet).bytes(), machine_now(), out_);
    batch_.clear();
  }

  void drain() {
    for (std::size_t i = 0; i < ports_.size(); ++i) {
      batch_.clear();
      for (auto& frame : out_.frames) {
        if (number(frame.port) != i) continue;
        if (auto packet = pool_.copy(frame.bytes)) batch_.push_back(std::move(packet));
      }
      ports_[i]->send(batch_);
    }
    for (auto& news : out_.news)
      fmt::print("{} {} {}\n", news.account, news.connected ? "connected with" : "left", news.address.text());
    if (!out_.news.empty()) std::fflush(stdout);
    out_ = {};
  }

  StopSignals stop_;
  PacketPool pool_{kPoolBuffers};
  linux_os::SystemEntropy entropy_;
  Provider provider_;
  std::vector<std::unique_ptr<ports::PacketPort>> ports_;
  ProviderOutbox out_;
  Batch batch_;
  PollSet poll_;
};

}  // namespace

std::string run_provider_process(const ProviderProcessSettings& settings) {
  std::vector<std::unique_ptr<ports::PacketPort>> ports;
  for (std::size_t i = 0; i < settings.ports.size(); ++i) {
    auto port = linux_os::make_port(fmt::format("eth{}", i + 1), settings.ports[i]);
    if (!port) return port.error();
    ports.push_back(std::move(*port));
  }
  ProviderProcess(settings.provider, std::move(ports)).run();
  return {};
}

}  // namespace kyoten::lab
