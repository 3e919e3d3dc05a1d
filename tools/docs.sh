#!/usr/bin/env bash
# docs.sh: the code's documentation, as pages.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/assets.sh
RUSTDOCFLAGS="--deny warnings" cargo doc --locked --workspace --no-deps
say "The documentation begins at $CARGO_TARGET_DIR/doc/fairlead/index.html"
