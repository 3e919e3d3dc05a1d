#!/bin/sh
# Builds the stylesheet, the script and the component templates into assets/dist.
#
# Everything comes from two pinned packages (package-lock.json, requirements.txt)
# and the files beside this one; when none of them changed, nothing is done.
set -eu
cd "$(dirname "$0")"

need() {
    command -v "$1" >/dev/null 2>&1 || { echo "assets: $1 is needed: $2" >&2; exit 1; }
}
need node "install Node.js 20 or later"
need npm "it comes with Node.js"
need python3 "install Python 3"
need sha256sum "it comes with coreutils"

stamp=$(cat package.json package-lock.json requirements.txt fairlead.scss fairlead.js \
    build.sh images/* licences/* | sha256sum | cut -d ' ' -f 1)
if [ -f dist/stamp ] && [ "$(cat dist/stamp)" = "$stamp" ]; then
    echo "assets: up to date" >&2
    exit 0
fi

work=$(mktemp -d)
next=dist.next.$$
trap 'rm -rf "$work" "$next"' EXIT INT TERM

echo "assets: fetching the design system" >&2
# Its peers are for rendering with another template language, which we do not.
npm ci --silent --no-audit --no-fund --ignore-scripts --omit=optional --legacy-peer-deps
python3 -m pip --version >/dev/null 2>&1 || {
    echo "assets: pip is needed: install python3-pip" >&2
    exit 1
}
# The wheel is only unpacked, never run, so the Python here may be older than it asks for.
python3 -m pip download --quiet --disable-pip-version-check --no-deps --require-hashes \
    --only-binary=:all: --python-version 3.13 --dest "$work" -r requirements.txt
python3 -m zipfile -e "$work"/nhsuk_frontend_jinja-*.whl "$work/wheel"

echo "assets: building" >&2
theirs=node_modules/nhsuk-frontend/dist/nhsuk
mkdir -p "$next/public/images" "$next/public/licences" "$next/fixtures"
node node_modules/sass/sass.js --quiet-deps --style=compressed --no-source-map \
    --load-path=node_modules fairlead.scss "$next/public/fairlead.css"
if grep -q -i -E 'url\(["'\'']?(https?:)?//' "$next/public/fairlead.css"; then
    echo "assets: the stylesheet names another origin" >&2
    exit 1
fi
cp fairlead.js "$next/public/"
sed 's|//# sourceMappingURL=.*$||' "$theirs/nhsuk-frontend.min.js" >"$next/public/nhsuk-frontend.min.js"
cp images/* "$next/public/images/"
cp licences/* "$next/public/licences/"
# The reports' typeface, which is embedded in them and in the binary, and its licence.
fonts=node_modules/@expo-google-fonts/source-sans-3
mkdir -p "$next/fonts"
cp "$fonts/400Regular/SourceSans3_400Regular.ttf" "$fonts/700Bold/SourceSans3_700Bold.ttf" "$next/fonts/"
cp "$fonts/LICENSE_FONT" "$next/public/licences/source-sans-3.txt"
# Only the icons the stylesheet asks for: the rest carry the NHS logo.
grep -o 'url([^)]*)' "$next/public/fairlead.css" | tr -d "\"'" |
    sed -n 's|url(images/\([a-z0-9-]*\.svg\))|\1|p' | sort -u |
    while read -r icon; do cp "$theirs/assets/images/$icon" "$next/public/images/"; done
cp -R "$work/wheel/nhsuk_frontend_jinja/templates" "$next/nhsuk-jinja"
for file in "$theirs"/components/*/fixtures.json; do
    cp "$file" "$next/fixtures/$(basename "$(dirname "$file")").json"
done

# What is served, each with its hash; the hash of this list is part of every address.
(cd "$next/public" && find . -type f | LC_ALL=C sort | sed 's|^\./||' | xargs sha256sum) >"$next/manifest.txt"
printf '%s\n' "$stamp" >"$next/stamp"
rm -rf dist
mv "$next" dist
echo "assets: $(wc -l <dist/manifest.txt) files in assets/dist" >&2
