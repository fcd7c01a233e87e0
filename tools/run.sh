#!/usr/bin/env bash
# Opens the window; on a machine without a display shows what the program decides instead.
set -euo pipefail
cd "$(dirname "$0")/.."

if [[ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" || "$(uname)" == Darwin ]]; then
  exec .venv/bin/jisheng
fi
sample=resources/samples/one-child-household.json
results="$(mktemp -d)/decision.json"
echo "There is no display here, so no window. This is the decision on the sample household"
echo "  $sample"
echo "by Xi'an's scheme 2025-2029, whose sources state the subsidy but no premium:"
echo
.venv/bin/jisheng decide --scheme resources/schemes/xian-2025.toml "$sample" | tee "$results" || true
echo
echo "It is also in $results. On a computer with a display the same command opens the window."
