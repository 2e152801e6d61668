// Established L2TPv3 sessions: by tunnel for sending, by our session id for receiving.
#pragma once

#include <unordered_map>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/dataplane/worker.hpp"

namespace kyoten::dataplane {

class SessionTable {
 public:
  struct Row {
    L2tpSession session;
    Traffic received;
    Traffic transmitted;
    Instant noticed[2]{};              ///< SessionData, by direction: received, sent
    bool ever_noticed[2]{};
  };
  void install(L2tpSession session) {
    remove(session.tunnel, session.local);
    std::erase_if(rows_, [&](auto& row) { return row->session.tunnel == session.tunnel; });
    rows_.push_back(std::make_unique<Row>());
    rows_.back()->session = std::move(session);
  }
  void remove(TunnelId tunnel, SessionId local) {
    std::erase_if(rows_, [&](auto& row) {
      return row->session.tunnel == tunnel && row->session.local == local;
    });
  }
  [[nodiscard]] Row* of_tunnel(TunnelId tunnel) const {
    for (auto& row : rows_) {
      if (row->session.tunnel == tunnel) return row.get();
    }
    return nullptr;
  }
  [[nodiscard]] Row* by_id(SessionId local) const {
    for (auto& row : rows_) {
      if (row->session.local == local) return row.get();
    }
    return nullptr;
  }
  [[nodiscard]] const std::vector<std::unique_ptr<Row>>& rows() const { return rows_; }

 private:
  std::vector<std::unique_ptr<Row>> rows_;  ///< at most one for each tunnel, and there are six
};

}  // namespace kyoten::dataplane
