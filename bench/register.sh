#!/usr/bin/env bash
# register.sh: 10,000 actions with 100,000 updates, and what lists, pages, searches and files of them take. FAIRLEAD names a binary that
# is built already; without it the release build is made.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

fairlead=${FAIRLEAD:-$CARGO_TARGET_DIR/release/fairlead}
[ -n "${FAIRLEAD:-}" ] || cargo build --locked --release --workspace --bins
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "$(uptime)"
python3 bench/register.py "$fairlead" "$work"
say "$(uptime)"
