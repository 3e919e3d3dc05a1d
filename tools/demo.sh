#!/usr/bin/env bash
# demo.sh [ARGS]: install what is missing, build, load the example region and serve it.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/setup.sh demo
cargo build --locked --profile demo --package fairlead
# The example is loaded afresh each time, so it never shares a folder with real data.
export FAIRLEAD_DATA=$cache/demo
exec "$CARGO_TARGET_DIR/demo/fairlead" demo "$@"
