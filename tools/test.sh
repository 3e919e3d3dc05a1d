#!/usr/bin/env bash
# test.sh: install what is missing, then every check and test there is.
#
# Each step has a heading and its time. A step that fails does not stop those that can still say something. The last
# line counts the tests that passed and failed; a check with no tests in it counts only when it fails, as one.
# It asks nothing and needs no terminal. FAIRLEAD_SHARED names a folder of shared acceptance figures; ../shared otherwise.
set -uo pipefail
source "$(dirname "$0")/env.sh"
exec </dev/null
export CARGO_TERM_COLOR=${CARGO_TERM_COLOR:-$([ -t 1 ] && echo always || echo never)}

passed=0 failed=0 times=() broken=()
scratch=$(mktemp -d)
trap 'tools/postgres.sh stop "$scratch/postgres"; rm -rf "$scratch"' EXIT
trap 'exit 130' INT TERM

# step NAME COMMAND…: run it under a heading, showing what it says and keeping it in $scratch/said; answer as it does.
step() {
    local name=$1 began status
    shift
    printf '\n== %s\n' "$name"
    began=$(seconds)
    "$@" 2>&1 | tee "$scratch/said"
    status=${PIPESTATUS[0]}
    times+=("$(awk -v from="$began" -v to="$(seconds)" 'BEGIN { printf "%8.1f s", to - from }')  $name")
    printf -- '-- %s\n' "${times[-1]#"${times[-1]%%[! ]*}"}"
    return "$status"
}

# check NAME COMMAND…: a step with no tests in it.
check() {
    step "$@" && return
    failed=$((failed + 1)) broken+=("$1")
    return 1
}

# tests NAME COMMAND…: a step whose tests are counted. One that fails and counts no failure never got to its tests.
tests() {
    local status=0 before=$failed
    step "$@" || status=$?
    count
    [ "$failed" = "$before" ] && [ "$status" != 0 ] && failed=$((failed + 1))
    [ "$status" = 0 ] || broken+=("$1")
    return "$status"
}

# count: add up what the runners say of themselves: nextest, cargo test, and our journeys.
count() {
    local numbers
    numbers=$(sed 's/\x1b\[[0-9;]*m//g' "$scratch/said" | awk '
        function number_before(word,   at) { return match($0, "[0-9]+ " word) ? substr($0, RSTART, RLENGTH) + 0 : 0 }
        /^ *Summary \[.*tests? run:/ { sub(/.*tests? run:/, ""); p += number_before("passed"); f += number_before("failed") + number_before("exec failed") + number_before("timed out") }
        /^test result: / { p += number_before("passed"); f += number_before("failed") }
        /^[0-9]+ passed, [0-9]+ failed$/ { p += number_before("passed"); f += number_before("failed") }
        END { print p + 0, f + 0 }')
    passed=$((passed + ${numbers% *})) failed=$((failed + ${numbers#* }))
}

finish() {
    printf '\n== The slowest steps\n'
    printf '%s\n' "${times[@]}" | sort -rn | head -5
    printf '\n== Shared acceptance figures\n'
    shared=${FAIRLEAD_SHARED:-$root/../shared}
    if [ -d "$shared" ]; then
        printf 'found at %s: the tests that hold us to them ran\n' "$(cd "$shared" && pwd)"
    else
        printf 'not at %s: the tests that hold us to them had nothing to check\n' "$shared"
    fi
    printf '\n'
    [ ${#broken[@]} = 0 ] || printf 'Failed: %s\n' "$(printf '%s; ' "${broken[@]}" | sed 's/; $//')"
    printf '%s passed, %s failed\n' "$passed" "$failed"
    [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
    exit
}

check "Set up" tools/setup.sh test || finish

check "Format" cargo fmt --all --check
check "Format of the cluster" cargo fmt --manifest-path crates/cluster/Cargo.toml --check
check "Lints" cargo clippy --locked --workspace --all-targets -- --deny warnings
check "Build" cargo build --locked --workspace --bins
built=$?

# One server for the whole run, where each test makes a database of its own; a test alone starts a server itself.
start_postgres() { tools/postgres.sh start "$scratch/postgres" $$ >"$scratch/url"; }
if check "PostgreSQL" start_postgres; then
    FAIRLEAD_TEST_POSTGRES=$(cat "$scratch/url")
    export FAIRLEAD_TEST_POSTGRES
fi

if command -v cargo-nextest >/dev/null; then
    tests "Tests" cargo nextest run --locked --workspace --no-fail-fast --no-tests=pass --status-level=fail --final-status-level=slow
else
    tests "Tests" cargo test --locked --workspace --lib --bins --tests --no-fail-fast --quiet
fi
tests "Examples in the documentation" cargo test --locked --workspace --doc --no-fail-fast --quiet

tests "The journeys' own harness" node e2e/self_test.mjs
if [ "$built" = 0 ]; then
    tests "Journeys in a browser" node e2e/run.mjs "$CARGO_TARGET_DIR/debug/fairlead"
else
    printf '\n== Journeys in a browser\nnot run: there is no binary\n'
fi

# A workspace of its own; its tests start and stop a scheduler and executors. Last, since it is what fewest need.
tests "Cluster" cargo test --locked --manifest-path crates/cluster/Cargo.toml --no-fail-fast --quiet
finish
