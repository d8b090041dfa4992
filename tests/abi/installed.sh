#!/bin/sh
# What is installed serves a host that knows nothing else: by pkg-config and by find_package.
# installed.sh BUILD SAMPLE CC
set -eu
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cmake --install "$1" --prefix "$folder/kith" >"$folder/install.log" 2>&1 ||
    { cat "$folder/install.log"; exit 1; }

PKG_CONFIG_PATH=$(dirname "$(find "$folder/kith" -name kith.pc)")
export PKG_CONFIG_PATH
# shellcheck disable=SC2046 # The flags are words.
"$3" "$2/main.c" $(pkg-config --define-prefix --cflags --libs kith) -o "$folder/by_pkg_config"
cmake -S "$2" -B "$folder/build" -DCMAKE_PREFIX_PATH="$folder/kith" >"$folder/cmake.log" 2>&1 &&
    cmake --build "$folder/build" >>"$folder/cmake.log" 2>&1 ||
    { cat "$folder/cmake.log"; exit 1; }

# The core beside the front is found; a manifest that is not there is refused by the core.
LD_LIBRARY_PATH=$(dirname "$(find "$folder/kith" -name libkith.so.1)")
export LD_LIBRARY_PATH
for host in "$folder/by_pkg_config" "$folder/build/c_host"; do
    "$host" "$folder/none.xml" ana en exclusion >"$folder/said" && exit 1
    grep -q 'open: KITH_E_MANIFEST' "$folder/said" || { cat "$folder/said"; exit 1; }
done
