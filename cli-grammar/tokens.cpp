#include "cli-grammar/tokens.hpp"

namespace kyoten::grammar {

std::vector<Token> tokenize(std::string_view line) {
  std::vector<Token> tokens;
  std::size_t at = 0;
  auto is_blank = [&](std::size_t i) {
    return line[i] == ' ' || line[i] == '\t' || line[i] == '\r';
  };
  while (at < line.size()) {
    if (is_blank(at)) {
      ++at;
      continue;
    }
    if (line[at] == '#') break;
    Token token;
    token.begin = at;
    char quote = 0;
    for (; at < line.size(); ++at) {
      const char c = line[at];
      if (c == '\\' && at + 1 < line.size()) {
        token.text += line[++at];
      } else if (quote != 0) {
        if (c == quote)
          quote = 0;
        else
          token.text += c;
      } else if (is_blank(at)) {
        break;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else {
        token.text += c;
      }
    }
    token.end = at;
    token.raw = line.substr(token.begin, token.end - token.begin);
    tokens.push_back(std::move(token));
  }
  return tokens;
}

std::string quoted(std::string_view word) {
  if (!word.empty() && word.find_first_of(" \t?#|>\\'\"") == std::string_view::npos)
    return std::string(word);
  std::string text = "\"";
  for (const char c : word) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

std::string lower_case(std::string_view text) {
  std::string result(text);
  for (auto& c : result) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return result;
}

}  // namespace kyoten::grammar
