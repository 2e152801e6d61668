// What the console says besides errors (cli-grammar/messages.hpp), in English and Japanese, in one
// place. Words of tables stand with their tables in show/.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "cli-grammar/messages.hpp"

namespace kyoten::console {

enum class Phrase : std::uint8_t {
  save_question,
  saving,     ///< with the name of the configuration
  overwrite,  ///< `show ... > FILE` that exists
  already_administrator,
  other_administrators,  ///< with the ways by which they came
  more,                  ///< the pager's marker
  searching,             ///< grep's first line
  pattern_not_found,     ///< less
  access_restricted,     ///< `telnetd host` and its relatives; the same in both languages
};

std::string_view phrase(Phrase id, grammar::Language language);
/// `help`: the keys of the command line.
const std::vector<std::string_view>& key_help(grammar::Language language);
/// `?` behind a bar.
const std::vector<std::string_view>& filter_help(grammar::Language language);

}  // namespace kyoten::console
