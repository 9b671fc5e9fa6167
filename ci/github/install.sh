#!/usr/bin/env bash
# Puts eventbook on the path of the steps that follow: the one that is named, or this one, built.
#
# EVENTBOOK_BINARY  a program that is installed already, or nothing
# RUNNER_TEMP       a folder for the build, of the runner
# GITHUB_PATH       the file that takes what is added to the path, of the runner
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)

if [[ -n ${EVENTBOOK_BINARY:-} ]]; then
  program=$(command -v -- "$EVENTBOOK_BINARY") || {
    printf '::error::there is no program %q\n' "$EVENTBOOK_BINARY"
    exit 2
  }
  program=$(realpath -- "$program")
  # Steps call it by its name, whatever its file is called.
  folder=$RUNNER_TEMP/eventbook/bin
  mkdir -p -- "$folder"
  ln -sf -- "$program" "$folder/eventbook"
else
  cargo install --locked --path "$root" --root "$RUNNER_TEMP/eventbook"
  folder=$RUNNER_TEMP/eventbook/bin
fi
printf '%s\n' "$folder" >>"$GITHUB_PATH"
