#!/usr/bin/env bash
# assets.sh: build assets/dist, which the binary embeds; quick when nothing changed.
set -euo pipefail
source "$(dirname "$0")/env.sh"

[ -x assets/build.sh ] || { say "assets/build.sh is not here: nothing to build"; exit 0; }
exec assets/build.sh </dev/null
