#include "platform/linux/console_server.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <optional>
#include <set>

#include <fmt/format.h>

#include "platform/linux/asio.hpp"
#include "platform/linux/stream_console.hpp"
#include "platform/linux/terminal.hpp"
#include "platform/linux/unix_listener.hpp"

namespace kyoten::linux_os {

namespace {

constexpr int kQuitKey = 0x1d;  // Ctrl-]

/// "ADDRESS:PORT", "[::1]:PORT"
std::optional<asio::ip::tcp::endpoint> parse_tcp(const std::string& text) {
  const auto colon = text.rfind(':');
  if (colon == std::string::npos) return std::nullopt;
  auto host = text.substr(0, colon);
  if (host.size() > 2 && host.front() == '[') host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  error_code error;
  const auto address = asio::ip::make_address(host, error);
  const auto digits = text.substr(colon + 1);
  if (error || digits.empty() || digits.size() > 5 ||
      digits.find_first_not_of("0123456789") != std::string::npos || std::stoi(digits) > 65535) {
    return std::nullopt;
  }
  return asio::ip::tcp::endpoint(address, static_cast<std::uint16_t>(std::stoi(digits)));
}

}  // namespace

class ConsoleServer::Implementation : public std::enable_shared_from_this<Implementation> {
 public:
  Implementation(asio::io_context& context, ConsoleHost& host, std::function<void()> on_quit)
      : context_(context), host_(host), on_quit_(std::move(on_quit)) {}

  Result<Place, std::string> listen(std::string_view specification) {
    const auto colon = specification.find(':');
    const auto kind = specification.substr(0, colon);
    const std::string argument(
        colon == std::string_view::npos ? std::string_view() : specification.substr(colon + 1));
    if (kind == "stdio") return listen_stdio();
    if (kind == "pty") return listen_pty();
    if (kind == "tcp") return listen_tcp(argument);
    if (kind == "unix" && !argument.empty()) return listen_unix(argument);
    if (kind == "serial" && !argument.empty()) return listen_serial(argument);
    if (specification.starts_with('/')) return listen_serial(std::string(specification));
    return fmt::format(
        "'{}' is not a console; it is stdio, tcp:ADDRESS:PORT, unix:PATH, pty or serial:PATH",
        specification);
  }

  void close() {
    for (auto& acceptor : tcp_acceptors_) acceptor->close();
    for (auto& listener : unix_listeners_) listener->close();
    for (const auto& client : std::exchange(clients_, {})) client->abandon();
    for (const auto& line : std::exchange(lines_, {})) line->abandon();
    raw_terminal_.reset();
    for (const auto& [descriptor, flags] : std::exchange(flags_before_, {})) {
      ::fcntl(descriptor, F_SETFL, flags);
    }
  }

 private:
  using TcpAcceptor = asio::ip::tcp::acceptor;

  static StreamConsole::Settings permanent_line() {
    StreamConsole::Settings settings;
    settings.permanent = true;
    return settings;
  }

  Result<Place, std::string> listen_stdio() {
    auto settings = permanent_line();
    if (::isatty(STDIN_FILENO) && ::isatty(STDOUT_FILENO)) {
      // Opened anew: "non-blocking" would otherwise reach the shell that shares our descriptors.
      FileDescriptor terminal(::open("/dev/tty", O_RDWR | O_NOCTTY | O_CLOEXEC));
      if (!terminal) return os_error("stdio: cannot open the terminal");
      raw_terminal_.emplace(STDIN_FILENO);
      settings.quit_key = kQuitKey;
      settings.on_quit = on_quit_;
      add_line(std::move(terminal), {}, std::move(settings));
      return Place("stdio", " (Ctrl-] ends kyoten)");
    }
    for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO}) {
      flags_before_.emplace_back(descriptor, ::fcntl(descriptor, F_GETFL));
    }
    settings.permanent = false;
    add_line(FileDescriptor(::dup(STDIN_FILENO)), FileDescriptor(::dup(STDOUT_FILENO)),
             std::move(settings));
    return Place("stdio", "");
  }

  Result<Place, std::string> listen_pty() {
    auto terminal = open_pseudo_terminal();
    if (!terminal) return terminal.error();
    slaves_.push_back(std::move(terminal->slave));
    add_line(std::move(terminal->master), {}, permanent_line());
    return Place("pty:", terminal->name);
  }

  Result<Place, std::string> listen_serial(const std::string& specification) {
    auto device = open_serial_device(specification);
    if (!device) return device.error();
    add_line(std::move(*device), {}, permanent_line());
    return Place("serial:", specification);
  }

  Result<Place, std::string> listen_tcp(const std::string& argument) {
    const auto endpoint = parse_tcp(argument);
    if (!endpoint) return fmt::format("tcp:{}: needs tcp:ADDRESS:PORT", argument);
    auto acceptor = std::make_unique<TcpAcceptor>(context_);
    error_code error;
    acceptor->open(endpoint->protocol(), error);
    if (!error) acceptor->set_option(TcpAcceptor::reuse_address(true), error);
    if (!error) acceptor->bind(*endpoint, error);
    if (!error) acceptor->listen(kMostPending, error);
    if (error) return fmt::format("tcp:{}: {}", argument, error.message());
    const auto bound = acceptor->local_endpoint();
    accept_tcp(*acceptor);
    tcp_acceptors_.push_back(std::move(acceptor));
    const auto host = bound.address().to_string();
    const auto quoted = bound.address().is_v6() ? "[" + host + "]" : host;
    return Place("tcp:", fmt::format("{}:{}", quoted, bound.port()));
  }

  void accept_tcp(TcpAcceptor& acceptor) {
    acceptor.async_accept([self = shared_from_this(), &acceptor](error_code error,
                                                                 asio::ip::tcp::socket socket) {
      if (error == asio::error::operation_aborted || !acceptor.is_open()) return;
      if (!error) self->add_tcp_client(std::move(socket));
      self->accept_tcp(acceptor);
    });
  }

  void add_tcp_client(asio::ip::tcp::socket socket) {
    error_code error;
    const auto peer = socket.remote_endpoint(error);
    if (error) return;
    socket.set_option(asio::ip::tcp::no_delay(true), error);
    const int descriptor = socket.release(error);
    if (error) return;
    StreamConsole::Settings settings;
    settings.kind = console::ConsoleKind::telnet;
    settings.peer = peer.address().to_string();
    add_client(FileDescriptor(descriptor), std::move(settings));
  }

  Result<Place, std::string> listen_unix(const std::string& path) {
    auto listener = UnixListener::open(
        context_, path, [this](FileDescriptor client) { add_client(std::move(client), {}); });
    if (!listener) return listener.error();
    unix_listeners_.push_back(std::move(*listener));
    return Place("unix:", path);
  }

  /// One client more, unless there are too many: then it is cut off at once.
  void add_client(FileDescriptor descriptor, StreamConsole::Settings settings) {
    if (clients_.size() >= kMostClients) return;
    auto place = std::make_shared<std::weak_ptr<StreamConsole>>();
    settings.on_closed = [this, place] { clients_.erase(place->lock()); };
    auto client =
        StreamConsole::start(context_, host_, std::move(descriptor), {}, std::move(settings));
    *place = client;
    clients_.insert(std::move(client));
  }

  void add_line(FileDescriptor input, FileDescriptor output, StreamConsole::Settings settings) {
    lines_.push_back(StreamConsole::start(context_, host_, std::move(input), std::move(output),
                                          std::move(settings)));
  }

  asio::io_context& context_;
  ConsoleHost& host_;
  std::function<void()> on_quit_;
  std::vector<std::unique_ptr<TcpAcceptor>> tcp_acceptors_;
  std::vector<std::shared_ptr<UnixListener>> unix_listeners_;
  std::set<std::shared_ptr<StreamConsole>> clients_;
  std::vector<std::shared_ptr<StreamConsole>> lines_;
  std::vector<FileDescriptor> slaves_;
  std::optional<RawTerminal> raw_terminal_;
  std::vector<std::pair<int, int>> flags_before_;
};

ConsoleServer::ConsoleServer(asio::io_context& context, ConsoleHost& host,
                             std::function<void()> on_quit)
    : implementation_(std::make_shared<Implementation>(context, host, std::move(on_quit))) {}
ConsoleServer::~ConsoleServer() { close(); }

Result<ConsoleServer::Place, std::string> ConsoleServer::listen(std::string_view specification) {
  return implementation_->listen(specification);
}

void ConsoleServer::close() { implementation_->close(); }

}  // namespace kyoten::linux_os
