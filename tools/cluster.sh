#!/usr/bin/env bash
# cluster.sh [build | ARGS]: build what counts on several machines, then start a scheduler and two executors on this one.
#
# It says its address, for “fairlead evidence run … --engine df://HOST:PORT”, and stops them all when it is interrupted.
# ARGS are those of “fairlead-cluster local”: --listen 127.0.0.1:50050 --executors 2 --data fairlead-data
set -euo pipefail
source "$(dirname "$0")/env.sh"

# A workspace of its own, and the same folder for what is built: the program lies beside fairlead, which finds it there.
cargo build --locked --manifest-path crates/cluster/Cargo.toml
[ "${1:-}" = build ] && exit
exec "$CARGO_TARGET_DIR/debug/fairlead-cluster" local "$@"
