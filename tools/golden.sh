#!/usr/bin/env bash
# golden.sh [CARGO ARGS]: write the golden files anew, then show what changed: it must be read before it is kept.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/setup.sh test
if [ $# = 0 ]; then set -- --workspace; fi
# Tests that hold golden files in their own way ask for UPDATE_GOLDEN; insta has a name of its own.
cargo xtask methods
INSTA_UPDATE=always UPDATE_GOLDEN=1 cargo test --quiet --no-fail-fast "$@" || say "Some tests still fail: see above"
git status --short
git --no-pager diff --stat
