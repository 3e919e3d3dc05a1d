#!/usr/bin/env bash
# fuzz.sh [TARGET…]: run each fuzz target of fuzz/, all or those named, for FUZZ_SECONDS each, 60 if nothing is said.
#
# What it starts from is made of our own fixtures; what it found on the way is kept in the cache, and gone on from next
# time. What breaks a promise stops its target, is kept beside, and makes this fail when all have run.
set -euo pipefail
source "$(dirname "$0")/env.sh"

seconds=${FUZZ_SECONDS:-60}
kept=$cache/fuzz
export CARGO_TARGET_DIR=$CARGO_TARGET_DIR/fuzz

command -v c++ >/dev/null || { say "c++ is missing: install Debian's g++ and try again"; exit 1; }
if ! command -v cargo-fuzz >/dev/null; then
    say "Building cargo-fuzz, once"
    CARGO_TARGET_DIR="$cache/tools/target" cargo install cargo-fuzz --locked --quiet --root "$cache/tools" </dev/null >&2
    rm -rf "$cache/tools/target"
fi
python3 fuzz/seeds.py . "$kept/corpus"

# No sanitizer: they ask for a nightly compiler. Ours holds no unsafe code, and overflow is checked all the same.
target=$(rustc -vV | sed -n 's/^host: //p')
cargo fuzz build --sanitizer none --target "$target"
if [ $# = 0 ]; then
    for path in fuzz/targets/*.rs; do set -- "$@" "$(basename "$path" .rs)"; done
fi
broken=()
for name; do
    words=fuzz/words/$name.dict
    [ -f "$words" ] || words=fuzz/words/words.dict
    mkdir -p "$kept/corpus/$name" "$kept/found/$name"
    say "== $name, for $seconds seconds"
    "$CARGO_TARGET_DIR/$target/release/$name" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len="${MAX_LEN:-40000}" \
        -dict="$words" -artifact_prefix="$kept/found/$name/" -print_final_stats=1 -verbosity=1 "$kept/corpus/$name" \
        >"$kept/$name.log" 2>&1 </dev/null || broken+=("$name")
    grep -E '^stat::(number_of_executed_units|new_units_added|peak_rss_mb|slowest_unit_time_sec)' "$kept/$name.log" | sed 's/^stat:://' || true
done
[ ${#broken[@]} = 0 ] || { say "Broken: ${broken[*]}; see $kept"; exit 1; }
say "Nothing was found."
