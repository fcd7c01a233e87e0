#!/usr/bin/env bash
# Opens the window; on a machine without a display shows what the program decides instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" || "$(uname)" == Darwin ]]; then
  exec .venv/bin/jisheng
fi
household=resources/samples/one-child-household.json
scheme=resources/practice/xian-2025.toml
decision="$(mktemp -d)/decision.json"
.venv/bin/jisheng decide --scheme "$scheme" "$household" | tee "$decision"
cat <<WORDS

There is no display here, so no window. Above stands the decision
  on the sample household  $household
  by the practice scheme   $scheme (Xi'an's rules, invented premiums)
and in $decision. More: .venv/bin/jisheng --help
On a computer with a display the same command opens the window.
WORDS
