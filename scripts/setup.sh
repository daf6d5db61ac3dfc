#!/usr/bin/env bash
# Installs what the checks need beside the Rust toolchain. Does nothing on a machine that has it.
set -euo pipefail
have() { cargo "$1" --version >/dev/null 2>&1; }
have nextest || cargo install --quiet --locked cargo-nextest
have deny || cargo install --quiet --locked cargo-deny
