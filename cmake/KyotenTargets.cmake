# kyoten_library(NAME FOLDER [DEPENDS name...] [LINK library...])
#
# One static library `kyoten_NAME` from all .cpp files below FOLDER but programs (*_main.cpp).
# DEPENDS are other folders (their headers may be included), LINK are outside libraries.
function(kyoten_library name folder)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LINK" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${folder}/*.cpp)
  list(FILTER sources EXCLUDE REGEX "_main\\.cpp$")
  set(depends ${ARG_DEPENDS})
  list(TRANSFORM depends PREPEND kyoten_)
  if(sources)
    add_library(kyoten_${name} STATIC ${sources})
    target_include_directories(kyoten_${name} PUBLIC ${PROJECT_SOURCE_DIR})
    target_link_libraries(kyoten_${name} PUBLIC ${depends} ${ARG_LINK})
    if(name STREQUAL "base")
      target_precompile_headers(kyoten_base PRIVATE ${PROJECT_SOURCE_DIR}/firmware/base/precompiled.hpp)
    else()
      target_precompile_headers(kyoten_${name} REUSE_FROM kyoten_base)
    endif()
  else()
    add_library(kyoten_${name} INTERFACE)
    target_include_directories(kyoten_${name} INTERFACE ${PROJECT_SOURCE_DIR})
    target_link_libraries(kyoten_${name} INTERFACE ${depends} ${ARG_LINK})
  endif()
endfunction()

# kyoten_tests(NAME FOLDER LABEL [DEPENDS name...] [ENVIRONMENT VAR=VALUE...])
#
# One Catch2 program of all .cpp files in FOLDER; each TEST_CASE becomes one ctest entry.
function(kyoten_tests name folder label)
  cmake_parse_arguments(ARG "" "" "DEPENDS;ENVIRONMENT" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${folder}/*.cpp)
  if(NOT sources)
    return()
  endif()
  set(depends ${ARG_DEPENDS})
  list(TRANSFORM depends PREPEND kyoten_)
  add_executable(${name} ${sources})
  target_link_libraries(${name} PRIVATE ${depends} kyoten_test_support)
  # The first test program carries the precompiled header of all.
  if(name STREQUAL "unit_base")
    target_precompile_headers(unit_base PRIVATE ${PROJECT_SOURCE_DIR}/tests/support/precompiled.hpp)
  else()
    target_precompile_headers(${name} REUSE_FROM unit_base)
  endif()
  # `unit_ike` lists its cases as `unit_ike: a quick mode ...`, so that one folder runs by name. A name that CMake
  # cannot hand over (a semicolon splits it) would match no case: that is a failure, not a pass.
  catch_discover_tests(${name} TEST_PREFIX "${name}: " EXTRA_ARGS --warn NoTests PROPERTIES LABELS ${label}
                       ENVIRONMENT "${ARG_ENVIRONMENT}")
endfunction()
