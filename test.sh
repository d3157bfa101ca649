#!/usr/bin/env bash
# Installs what is missing, restores, builds and runs every test. The last line counts them.
set -euo pipefail
cd "$(dirname "$0")"

say() { printf '\n== %s\n' "$*"; }

need_packages() {
    local run=()
    [ "$(id -u)" -eq 0 ] || run=(sudo)
    "${run[@]}" apt-get update -qq
    "${run[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
}

for tool in dotnet node npm; do
    command -v "$tool" >/dev/null || { echo "$tool is not installed; see README.md, What you need." >&2; exit 1; }
done
if ! command -v chromium >/dev/null; then
    say "Installing Chromium"
    need_packages chromium fonts-dejavu
fi

say "Packages for the page and the tests"
for folder in src/SupervisionBot.LocalTeams tests/cards tests/guides tests/SupervisionBot.EndToEnd/npm; do
    [ -f "$folder/package-lock.json" ] || continue
    if [ ! -f "$folder/node_modules/.package-lock.json" ] || [ "$folder/package-lock.json" -nt "$folder/node_modules/.package-lock.json" ]; then
        npm ci --prefix "$folder" --no-audit --no-fund --silent
    fi
done

say "Restore and build"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
dotnet restore SupervisionBot.sln --locked-mode --verbosity quiet
dotnet build SupervisionBot.sln --no-restore --verbosity quiet

say "Tests"
results="$(mktemp -d)"
trap 'rm -rf "$results"' EXIT
failed=0
for project in tests/*/*.csproj; do
    name="$(basename "$project" .csproj)"
    dotnet test "$project" --no-build --verbosity quiet --logger "trx;LogFileName=$name.trx" --results-directory "$results" || failed=1
done

# Every project must have left its results: one that crashed or found no test is a failure, not a silence.
node - "$results" tests/*/*.csproj <<'COUNT' || failed=1
const fs = require('fs'), path = require('path');
const [folder, ...projects] = process.argv.slice(2);
const sum = { passed: 0, failed: 0, skipped: 0 };
for (const project of projects) {
  const name = path.basename(project, '.csproj');
  const file = path.join(folder, `${name}.trx`);
  const counters = fs.existsSync(file) && /<Counters ([^>]*)\/>/.exec(fs.readFileSync(file, 'utf8'));
  const read = key => Number(new RegExp(` ${key}="(\\d+)"`).exec(` ${counters?.[1] ?? ''}`)?.[1] ?? 0);
  const [total, passed, failed] = [read('total'), read('passed'), read('failed') + read('error') + read('timeout') + read('aborted')];
  if (!total) { console.error(`${name} ran no test`); sum.failed++; continue; }
  sum.passed += passed; sum.failed += failed; sum.skipped += total - passed - failed;
}
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exit(sum.failed ? 1 : 0);
COUNT
exit "$failed"
