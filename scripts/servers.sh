#!/usr/bin/env bash
# What only tests need from Debian: a browser, PostgreSQL, and Java for Spark. As root they are installed; else the command is named,
# and the tests that need them fail with the same words (they are never skipped).
set -uo pipefail
missing=()
# The headless shell is the same Chromium without the windows nobody looks at; where there is only the whole one, it does, at
# twice the time.
[ -x "${CHROMIUM:-/usr/bin/chromium-headless-shell}" ] || { [ "$(id -u)" != 0 ] && [ -x /usr/bin/chromium ]; } || missing+=(chromium-headless-shell)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v java >/dev/null || missing+=(openjdk-17-jre-headless)
[ ${#missing[@]} -eq 0 ] && exit 0
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
  echo "Installing ${missing[*]} …"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq && apt-get install -y -qq --no-install-recommends "${missing[@]}" fonts-dejavu-core >/dev/null
else
  echo "Missing for the tests: ${missing[*]}. Install: sudo apt-get install ${missing[*]}" >&2
  exit 1
fi
