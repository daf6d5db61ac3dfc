#!/usr/bin/env bash
# Installs what the tests of `sayso review` in a real browser need: Debian's Chromium and its driver, and, where Node is, playwright-core
# and axe-core as scripts/browser/package-lock.json has them. Does nothing on a machine that has it; fails where Chromium cannot be had.
set -euo pipefail
cd "$(dirname "$0")/.."
if ! command -v chromium >/dev/null || ! command -v chromedriver >/dev/null; then
  if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
    echo "Chromium is not installed, and only root can install it, with apt-get" >&2
    exit 1
  fi
  apt-get install --yes --quiet --no-install-recommends chromium chromium-driver >/dev/null
fi
command -v npm >/dev/null || exit 0
mkdir -p target/browser
if ! cmp --silent scripts/browser/package-lock.json target/browser/package-lock.json || [ ! -d target/browser/node_modules/axe-core ]; then
  cp scripts/browser/package.json scripts/browser/package-lock.json target/browser/
  npm ci --prefix target/browser --silent --no-audit --no-fund --ignore-scripts
fi
