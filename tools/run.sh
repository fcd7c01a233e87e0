#!/usr/bin/env bash
# Opens the window; on a machine without a display plays a practice season instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" || "$(uname)" == Darwin ]]; then
  exec .venv/bin/jisheng
fi
results="$(mktemp -d)/jisheng-demo"
.venv/bin/jisheng demo --out "$results"
cat <<WORDS

There is no display here, so no window: above is a practice season (one district, two
townships, six villages; invented families, invented premiums). Its files stay in
  $results
On a computer with a display the same command opens the window.
WORDS
