#!/usr/bin/env bash
# returns.sh: 500 returns of ten pages, made up, read and interpreted on all processors; then three files that are large
# in one way each; and beside them python-docx, which only walks the tables of the same 500.
set -euo pipefail
source "$(dirname "$0")/../tools/env.sh"

cargo build --locked --release --package intake --example returns
returns=$CARGO_TARGET_DIR/release/examples/returns
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/returns" "$work/large"
"$returns" write "$work/returns" 500
python3 bench/returns.py pack "$work/returns"
"$returns" large "$work/large"

measure() { python3 bench/measure.py "$@"; }
say "$(uptime)"
"$returns" read "$work/returns"
measure "read, 500 returns" "$returns" read "$work/returns"
for path in "$work"/large/*; do
    name=$(basename "$path")
    mkdir "$work/${name%.*}" && mv "$path" "$work/${name%.*}"
    measure "read, $name" "$returns" read "$work/${name%.*}"
done

venv=$cache/python-docx
if [ -x "$venv/bin/python" ] || { python3 -m venv "$venv" && "$venv/bin/pip" install --quiet python-docx; }; then
    measure "python-docx, tables of the 500" "$venv/bin/python" bench/returns.py walk "$work/returns"
else
    say "python-docx cannot be had here: nothing is shown beside"
fi
