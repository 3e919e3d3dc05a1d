#!/usr/bin/env bash
# records.sh [ROWS…]: the record job, month by quintile by ethnic group with limits, from CSV and from Parquet, and beside it DuckDB and
# Polars from Python and, of CSV and where it is installed, R's data.table: whole processes in alternating runs, medians of five. FAIRLEAD names a binary that is built already.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

fairlead=${FAIRLEAD:-$CARGO_TARGET_DIR/release/fairlead}
[ -n "${FAIRLEAD:-}" ] || cargo build --locked --release --workspace --bins
venv=$cache/engines
if ! { [ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet duckdb==2.0.1 polars==2.1.0; }; }; then
    say "DuckDB and Polars cannot be had here: nothing is shown beside"
    exit 1
fi
[ $# -gt 0 ] || set -- 5000000 10000000
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
say "$(uptime)"
for rows; do
    "$venv/bin/python" bench/records.py make "$rows" "$work"
    "$fairlead" reference add imd-invented "$work/areas.csv" --data "$work/data" >/dev/null
    for kind in csv parquet; do
        size=$(stat -c %s "$work/extract.$kind")
        say "== $rows rows, $kind, $((size / 1000000)) MB"
        also=()
        if [ "$kind" = csv ] && Rscript -e 'library(data.table)' >/dev/null 2>&1; then
            also=("R data.table" "Rscript bench/records.R $work/extract.$kind $work/areas.csv $work/r.csv")
        fi
        python3 bench/beside.py \
            "its bytes read, and nothing else" "cat $work/extract.$kind" \
            "its columns read by Polars, and nothing else" "$venv/bin/python bench/records.py read $work/extract.$kind" \
            "fairlead evidence run" "$fairlead evidence run $work/missed.toml $work/extract.$kind --output $work/results --data $work/data" \
            "DuckDB" "$venv/bin/python bench/records.py duckdb $work/extract.$kind $work/areas.csv $work/duckdb.csv" \
            "Polars, streaming" "$venv/bin/python bench/records.py polars $work/extract.$kind $work/areas.csv $work/polars.csv" \
            "${also[@]}"
        "$venv/bin/python" bench/records.py same "$work/results/released.csv" "$work/duckdb.csv"
        cmp "$work/duckdb.csv" "$work/polars.csv"
        if [ ${#also[@]} -gt 0 ]; then "$venv/bin/python" bench/records.py same "$work/results/released.csv" "$work/r.csv"; fi
        "$fairlead" evidence run "$work/missed.toml" "$work/extract.$kind" --output "$work/again" --data "$work/data" >/dev/null 2>&1
        for file in released.csv released.parquet gaps.json quality.json; do cmp "$work/results/$file" "$work/again/$file"; done
        say "a second run left the same bytes"
        python3 -c 'import json, sys; print("where its time goes:", json.load(open(sys.argv[1]))["seconds"])' "$work/results/run.json"
    done
done
