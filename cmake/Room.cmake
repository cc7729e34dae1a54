# A room is one static library per folder: prophecy_room(core SOURCES a.cpp LINK Qt6::Core).
# Dependencies go down only; a room can include only what it links, and tests/unit/architecture_test reads the rest.
add_library(prophecy_flags INTERFACE)
target_compile_definitions(prophecy_flags INTERFACE
  QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_URL_CAST_FROM_STRING QT_NO_KEYWORDS QT_NO_FOREACH
  QT_DISABLE_DEPRECATED_BEFORE=0x060400 PROPHECY_VERSION="${PROJECT_VERSION}")
if(NOT MSVC)
  target_compile_options(prophecy_flags INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor
    -Woverloaded-virtual -Wcast-qual -Wimplicit-fallthrough $<$<BOOL:${PROPHECY_WERROR}>:-Werror>)
  if(PROPHECY_SANITIZE)
    target_compile_options(prophecy_flags INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
    target_link_options(prophecy_flags INTERFACE -fsanitize=address,undefined)
  endif()
  if(PROPHECY_FUZZ)
    target_compile_options(prophecy_flags INTERFACE -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
  endif()
endif()

function(prophecy_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINK;PRIVATE_LINK" ${ARGN})
  add_library(${name} STATIC ${ARG_SOURCES})
  target_include_directories(${name} PUBLIC ${PROJECT_SOURCE_DIR}/src ${PROJECT_SOURCE_DIR})
  target_link_libraries(${name} PUBLIC ${ARG_LINK} prophecy_flags PRIVATE ${ARG_PRIVATE_LINK})
endfunction()
