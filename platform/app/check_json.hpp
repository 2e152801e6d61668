// What `kyoten check --json` prints for programs.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "platform/app/check_report.hpp"

namespace kyoten::app {

nlohmann::json to_json(const CheckedFile& file);
nlohmann::json to_json(const ComparedFiles& files);

}  // namespace kyoten::app
