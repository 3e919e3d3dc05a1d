#!/usr/bin/env bash
# measure.sh: the measures that are asked of many groups at once, inside the process; then the same as whole processes
# of the release build, a table in and JSON out; and beside them the R package, where Rscript has it.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

cargo bench --locked --package measure --bench measures
cargo build --locked --release --package fairlead
fairlead=$CARGO_TARGET_DIR/release/fairlead
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 bench/measure_tables.py "$work"

measure() { python3 bench/measure.py "$@"; }
measure "sii,rii, 5000 x 10 values" "$fairlead" measure "$work/values.csv" --measure sii,rii --group place --json
measure "sii,rii, 5000 x 10 counts" "$fairlead" measure "$work/counts.csv" --measure sii,rii --group place --json
measure "dsr, 5000 x 19 ages" "$fairlead" measure "$work/ages.csv" --measure dsr --group place --json
measure "spc, 1000 x 36 points" "$fairlead" spc "$work/series.csv" --json

if command -v Rscript >/dev/null && Rscript -e 'library(PHEindicatormethods); library(NHSRplotthedots)' >/dev/null 2>&1; then
    # The simulated limits take R about 0.4 s a group, so it is given 50 of the 5,000.
    measure "R, sii,rii, 50 x 10 values" Rscript bench/measure.R "$work" slope
    measure "R, dsr, 5000 x 19 ages" Rscript bench/measure.R "$work" dsr
    measure "R, spc, 1000 x 36 points" Rscript bench/measure.R "$work" spc
else
    say "R with PHEindicatormethods and NHSRplotthedots is not installed: nothing is shown beside"
fi
