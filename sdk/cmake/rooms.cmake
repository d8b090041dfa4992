# One static library per room, linked only to the rooms below it: a wrong arrow does not link.

add_library(kith_flags INTERFACE)
target_compile_options(kith_flags INTERFACE -Wall -Wextra)
if(KITH_WERROR)
    target_compile_options(kith_flags INTERFACE -Werror)
endif()
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
    # At -O3 GCC 12 takes a literal put before a string for an overlap (GCC's bug 105651), and does
    # not see that a destructor takes back the address that its constructor gave away.
    target_compile_options(kith_flags INTERFACE -Wno-restrict -Wno-dangling-pointer)
endif()
if(KITH_SANITIZE)
    target_compile_options(kith_flags INTERFACE
        -fsanitize=${KITH_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_link_options(kith_flags INTERFACE -fsanitize=${KITH_SANITIZE})
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # With what the sanitizer puts in between, GCC 12 takes parts of <regex> for uninitialized.
        target_compile_options(kith_flags INTERFACE -Wno-maybe-uninitialized)
    endif()
endif()

# kith_room(NAME ROOMS ... LIBRARIES ...): the folder's sources as the library kith_NAME.
function(kith_room name)
    cmake_parse_arguments(ROOM "" "" "ROOMS;LIBRARIES" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
    list(TRANSFORM ROOM_ROOMS PREPEND kith_)
    if(NOT sources)
        add_library(kith_${name} INTERFACE)
        target_include_directories(kith_${name} INTERFACE
            ${PROJECT_SOURCE_DIR}/plugin ${PROJECT_SOURCE_DIR})
        target_link_libraries(kith_${name} INTERFACE ${ROOM_ROOMS})
        return()
    endif()
    add_library(kith_${name} STATIC ${sources})
    target_include_directories(kith_${name} PUBLIC
        ${PROJECT_SOURCE_DIR}/plugin ${PROJECT_SOURCE_DIR})
    target_link_libraries(kith_${name} PUBLIC ${ROOM_ROOMS}
                                       PRIVATE kith_flags ${ROOM_LIBRARIES})
endfunction()
