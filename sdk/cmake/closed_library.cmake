# Libraries that show the world only what they mean to, and take nothing of theirs from it.

# kith_closed_library(TARGET MAP): exports what MAP lists; its own symbols bind to itself.
function(kith_closed_library target map)
    set_target_properties(${target} PROPERTIES LINK_DEPENDS ${map})
    target_link_options(${target} PRIVATE
        LINKER:--version-script=${map} LINKER:-z,now,-z,relro,-z,noexecstack LINKER:-Bsymbolic
        LINKER:--exclude-libs,ALL)
    # The sanitizers' functions come from the program, not from the library.
    if(NOT KITH_SANITIZE)
        target_link_options(${target} PRIVATE LINKER:-z,defs)
    endif()
endfunction()

# kith_core_library(TARGET): a libkith-core.so.1. It stays once it is loaded: what Poco, SQLite and
# OpenSSL registered in the process points into it.
function(kith_core_library target)
    set_target_properties(${target} PROPERTIES OUTPUT_NAME kith-core VERSION 1 SOVERSION 1)
    kith_closed_library(${target} ${PROJECT_SOURCE_DIR}/plugin/abi/core/exports.map)
    target_link_options(${target} PRIVATE LINKER:-z,nodelete)
endfunction()
