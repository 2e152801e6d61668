// Syntax lines, parsed by Boost.Spirit X3. The only file (besides value languages) that sees
// Spirit.
#include <boost/spirit/home/x3.hpp>

#include "cli-grammar/notation.hpp"

namespace kyoten::grammar {
namespace {

namespace x3 = boost::spirit::x3;

using Sequence = std::vector<Pattern>;

const x3::rule<class sequence_id, Sequence> sequence = "sequence";
const x3::rule<class element_id, Pattern> element = "element";

// Word characters: everything but blanks and the signs of the notation.
const auto plain = x3::char_ - x3::char_(" []{}|");
const auto dots = x3::lit("...");
const auto token = x3::rule<class token_id, std::string>{"token"} = x3::lexeme[+(!dots >> plain)];

/// GATEWAY_ID is a parameter, gateway a keyword.
bool is_parameter(std::string_view text) {
  return !text.empty() && text[0] >= 'A' && text[0] <= 'Z' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
         });
}

const auto set_token = [](auto& context) {
  const std::string& text = x3::_attr(context);
  Pattern& result = x3::_val(context);
  const auto sign = text.find_first_of("=:@+");
  if (sign != std::string::npos && is_parameter(std::string_view(text).substr(sign + 1))) {
    result.kind = Pattern::Kind::option;
    result.text = text.substr(0, sign + 1);
    result.parameter = text.substr(sign + 1);
  } else {
    result.kind = is_parameter(text) ? Pattern::Kind::parameter : Pattern::Kind::keyword;
    result.text = text;
  }
};
const auto set_optional = [](auto& context) {
  x3::_val(context).kind = Pattern::Kind::optional;
  x3::_val(context).children = x3::_attr(context);
};
const auto set_choice = [](auto& context) {
  Pattern& result = x3::_val(context);
  result.kind = Pattern::Kind::choice;
  for (auto& branch : x3::_attr(context)) {
    Pattern child;
    child.children = branch;
    result.children.push_back(std::move(child));
  }
};
const auto set_repeated = [](auto& context) { x3::_val(context).repeated = true; };

const auto element_def = (('[' >> sequence >> ']')[set_optional] |
                          ('{' >> (sequence % '|') >> '}')[set_choice] | token[set_token]) >>
                         -dots[set_repeated];
const auto sequence_def = +element;

BOOST_SPIRIT_DEFINE(sequence, element)

}  // namespace

Result<Pattern, NotationError> parse_pattern(std::string_view text) {
  Sequence elements;
  auto begin = text.begin();
  const bool matched = x3::phrase_parse(begin, text.end(), sequence, x3::space, elements);
  if (!matched || begin != text.end()) {
    return NotationError{
        {}, 0, "cannot read the syntax from here: " + std::string(begin, text.end())};
  }
  Pattern whole;
  whole.children = std::move(elements);
  return whole;
}

}  // namespace kyoten::grammar
