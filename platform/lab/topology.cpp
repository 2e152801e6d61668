#include "platform/lab/topology.hpp"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <set>
#include <sstream>

namespace kyoten::lab {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostNameBytes = 32;

/// Thrown and caught inside this file only: yaml-cpp throws anyway.
struct Complaint {
  YAML::Mark mark;
  std::string reason;
};
[[noreturn]] void complain(const YAML::Node& at, std::string reason) {
  throw Complaint{at.Mark(), std::move(reason)};
}

std::string scalar(const YAML::Node& node, std::string_view what) {
  if (!node.IsScalar()) complain(node, fmt::format("{} must be a single value", what));
  return node.Scalar();
}

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= kMostNameBytes && text[0] != '-' &&
         std::ranges::all_of(text, [](unsigned char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '-' || c == '_';
         });
}

std::string printable_name(const std::string& text) {
  return "`" + printable(as_bytes(text), kMostNameBytes) + "`";
}

/// One text file, or why it cannot be had.
std::string read_text(const fs::path& path, std::string& error) {
  std::error_code status;
  if (fs::is_directory(path, status)) {
    error = "it is a directory";
    return {};
  }
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    error = fs::exists(path, status) ? "it cannot be read" : "there is no such file";
    return {};
  }
  std::string text(kMostFileBytes + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kMostFileBytes) error = "it is longer than 1 MB";
  return text;
}

/// Locally administered, and different for each node and port of a lab.
MacAddress made_mac(std::size_t node, unsigned port) {
  return {{0x02, 0x6b, 0x79, 0x00, static_cast<std::uint8_t>(node + 1),
           static_cast<std::uint8_t>(port + 1)}};
}

class Reader {
 public:
  Reader(std::string file, fs::path directory) : file_(std::move(file)) {
    topology_.directory = std::move(directory);
  }

  Topology read(const YAML::Node& root) {
    if (!root.IsMap()) complain(root, "a topology is a map with `name:` and `topology:`");
    if (!root["name"]) complain(root, "`name:` is missing");
    topology_.name = scalar(root["name"], "`name:`");
    if (!is_name(topology_.name)) {
      complain(root["name"], fmt::format("{} cannot be a lab's name: letters, digits, - and _, "
                                         "at most {}",
                                         printable_name(topology_.name), kMostNameBytes));
    }
    const auto body = root["topology"];
    if (!body || !body.IsMap()) complain(root, "`topology:` with `nodes:` and `links:` is missing");
    read_nodes(body);
    read_links(body);
    read_checks(body["nodes"]);
    return std::move(topology_);
  }

 private:
  void read_nodes(const YAML::Node& body) {
    const auto nodes = body["nodes"];
    if (!nodes || !nodes.IsMap() || nodes.size() == 0) complain(body, "`nodes:` is missing");
    if (nodes.size() > kMostNodes) {
      complain(nodes, fmt::format("a lab has at most {} nodes", kMostNodes));
    }
    for (const auto& item : nodes) read_node(item.first, item.second);
  }

  void read_node(const YAML::Node& key, const YAML::Node& body) {
    TopologyNode node;
    node.name = scalar(key, "a node's name");
    if (!is_name(node.name)) {
      complain(key, fmt::format("{} cannot be a node's name: letters, digits, - and _, at most {}",
                                printable_name(node.name), kMostNameBytes));
    }
    if (topology_.find(node.name)) {
      complain(key, fmt::format("there are two nodes named `{}`", node.name));
    }
    if (!body.IsMap()) complain(key, fmt::format("node `{}` has no `kind:`", node.name));
    node.kind = kind_of(key, body, node.name);
    if (const auto delay = body["startup-delay"]) {
      node.startup_delay =
          std::chrono::seconds(number_in(delay, "startup-delay", 0, kLongestStartupDelaySeconds));
    }
    const auto index = topology_.nodes.size();
    if (node.kind == NodeKind::router) {
      for (unsigned port = 0; port < kRouterPorts; ++port) {
        node.macs.push_back(made_mac(index, port));
      }
      read_startup_config(body["startup-config"], node);
    } else if (node.kind == NodeKind::provider) {
      read_provider(body["labels"], key, node);
    } else {
      node.macs.push_back(made_mac(index, 0));
      read_host(body["labels"], key, node);
    }
    topology_.nodes.push_back(std::move(node));
  }

  static NodeKind kind_of(const YAML::Node& key, const YAML::Node& body, const std::string& name) {
    auto at = body["kind"];
    const auto labels = body["labels"];
    if (labels && labels.IsMap() && labels["kyoten.kind"]) at = labels["kyoten.kind"];
    if (!at) complain(key, fmt::format("node `{}` has no `kind:`", name));
    const auto kind = scalar(at, "`kind:`");
    if (kind == "kyoten-router" || kind == "router") return NodeKind::router;
    if (kind == "kyoten-host" || kind == "host") return NodeKind::host;
    if (kind == "kyoten-provider" || kind == "provider") return NodeKind::provider;
    complain(at, fmt::format("node `{}`: kind {} is none of kyoten-router, kyoten-host and kyoten-provider",
                             name, printable_name(kind)));
  }

  void read_startup_config(const YAML::Node& at, TopologyNode& node) {
    if (!at) return;
    node.startup_config = topology_.directory / scalar(at, "`startup-config:`");
    std::string error;
    node.configuration = read_text(node.startup_config, error);
    if (!error.empty()) {
      complain(at, fmt::format("startup-config {}: {}", node.startup_config.string(), error));
    }
  }

  static void read_host(const YAML::Node& labels, const YAML::Node& key, TopologyNode& node) {
    if (!labels || !labels.IsMap() || !labels["kyoten.address"]) {
      complain(key, fmt::format("host `{}` has no label kyoten.address (ADDRESS/LENGTH or dhcp)",
                                node.name));
    }
    const auto address = scalar(labels["kyoten.address"], "kyoten.address");
    node.dhcp = address == "dhcp";
    if (!node.dhcp) {
      node.address = Ipv4Prefix::parse(address);
      if (!node.address || address.find('/') == std::string::npos) {
        complain(labels["kyoten.address"],
                 fmt::format("{} is not ADDRESS/LENGTH", printable_name(address)));
      }
    }
    if (const auto at = labels["kyoten.gateway"]) {
      node.gateway = Ipv4Address::parse(scalar(at, "kyoten.gateway"));
      if (!node.gateway) complain(at, "kyoten.gateway is not an IPv4 address");
    }
    if (const auto at = labels["kyoten.mac"]) {
      const auto mac = MacAddress::parse(scalar(at, "kyoten.mac"));
      if (!mac || mac->is_group() || mac->is_zero()) complain(at, "kyoten.mac is not a station's");
      node.macs = {*mac};
    }
    read_names(labels, key, node);
  }

  static void read_names(const YAML::Node& labels, const YAML::Node& key, TopologyNode& node) {
    if (!labels || !labels.IsMap()) return;
    for (const auto& label : labels) {
      const auto name = scalar(label.first, "a label's name");
      if (!name.starts_with("kyoten.name.")) continue;
      auto host = parse_host_name(scalar(label.second, name));
      if (!host || !names_something(*host, node.accounts)) {
        complain(label.second, fmt::format("{} is not \"NAME ADDRESS\"{}", name,
                                           node.kind == NodeKind::provider ? ", or \"NAME ACCOUNT\"" : ""));
      }
      node.names.push_back(std::move(*host));
    }
    if (node.names.size() > kMostHostNames) complain(key, fmt::format("a node resolves at most {} names", kMostHostNames));
  }

  static void read_provider(const YAML::Node& labels, const YAML::Node& key, TopologyNode& node) {
    node.address = Ipv4Prefix{*Ipv4Address::parse(kProviderAddress), 32};
    constexpr std::string_view kAccount = "kyoten.account.";
    if (labels && labels.IsMap()) {
      for (const auto& label : labels) {
        const auto name = scalar(label.first, "a label's name");
        if (name == "kyoten.address") {
          const auto address = Ipv4Address::parse(scalar(label.second, name));
          if (!address) complain(label.second, "kyoten.address is not an IPv4 address");
          node.address = Ipv4Prefix{*address, 32};
        }
        if (!name.starts_with(kAccount)) continue;
        const auto account = parse_account(scalar(label.second, name));
        if (!account) complain(label.second, fmt::format("{} is not \"NAME PASSWORD ADDRESS\"", name));
        node.accounts.push_back(*account);
      }
    }
    if (node.accounts.empty()) {
      complain(key, fmt::format("provider `{}` has no label kyoten.account.1 (\"NAME PASSWORD ADDRESS\")",
                                node.name));
    }
    if (node.accounts.size() > kMostAccounts)
      complain(key, fmt::format("a provider has at most {} accounts", kMostAccounts));
    read_names(labels, key, node);
  }

  void read_links(const YAML::Node& body) {
    const auto links = body["links"];
    if (!links) return;
    if (!links.IsSequence()) complain(links, "`links:` must be a list");
    if (links.size() > kMostLinks) {
      complain(links, fmt::format("a lab has at most {} links", kMostLinks));
    }
    for (const auto& item : links) {
      const auto endpoints = item.IsMap() ? item["endpoints"] : YAML::Node();
      if (!endpoints || !endpoints.IsSequence() || endpoints.size() != 2) {
        complain(item, "a link is `endpoints: [\"node:port\", \"node:port\"]`");
      }
      TopologyLink link;
      link.ends[0] = read_end(endpoints[0]);
      link.ends[1] = read_end(endpoints[1]);
      const auto end_name = [&](const TopologyEnd& end) {
        return topology_.nodes[end.node].name + "." + end.port_name;
      };
      link.name = end_name(link.ends[0]) + "-" + end_name(link.ends[1]);
      link.wan = is_labelled(item, "kyoten.wan");
      link.inside = is_labelled(item, "kyoten.inside");
      topology_.links.push_back(std::move(link));
    }
  }

  static bool is_labelled(const YAML::Node& item, const std::string& label) {
    const auto labels = item["labels"];
    if (!labels || !labels.IsMap() || !labels[label]) return false;
    const auto value = scalar(labels[label], label);
    return value == "yes" || value == "true";
  }

  TopologyEnd read_end(const YAML::Node& at) {
    const auto text = scalar(at, "an endpoint");
    const auto colon = text.find(':');
    if (colon == std::string::npos) {
      complain(at, fmt::format("{} is not node:port", printable_name(text)));
    }
    const auto node_name = text.substr(0, colon);
    TopologyEnd end;
    end.port_name = text.substr(colon + 1);
    const auto index = topology_.find(node_name);
    if (!index) complain(at, fmt::format("there is no node {}", printable_name(node_name)));
    end.node = *index;
    const auto& node = topology_.nodes[*index];
    if (node.kind != NodeKind::host) {
      end.port = node.kind == NodeKind::router ? router_port(at, node.name, end.port_name)
                                               : provider_port(at, node.name, end.port_name);
      auto& macs = topology_.nodes[*index].macs;
      while (macs.size() <= number(end.port)) {
        macs.push_back(made_mac(*index, static_cast<unsigned>(macs.size())));
      }
    } else if (!is_name(end.port_name)) {
      complain(at, fmt::format("{} cannot be a port's name", printable_name(end.port_name)));
    }
    // A host has one port, whatever its name.
    if (!taken_.insert({*index, number(end.port)}).second) {
      complain(at, fmt::format("a wire is already plugged into {}", text));
    }
    return end;
  }

  static PortIndex provider_port(const YAML::Node& at, const std::string& node,
                                 const std::string& name) {
    const bool shaped = name.size() == 4 && name.starts_with("eth");
    const int port = shaped ? name[3] - '1' : -1;
    if (port < 0 || port >= static_cast<int>(kMostProviderPorts)) {
      complain(at, fmt::format("provider `{}` has no port {}: eth1 to eth{}", node,
                               printable_name(name), kMostProviderPorts));
    }
    return PortIndex{static_cast<std::uint8_t>(port)};
  }

  static PortIndex router_port(const YAML::Node& at, const std::string& node,
                               const std::string& name) {
    const bool shaped = name.size() == 4 && name.starts_with("lan");
    const int port = shaped ? name[3] - '1' : -1;
    if (port < 0 || port >= static_cast<int>(kMostRouterPorts)) {
      complain(at, fmt::format("router `{}` has no port {}: an RTX810 has lan1 and lan2, others at "
                               "most lan1 to lan{}",
                               node, printable_name(name), kMostRouterPorts));
    }
    return PortIndex{static_cast<std::uint8_t>(port)};
  }

  void read_checks(const YAML::Node& nodes) {
    for (const auto& item : nodes) {
      const auto labels = item.second["labels"];
      if (!labels || !labels.IsMap() || !labels["kyoten.check"]) continue;
      const auto at = labels["kyoten.check"];
      if (topology_.check) complain(at, "only one node can have kyoten.check");
      TopologyCheck check;
      check.from = *topology_.find(item.first.Scalar());
      const auto to = topology_.find(scalar(at, "kyoten.check"));
      if (!to) complain(at, fmt::format("there is no node {}", printable_name(at.Scalar())));
      check.to = *to;
      for (auto end : {check.from, check.to}) {
        if (topology_.nodes[end].kind == NodeKind::host) continue;
        complain(at, fmt::format("checks go from host to host; `{}` is none",
                                 topology_.nodes[end].name));
      }
      if (check.from == check.to) complain(at, "a host cannot check itself");
      if (const auto vlan = labels["kyoten.vlan"]) {
        check.vlan_id = static_cast<std::uint16_t>(number_in(vlan, "kyoten.vlan", 1, 4094));
      }
      topology_.check = check;
    }
  }

  static int number_in(const YAML::Node& at, std::string_view what, int least, int most) {
    const auto text = scalar(at, what);
    int value = 0;
    const auto end = text.data() + text.size();
    const auto [rest, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc{} || rest != end || value < least || value > most) {
      complain(at, fmt::format("{} is a number from {} to {}", what, least, most));
    }
    return value;
  }

  std::string file_;
  Topology topology_;
  std::set<std::pair<std::size_t, unsigned>> taken_;
};

TopologyError located(const std::string& file, const YAML::Mark& mark, std::string reason) {
  return {file, mark.is_null() ? 0 : mark.line + 1, std::move(reason)};
}

bool is_topology_file(const fs::path& path) {
  const auto name = path.filename().string();
  return name.ends_with(".clab.yml") || name.ends_with(".clab.yaml");
}

}  // namespace

std::optional<std::size_t> Topology::find(std::string_view node) const {
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    if (nodes[i].name == node) return i;
  }
  return std::nullopt;
}

bool Topology::between_routers(const TopologyLink& link) const {
  return std::ranges::none_of(link.ends, [&](auto& end) { return nodes[end.node].kind == NodeKind::host; });
}

HostSettings host_settings(const TopologyNode& node) {
  return {node.name, node.macs.at(0), node.address, node.gateway, node.dhcp, node.names};
}

ProviderSettings provider_settings(const TopologyNode& node) {
  ProviderSettings settings;
  settings.name = node.name;
  settings.macs = node.macs;
  settings.address = node.address->address;
  settings.accounts = node.accounts;
  settings.names = node.names;
  return settings;
}

std::string TopologyError::text() const {
  return line > 0 ? fmt::format("{}:{}: {}", file, line, reason)
                  : fmt::format("{}: {}", file, reason);
}

Result<Topology, TopologyError> parse_topology(const std::string& text, const std::string& file,
                                               const fs::path& directory) {
  try {
    return Reader(file, directory).read(YAML::Load(text));
  } catch (const Complaint& complaint) {
    return located(file, complaint.mark, complaint.reason);
  } catch (const YAML::Exception& error) {
    return located(file, error.mark, "not YAML: " + printable(as_bytes(error.msg), 120));
  }
}

Result<Topology, TopologyError> load_topology(const fs::path& where) {
  std::error_code status;
  fs::path file = where;
  if (fs::is_directory(where, status)) {
    std::vector<fs::path> candidates;
    for (auto& entry : fs::directory_iterator(where, status)) {
      if (is_topology_file(entry.path())) candidates.push_back(entry.path());
    }
    if (candidates.empty()) {
      return TopologyError{where.string(), 0, "no topology file (*.clab.yml) in this directory"};
    }
    if (candidates.size() > 1) {
      return TopologyError{where.string(), 0, "more than one *.clab.yml: name the one to run"};
    }
    file = candidates.front();
  }
  std::string error;
  const auto text = read_text(file, error);
  if (!error.empty()) return TopologyError{file.string(), 0, error};
  auto directory = file.parent_path();
  if (directory.empty()) directory = ".";
  return parse_topology(text, file.string(), directory);
}

}  // namespace kyoten::lab
