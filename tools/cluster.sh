#!/usr/bin/env bash
# cluster.sh [release | ARGS]: build what counts on several machines, then start a scheduler and two executors on this one.
#
# release: build it at its best and start nothing.
# It says its address, for “fairlead evidence run … --engine df://HOST:PORT”, and stops them all when it is interrupted.
# ARGS are those of “fairlead-cluster local”: --listen 127.0.0.1:50050 --executors 2 --data fairlead-data
set -euo pipefail
source "$(dirname "$0")/env.sh"

# A workspace of its own, and the same folder for what is built: the program lies beside fairlead, which finds it there.
if [ "${1:-}" = release ]; then
    cargo build --locked --release --manifest-path crates/cluster/Cargo.toml
    say "built $CARGO_TARGET_DIR/release/fairlead-cluster"
    exit
fi
cargo build --locked --manifest-path crates/cluster/Cargo.toml
exec "$CARGO_TARGET_DIR/debug/fairlead-cluster" local "$@"
