# The dialogues once more, to a real `kyoten run` over each way to its console: `ctest -L live`. No
# privilege needed.
find_program(LIVE_PYTHON python3 PATHS /usr/bin NO_DEFAULT_PATH)
if(NOT LIVE_PYTHON OR NOT TARGET kyoten)
  return()
endif()
foreach(transport telnet pty control)
  add_test(NAME "transcript live: ${transport}"
           COMMAND ${LIVE_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/live_player.py ${transport})
  set_tests_properties("transcript live: ${transport}" PROPERTIES LABELS "live" TIMEOUT 300
                       ENVIRONMENT "KYOTEN=$<TARGET_FILE:kyoten>;PYTHONDONTWRITEBYTECODE=1")
endforeach()
# What a sanitizer keeps for itself is not the router's memory.
set(live_memory_limit "KYOTEN_MEMORY_LIMIT=60")
if(KYOTEN_SANITIZE)
  set(live_memory_limit "KYOTEN_MEMORY_LIMIT=1000")
endif()
add_test(NAME "transcript live: abuse" COMMAND ${LIVE_PYTHON} ${CMAKE_CURRENT_LIST_DIR}/live_abuse.py)
set_tests_properties("transcript live: abuse" PROPERTIES LABELS "live" TIMEOUT 300
                     ENVIRONMENT "KYOTEN=$<TARGET_FILE:kyoten>;PYTHONDONTWRITEBYTECODE=1;${live_memory_limit}")
