#!/usr/bin/env bash
# Prepares a bare machine: Debian's libraries, .venv from requirements.lock, the program itself.
# `tools/setup.sh packaging` adds what PyInstaller needs, and nothing else.
set -euo pipefail
cd "$(dirname "$0")/.."

# What a program needs -> the Debian package that has it.
declare -A OFFSCREEN=(
  [libEGL.so.1]=libegl1 [libGL.so.1]=libgl1 [libxkbcommon.so.0]=libxkbcommon0
  [libfontconfig.so.1]=libfontconfig1 [libfreetype.so.6]=libfreetype6
  [libdbus-1.so.3]=libdbus-1-3 [libglib-2.0.so.0]=libglib2.0-0
)
declare -A WINDOW=(
  [libX11-xcb.so.1]=libx11-xcb1 [libxkbcommon-x11.so.0]=libxkbcommon-x11-0
  [libxcb-cursor.so.0]=libxcb-cursor0 [libxcb-icccm.so.4]=libxcb-icccm4
  [libxcb-image.so.0]=libxcb-image0 [libxcb-keysyms.so.1]=libxcb-keysyms1
  [libxcb-randr.so.0]=libxcb-randr0 [libxcb-render-util.so.0]=libxcb-render-util0
  [libxcb-shape.so.0]=libxcb-shape0 [libxcb-sync.so.1]=libxcb-sync1
  [libxcb-util.so.1]=libxcb-util1 [libxcb-xfixes.so.0]=libxcb-xfixes0
  [libxcb-xkb.so.1]=libxcb-xkb1
)

main() {
  if [[ ${1:-} == packaging ]]; then
    command -v objdump >/dev/null || install_or_tell binutils
    return
  fi
  system_packages
  virtual_environment
  echo "ready: make run, make test"
}

system_packages() {
  local needed wanted
  # shellcheck disable=SC2207 (package names hold no blanks)
  needed=($(missing_tools) $(missing_libraries "${!OFFSCREEN[@]}"))
  wanted=($(missing_libraries "${!WINDOW[@]}"))
  if ((${#needed[@]})); then
    install_or_tell "${needed[@]}" "${wanted[@]}"
  elif ((${#wanted[@]})); then
    # Tests run without these; only a window on an X display needs them.
    install_or_tell "${wanted[@]}" || true
  fi
}

missing_tools() {
  local python
  if python="$(python)"; then
    "$python" -c 'import venv, ensurepip' 2>/dev/null || echo python3-venv
  else
    echo python3 python3-venv
  fi
}

# Prints the packages of those libraries that the dynamic linker cannot find.
missing_libraries() {
  local library
  for library in $(not_loadable "$@"); do
    echo "${OFFSCREEN[$library]:-${WINDOW[$library]:-}}"
  done
}

# Without a Python nothing can be tried: all are taken as missing.
not_loadable() {
  local python
  python="$(python)" || { echo "$@"; return; }
  "$python" - "$@" <<'PYTHON'
import ctypes, sys

for name in sys.argv[1:]:
    try:
        ctypes.CDLL(name)
    except OSError:
        print(name)
PYTHON
}

install_or_tell() {
  if ! command -v apt-get >/dev/null; then
    echo "Missing, under their Debian names: $*. Install them with this system's package manager." >&2
    return 1
  fi
  if ((EUID)); then
    echo "Some system packages are missing. Run this line, then the same command again:" >&2
    echo "  sudo apt-get install -y --no-install-recommends $*" >&2
    return 1
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -q </dev/null
  apt-get install -y -q --no-install-recommends "$@" </dev/null
}

# The first Python on the path that PySide6 6.11 supports.
python() {
  local candidate
  for candidate in python3 python3.13 python3.12 python3.11 python3.14; do
    if "$candidate" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 15))' 2>/dev/null; then
      echo "$candidate"
      return
    fi
  done
  return 1
}

virtual_environment() {
  echo "installing the locked packages into .venv (half a minute)"
  local python
  if ! python="$(python)"; then
    echo "Python 3.11 to 3.14 is needed; this machine offers none of them." >&2
    return 1
  fi
  .venv/bin/python -m pip --version >/dev/null 2>&1 || "$python" -m venv --clear .venv
  local pip=(.venv/bin/python -m pip --disable-pip-version-check --quiet --no-input)
  "${pip[@]}" install --require-hashes --requirement requirements.lock
  "${pip[@]}" install --no-deps --no-build-isolation --editable .
}

main "$@"
