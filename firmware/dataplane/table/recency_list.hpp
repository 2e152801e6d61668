// Intrusive list of a table's elements from the longest unused to the newest, so that a full table makes room at once.
#pragma once

namespace kyoten::dataplane {

template <class T>
struct RecencyLinks {
  T* older = nullptr;
  T* newer = nullptr;
};

/// Elements must not move while they are in the list; the nodes of an unordered_map do not.
template <class T, RecencyLinks<T> T::*kLinks>
class RecencyList {
 public:
  [[nodiscard]] T* oldest() const { return oldest_; }
  [[nodiscard]] bool empty() const { return oldest_ == nullptr; }

  void append(T& element) {
    element.*kLinks = {newest_, nullptr};
    (newest_ != nullptr ? (newest_->*kLinks).newer : oldest_) = &element;
    newest_ = &element;
  }
  void remove(T& element) {
    const auto links = element.*kLinks;
    (links.older != nullptr ? (links.older->*kLinks).newer : oldest_) = links.newer;
    (links.newer != nullptr ? (links.newer->*kLinks).older : newest_) = links.older;
    element.*kLinks = {};
  }
  void refresh(T& element) {
    if (newest_ == &element) return;
    remove(element);
    append(element);
  }

 private:
  T* oldest_ = nullptr;
  T* newest_ = nullptr;
};

}  // namespace kyoten::dataplane
