# Writes OUTPUT, a C++ file with the contents of RECORDS as byte arrays (string literals have a length limit).
set(arrays "")
set(table "")
set(index 0)
foreach(record IN LISTS RECORDS)
  get_filename_component(chapter ${record} NAME_WE)
  file(READ ${record} hex HEX)
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "'\\\\x\\1'," bytes "${hex}")
  string(APPEND arrays "constexpr char file_${index}[] = {${bytes}'\\0'};\n")
  string(APPEND table "    {\"${chapter}\", {file_${index}, sizeof file_${index} - 1}},\n")
  math(EXPR index "${index} + 1")
endforeach()
file(WRITE ${OUTPUT} "// Written by cmake/EmbedRecords.cmake.
#include \"cli-grammar/builtin_data.hpp\"

namespace kyoten::grammar {
namespace {
${arrays}
constexpr BuiltinFile kFiles[] = {
${table}};
}  // namespace

std::span<const BuiltinFile> builtin_files() { return kFiles; }
}  // namespace kyoten::grammar
")
