#include "firmware/console/pattern.hpp"

namespace kyoten::console {
namespace {

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

/// Recursive descent over the pattern; emits instructions back to front so that each knows its
/// successor.
class PatternParser {
 public:
  PatternParser(std::string_view text, PatternOptions options, Pattern& out)
      : text_(text), options_(options), out_(out) {}

  bool parse() {
    auto tree = alternatives(0);
    if (!tree || at_ != text_.size()) return false;
    auto next = emit(Kind::match, 0);
    if (options_.whole_word) next = emit(Kind::no_word_behind, next);
    next = generate(*tree, next);
    if (options_.whole_word) next = emit(Kind::no_word_before, next);
    out_.start_ = next;
    return true;
  }

 private:
  struct Node {
    enum class Kind : std::uint8_t { empty, bytes, line_begin, line_end, sequence, either, repeat };
    Kind kind = Kind::empty;
    std::bitset<256> bytes;
    bool may_be_absent = false;  ///< repeat: ? and *
    bool again = false;          ///< repeat: * and +
    std::vector<Node> parts;
  };
  using Kind = Pattern::Instruction::Kind;

  [[nodiscard]] bool more() const { return at_ < text_.size(); }

  std::optional<Node> alternatives(int depth) {
    if (depth > Pattern::kMostNesting) return std::nullopt;
    Node either{Node::Kind::either, {}, false, false, {}};
    while (true) {
      auto part = sequence(depth);
      if (!part) return std::nullopt;
      either.parts.push_back(std::move(*part));
      if (!more() || text_[at_] != '|') break;
      ++at_;
    }
    return either;
  }

  std::optional<Node> sequence(int depth) {
    Node sequence{Node::Kind::sequence, {}, false, false, {}};
    while (more() && text_[at_] != '|' && text_[at_] != ')') {
      auto part = atom(depth);
      if (!part) return std::nullopt;
      // One level however many signs follow: a** is a*.
      bool absent = false;
      bool again = false;
      bool repeated = false;
      for (; more() && (text_[at_] == '*' || text_[at_] == '+' || text_[at_] == '?'); ++at_) {
        repeated = true;
        absent |= text_[at_] != '+';
        again |= text_[at_] != '?';
      }
      if (repeated) {
        Node repeat{Node::Kind::repeat, {}, absent, again, {}};
        repeat.parts.push_back(std::move(*part));
        part = std::move(repeat);
      }
      sequence.parts.push_back(std::move(*part));
    }
    return sequence;
  }

  std::optional<Node> atom(int depth) {
    const char c = text_[at_++];
    switch (c) {
      case '(': {
        auto inside = alternatives(depth + 1);
        if (!inside || !more() || text_[at_] != ')') return std::nullopt;
        ++at_;
        return inside;
      }
      case '[':
        return character_class();
      case '^':
        return Node{Node::Kind::line_begin, {}, false, false, {}};
      case '$':
        return Node{Node::Kind::line_end, {}, false, false, {}};
      case '.': {
        Node any{Node::Kind::bytes, {}, false, false, {}};
        any.bytes.set();
        return any;
      }
      case '*':
      case '+':
      case '?':
        return std::nullopt;  // nothing to repeat
      case '\\':
        if (!more()) return std::nullopt;
        return literal(text_[at_++]);
      default:
        return literal(c);
    }
  }

  Node literal(char c) const {
    Node node{Node::Kind::bytes, {}, false, false, {}};
    add(static_cast<unsigned char>(c), node.bytes);
    return node;
  }

  void add(unsigned char byte, std::bitset<256>& bytes) const {
    bytes.set(byte);
    if (!options_.ignore_case) return;
    if (byte >= 'a' && byte <= 'z') bytes.set(static_cast<std::size_t>(byte - 'a' + 'A'));
    if (byte >= 'A' && byte <= 'Z') bytes.set(static_cast<std::size_t>(byte - 'A' + 'a'));
  }

  std::optional<Node> character_class() {
    Node node{Node::Kind::bytes, {}, false, false, {}};
    const bool inverted = more() && text_[at_] == '^';
    if (inverted) ++at_;
    for (bool first = true; more() && (text_[at_] != ']' || first); first = false) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      const auto low = static_cast<unsigned char>(text_[at_++]);
      auto high = low;
      if (at_ + 1 < text_.size() && text_[at_] == '-' && text_[at_ + 1] != ']') {
        high = static_cast<unsigned char>(text_[at_ + 1]);
        at_ += 2;
      }
      for (unsigned byte = low; byte <= high; ++byte)
        add(static_cast<unsigned char>(byte), node.bytes);
    }
    if (!more()) return std::nullopt;
    ++at_;
    if (inverted) node.bytes.flip();
    return node;
  }

  std::size_t emit(Kind kind, std::size_t next, std::size_t other = 0) {
    out_.program_.push_back({kind, {}, next, other});
    return out_.program_.size() - 1;
  }

  std::size_t generate(const Node& node, std::size_t next) {
    switch (node.kind) {
      case Node::Kind::empty:
        return next;
      case Node::Kind::line_begin:
        return emit(Kind::line_begin, next);
      case Node::Kind::line_end:
        return emit(Kind::line_end, next);
      case Node::Kind::bytes: {
        const auto at = emit(Kind::bytes, next);
        out_.program_[at].bytes = node.bytes;
        return at;
      }
      case Node::Kind::sequence:
        for (auto part = node.parts.rbegin(); part != node.parts.rend(); ++part)
          next = generate(*part, next);
        return next;
      case Node::Kind::either: {
        auto way = generate(node.parts.back(), next);
        for (auto part = node.parts.rbegin() + 1; part != node.parts.rend(); ++part) {
          way = emit(Kind::split, generate(*part, next), way);
        }
        return way;
      }
      case Node::Kind::repeat: {
        const auto loop = emit(Kind::split, next, next);
        const auto body = generate(node.parts[0], node.again ? loop : next);
        out_.program_[loop].other = body;
        return node.may_be_absent ? loop : body;
      }
    }
    return next;
  }

  std::string_view text_;
  PatternOptions options_;
  Pattern& out_;
  std::size_t at_ = 0;
};

std::optional<Pattern> Pattern::parse(std::string_view text, PatternOptions options) {
  if (text.empty() || text.size() > kMostPatternBytes) return std::nullopt;
  Pattern pattern;
  if (!PatternParser(text, options, pattern).parse()) return std::nullopt;
  return pattern;
}

void Pattern::follow(std::size_t at, std::string_view line, std::size_t position,
                     std::vector<std::size_t>& states, std::vector<bool>& known) const {
  std::vector<std::size_t> todo{at};
  while (!todo.empty()) {
    const auto state = todo.back();
    todo.pop_back();
    if (known[state]) continue;
    known[state] = true;
    const auto& instruction = program_[state];
    bool passes = false;
    switch (instruction.kind) {
      case Instruction::Kind::bytes:
      case Instruction::Kind::match:
        states.push_back(state);
        break;
      case Instruction::Kind::split:
        todo.push_back(instruction.other);
        passes = true;
        break;
      case Instruction::Kind::line_begin:
        passes = position == 0;
        break;
      case Instruction::Kind::line_end:
        passes = position == line.size();
        break;
      case Instruction::Kind::no_word_before:
        passes = position == 0 || !is_word(line[position - 1]);
        break;
      case Instruction::Kind::no_word_behind:
        passes = position == line.size() || !is_word(line[position]);
        break;
    }
    if (passes) todo.push_back(instruction.next);
  }
}

bool Pattern::found_in(std::string_view line) const {
  std::vector<std::size_t> states;
  for (std::size_t position = 0;; ++position) {
    std::vector<bool> known(program_.size());
    std::vector<std::size_t> now;
    for (auto state : states) follow(state, line, position, now, known);
    follow(start_, line, position, now, known);  // a match may begin anywhere
    states.clear();
    for (auto state : now) {
      const auto& instruction = program_[state];
      if (instruction.kind == Instruction::Kind::match) return true;
      if (position < line.size() && instruction.bytes[static_cast<unsigned char>(line[position])]) {
        states.push_back(instruction.next);
      }
    }
    if (position == line.size()) return false;
  }
}

}  // namespace kyoten::console
