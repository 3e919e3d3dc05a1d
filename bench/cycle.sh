#!/usr/bin/env bash
# cycle.sh: a round of 60 bodies with 8 objectives each is opened and answered over HTTP, and every list page is asked for.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

cargo build --locked --release --workspace --bins
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "$(uptime)"
python3 bench/cycle.py "$CARGO_TARGET_DIR/release/fairlead" "$work" 60 8
