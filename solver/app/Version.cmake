# Writes the version and the commit that the sources are at, as two C++ constants.
execute_process(COMMAND git -C "${SOURCE}" describe --always --dirty --abbrev=12
                OUTPUT_VARIABLE COMMIT OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET RESULT_VARIABLE STATUS)
if(NOT STATUS EQUAL 0)
  set(COMMIT "unknown")
endif()
set(TEXT "constexpr const char* buildVersion = \"${VERSION}\";\nconstexpr const char* buildCommit = \"${COMMIT}\";\n")
set(OLD "")
if(EXISTS "${OUTPUT}")
  file(READ "${OUTPUT}" OLD)
endif()
if(NOT OLD STREQUAL TEXT)
  file(WRITE "${OUTPUT}" "${TEXT}")
endif()
