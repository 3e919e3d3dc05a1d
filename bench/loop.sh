#!/usr/bin/env bash
# loop.sh: how long each step of the loop takes and how much memory it holds, as whole processes of the release build:
# a run to warm up, then five; the median of the wall time, and the most memory of any of them.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

cargo build --locked --release --package fairlead
fairlead=$CARGO_TARGET_DIR/release/fairlead
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
region=$root/data/demo/three-rivers

measure() { python3 bench/measure.py "$@"; }

for rows in 200000 2000000; do
    "$fairlead" demo --no-serve --data "$work/demo-$rows" --rows "$rows" 2>/dev/null
    measure "evidence run, $rows rows" "$fairlead" evidence run "$work/demo-$rows/demo/community-clinic-non-attendance.toml" \
        "$work/demo-$rows/demo/community-clinic-appointments.csv" --output "$work/results-$rows" --data "$work/demo-$rows"
done
measure "read, seven Word returns" "$fairlead" read "$region"/returns/*.docx --json
measure "read, an action plan" "$fairlead" read "$region/action-plan.md" --json
measure "report board, nine bodies" "$fairlead" report board --output "$work/board.pdf" --data "$work/demo-200000"
