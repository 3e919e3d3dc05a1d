#!/usr/bin/env bash
# bench.sh [NAME…]: the benchmarks in bench/, all or those named; each is a script that prints its own figures.
set -euo pipefail
source "$(dirname "$0")/env.sh"

if [ $# = 0 ]; then
    shopt -s nullglob
    set -- bench/*.sh
else
    set -- "${@/#/bench/}"
    set -- "${@/%/.sh}"
fi
[ $# -gt 0 ] || { say "bench/ holds no benchmark"; exit 1; }
for script; do
    say "== $script"
    "$script"
done
