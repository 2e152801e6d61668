// Commands about files: saving, copying, deleting and choosing configurations, starting again, and
// what `show ... >` writes into a memory. Each does its work at once and returns what is to be
// printed or asked.
#pragma once

#include "firmware/console/dialogue.hpp"
#include "firmware/console/file_name.hpp"
#include "firmware/console/pipeline.hpp"
#include "firmware/console/shell.hpp"

namespace kyoten::console {

Outcome save_configuration(DialogueContext context, const grammar::Statement& statement);
/// `save` without a name, also when the administrator level is left; false: not saved, and
/// `outcome` says why.
bool save_running(DialogueContext context, Outcome& outcome);
Outcome copy_configuration(DialogueContext context, const grammar::Statement& statement);
Outcome delete_configuration(DialogueContext context, const grammar::Statement& statement);
Outcome choose_configuration(DialogueContext context, const grammar::Statement& statement);
/// `restart [N]`. With a number that configuration is the one of this and of later starts.
Outcome restart_with(DialogueContext context, const grammar::Statement& statement);

/// `show config N` and `less config N`.
Outcome ask_for_saved(DialogueContext context, const grammar::Statement& statement);

/// Writes lines into a file of a medium, in the terminal's character code; asks before an existing
/// file is overwritten.
Outcome redirect(DialogueContext context, const Redirection& to, std::vector<std::string> lines,
                 config::CharacterCode code);

}  // namespace kyoten::console
