#!/usr/bin/env bash
# clean.sh: forget what was built; what was kept in fairlead-data stays.
set -euo pipefail
source "$(dirname "$0")/env.sh"

cargo clean
rm -rf assets/dist assets/node_modules e2e/node_modules e2e/results pictures
