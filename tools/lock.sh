#!/usr/bin/env bash
# Writes requirements.lock from pyproject.toml: every version and hash, for every platform,
# and no registry's address. Needs .venv with pip; uv comes and goes with this script.
set -euo pipefail
cd "$(dirname "$0")/.."

workshop="$(mktemp -d)"
trap 'rm -rf "$workshop"' EXIT
.venv/bin/python -m pip install --quiet --disable-pip-version-check --target "$workshop" uv
"$workshop/bin/uv" pip compile pyproject.toml --group dev \
  --universal --python-version 3.11 --generate-hashes \
  --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet \
  "$@" --output-file "$workshop/lock"
{
  echo "# Made by \`make lock\` from pyproject.toml; do not edit."
  cat "$workshop/lock"
} >requirements.lock
