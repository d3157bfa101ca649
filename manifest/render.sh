#!/usr/bin/env bash
# Draws color.png and outline.png from the SVG beside them, with Chromium.
set -euo pipefail
cd "$(dirname "$0")"

draw() {
    chromium --headless --no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync \
        --hide-scrollbars --force-device-scale-factor=1 --default-background-color="$3" --window-size="$2,$2" --screenshot="$PWD/$1.png" "file://$PWD/$1.svg" 2>/dev/null
}
draw color 192 1f5b66ff
draw outline 32 00000000
