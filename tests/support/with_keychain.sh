#!/usr/bin/env bash
# Runs a program in a D-Bus session of its own with an unlocked, empty keyring.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export HOME=$folder XDG_RUNTIME_DIR=$folder XDG_DATA_HOME=$folder/data
dbus-run-session -- bash -c '
  printf "test" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  "$@"' with-keychain "$@"
