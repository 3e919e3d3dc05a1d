#!/usr/bin/env bash
# tidy.sh: the house's own rules.
set -euo pipefail
source "$(dirname "$0")/env.sh"

exec cargo xtask tidy
