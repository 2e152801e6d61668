# kyoten_grammar_data(TARGET): builds the files of cli-grammar/commands into the library, and a program that checks them
# whenever one of them changed: a malformed or contradictory record fails the build.
function(kyoten_grammar_data name)
  file(GLOB records CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/cli-grammar/commands/*.cmd)
  set(generated ${PROJECT_BINARY_DIR}/generated/builtin_data.cpp)
  add_custom_command(
    OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -DOUTPUT=${generated} "-DRECORDS=${records}"
            -P ${PROJECT_SOURCE_DIR}/cmake/EmbedRecords.cmake
    DEPENDS ${records} ${PROJECT_SOURCE_DIR}/cmake/EmbedRecords.cmake
    COMMENT "Embedding the command records" VERBATIM)
  target_sources(kyoten_${name} PRIVATE ${generated})

  add_executable(kyoten-grammar-check ${PROJECT_SOURCE_DIR}/cli-grammar/check_main.cpp)
  target_link_libraries(kyoten-grammar-check PRIVATE kyoten_${name})
  set(stamp ${PROJECT_BINARY_DIR}/generated/grammar-checked)
  add_custom_command(OUTPUT ${stamp}
    COMMAND kyoten-grammar-check ${records}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS kyoten-grammar-check ${records} COMMENT "Checking the command records" VERBATIM)
  add_custom_target(grammar-checked ALL DEPENDS ${stamp})
endfunction()
