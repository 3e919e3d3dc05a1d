#!/usr/bin/env bash
# cluster.sh [ROWS]: the record job counted by clusters of one and two executors on this machine, in 1, 2 and 4 parts, beside fairlead
# alone: the processor time of what counts, and the wall time of the run. FAIRLEAD names a binary that is built already, beside which
# fairlead-cluster lies; without it both are built at their best.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

fairlead=${FAIRLEAD:-$CARGO_TARGET_DIR/release/fairlead}
[ -n "${FAIRLEAD:-}" ] || { cargo build --locked --release --workspace --bins && tools/cluster.sh release; }
venv=$cache/engines
[ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet duckdb==2.0.1 polars==2.1.0; }
rows=${1:-10000000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "$(uptime)"
"$venv/bin/python" bench/records.py make "$rows" "$work"
"$fairlead" reference add imd-invented "$work/areas.csv" --data "$work/data" >/dev/null
for kind in csv parquet; do
    say "== $rows rows, $kind, $(($(stat -c %s "$work/extract.$kind") / 1000000)) MB"
    python3 bench/cluster.py "$fairlead" "$work" "$kind" "$rows"
done
say "$(uptime)"
