#!/usr/bin/env bash
# demo.sh [ARGS]: install what is missing, build, load the example region and serve it.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/setup.sh demo
# The same build as the tests', so that neither waits for the other's; make release is the quick binary.
cargo build --locked --workspace --bins
# The example is loaded afresh each time, so it never shares a folder with real data.
export FAIRLEAD_DATA=${FAIRLEAD_DATA:-$cache/demo}
exec "$CARGO_TARGET_DIR/debug/fairlead" demo "$@"
