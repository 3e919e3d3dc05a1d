#!/usr/bin/env bash
# serve.sh [ARGS]: build, and serve what ./fairlead-data (or FAIRLEAD_DATA) holds.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/setup.sh demo
cargo build --locked --workspace --bins
exec "$CARGO_TARGET_DIR/debug/fairlead" serve "$@"
