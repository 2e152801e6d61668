// What `kyoten check` prints for people.
#pragma once

#include <string>

#include "platform/app/check_report.hpp"

namespace kyoten::app {

struct PrintOptions {
  bool colours = false;
  bool quiet = false;    ///< refused lines and the summary only
  bool warnings = true;  ///< what the linter found
};

/// Findings, warnings and possible repairs in the order of the lines, then one line of summary.
std::string checked_text(const CheckedFile& file, const PrintOptions& options);
/// What the repair changed, as a unified diff without context.
std::string diff_text(const CheckedFile& file, const PrintOptions& options);
std::string compared_text(const ComparedFiles& files, const PrintOptions& options);
/// The linter's rules: id, severity, what it looks for.
std::string rules_text();

}  // namespace kyoten::app
