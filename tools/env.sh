# Where everything of ours is kept, for the other scripts here to read first.
# Nothing is built or cached in the checkout but npm's own node_modules and assets/dist, which git ignores.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/fairlead

export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$cache/target}
export npm_config_cache=${npm_config_cache:-$cache/npm}
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
export PIP_CACHE_DIR=${PIP_CACHE_DIR:-$cache/pip}
export PIP_DISABLE_PIP_VERSION_CHECK=1
export PATH="$PATH:$cache/tools/bin"

mkdir -p "$cache"
cd "$root"

# Several checkouts may share what is built. Ours are built anew when another checkout was built last: what a test
# knows of its folder is compiled into it.
if [ "$(cat "$CARGO_TARGET_DIR/checkout" 2>/dev/null)" != "$root" ]; then
    mkdir -p "$CARGO_TARGET_DIR"
    find crates xtask -name '*.rs' -exec touch {} +
    printf '%s\n' "$root" >"$CARGO_TARGET_DIR/checkout"
fi

# say WORDS: to whoever watches; what a script prints as its result goes to stdout.
say() { printf '%s\n' "$*" >&2; }

# seconds: the time now, and its fraction.
seconds() { date +%s.%N; }
