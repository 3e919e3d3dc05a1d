#!/usr/bin/env bash
# pictures.sh: a picture of every page in e2e/pages.txt, at two widths, into pictures/.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/setup.sh test
cargo build --locked --workspace --bins
exec node e2e/pictures.mjs "$CARGO_TARGET_DIR/debug/fairlead"
