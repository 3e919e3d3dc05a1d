#!/usr/bin/env bash
# check.sh [CARGO ARGS]: the quick checks before a commit; -p CRATE keeps the lints to one crate.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/assets.sh
cargo fmt --all --check
if [ $# = 0 ]; then set -- --workspace; fi
cargo clippy --quiet "$@" --all-targets -- --deny warnings
exec cargo xtask tidy
