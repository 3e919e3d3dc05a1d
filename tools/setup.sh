#!/usr/bin/env bash
# setup.sh [demo|test]: install what is missing, and nothing else.
#
# `demo` is what building and serving needs; `test`, the default, is what every check needs as well.
# When all is there it takes a second or two and touches nothing.
set -euo pipefail
source "$(dirname "$0")/env.sh"

purpose=${1:-test}

# has_server: is a PostgreSQL server here to be started by the tests?
has_server() { "$root/tools/postgres.sh" find >/dev/null 2>&1; }

# must_have COMMAND WHERE: what we cannot install for you.
must_have() {
    command -v "$1" >/dev/null && return
    say "$1 is missing: install $2 and try again"
    exit 1
}

must_have cargo "Rust's stable toolchain, from https://rustup.rs"
must_have node "Node.js 20 or newer"
must_have npm "npm, which comes with Node.js"
must_have python3 "Python 3"

# Debian packages.
wanted=()
command -v cc >/dev/null || wanted+=(build-essential)
python3 -m pip --version >/dev/null 2>&1 || wanted+=(python3-pip)
if [ "$purpose" = test ]; then
    command -v chromium >/dev/null || wanted+=(chromium)
    command -v pdftotext >/dev/null || wanted+=(poppler-utils)
    has_server || wanted+=(postgresql)
fi
if [ ${#wanted[@]} -gt 0 ]; then
    as_root=()
    [ "$(id -u)" = 0 ] || as_root=(sudo -n)
    if ! command -v apt-get >/dev/null || ! "${as_root[@]}" true 2>/dev/null; then
        say "These Debian packages are missing, and this user may not install them: ${wanted[*]}"
        exit 1
    fi
    say "Installing ${wanted[*]}"
    "${as_root[@]}" apt-get update -qq </dev/null >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${wanted[@]}" </dev/null >&2
fi

# The style sheet, script and components that the binary carries.
"$root/tools/assets.sh"

[ "$purpose" = test ] || exit 0

# A runner that shows each test; where it cannot be had, `cargo test` does.
if ! command -v cargo-nextest >/dev/null; then
    say "Building cargo-nextest, once"
    CARGO_TARGET_DIR="$cache/tools/target" cargo install cargo-nextest --locked --quiet --root "$cache/tools" </dev/null >&2 \
        || say "cargo-nextest could not be built here: the tests run under cargo test instead"
    rm -rf "$cache/tools/target"
fi

# What drives the browser: the browser itself is Debian's.
lock=$(sha256sum <e2e/package-lock.json)
if [ "$(cat e2e/node_modules/.lock 2>/dev/null)" != "$lock" ]; then
    say "Installing what drives the browser"
    npm ci --prefix e2e --no-audit --no-fund </dev/null >&2
    printf '%s' "$lock" >e2e/node_modules/.lock
fi
