#!/usr/bin/env bash
# release.sh: the binary at its best, packed with its licences and a checksum, into the build folder.
set -euo pipefail
source "$(dirname "$0")/env.sh"

tools/setup.sh demo
cargo build --locked --release --package fairlead
version=$(sed -n 's/^version = "\(.*\)"/\1/p' Cargo.toml | head -1)
name=fairlead-$version-$(rustc -vV | sed -n 's/^host: //p')
out=$CARGO_TARGET_DIR/releases
rm -rf "${out:?}/$name" && mkdir -p "$out/$name"
cp "$CARGO_TARGET_DIR/release/fairlead" LICENSE-MIT LICENSE-APACHE "$out/$name/"
for page in README.md CHANGELOG.md; do [ ! -f "$page" ] || cp "$page" "$out/$name/"; done
# Sorted, unowned and dated by the last commit, so that the same commit packs to the same bytes.
tar --sort=name --owner=0 --group=0 --numeric-owner --mtime="@$(git log -1 --format=%ct)" -C "$out" -c "$name" | gzip -n9 >"$out/$name.tar.gz"
(cd "$out" && sha256sum "$name.tar.gz" | tee "$name.tar.gz.sha256")
say "In $out"
