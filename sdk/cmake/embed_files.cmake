# cmake -DFOLDER=... -DTARGET=... -P embed_files.cmake: the folder's files as one C++ source.
# What plugin/gateway/widget_files.h declares.
file(GLOB_RECURSE names RELATIVE ${FOLDER} ${FOLDER}/*.js ${FOLDER}/*.css ${FOLDER}/*.json)
list(SORT names)
set(source "#include \"gateway/widget_files.h\"\n\nnamespace kith::gateway {\nnamespace {\n\n")
string(APPEND source "constexpr WidgetFile files[] = {\n")
foreach(name IN LISTS names)
    # Read as hexadecimal, because CMake's own strings give brackets and semicolons a meaning.
    file(READ ${FOLDER}/${name} hex HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "\\\\x\\1" text "${hex}")
    # One literal may not be longer than compilers take; neighbours are joined.
    string(REGEX REPLACE "((\\\\x[0-9a-f][0-9a-f]){4096})" "\\1\"\n\"" text "${text}")
    string(LENGTH "${hex}" digits)
    math(EXPR bytes "${digits} / 2")
    string(APPEND source "{\"${name}\", {\"${text}\", ${bytes}}},\n")
endforeach()
string(APPEND source "};\n\n}  // namespace\n\n")
string(APPEND source "std::span<const WidgetFile> widget_files() {\n    return files;\n}\n\n")
string(APPEND source "}  // namespace kith::gateway\n")
file(WRITE ${TARGET} "${source}")
