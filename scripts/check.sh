#!/usr/bin/env bash
# The only gate: format, lints, licences, documentation, tests. CI runs the same.
set -euo pipefail
cd "$(dirname "$0")/.."
step() { printf '\n== %s (+%ss)\n' "$1" "$SECONDS"; }

step "tools"
scripts/setup.sh
step "format"
cargo fmt --check
step "lints"
cargo clippy --locked --all-targets -- -D warnings
step "licences, bans and sources"
# Advisories need a database that is cloned from elsewhere; where that cannot be had, they are not checked.
cargo deny --log-level error check licenses bans sources
step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --locked --no-deps --document-private-items --quiet
cargo test --locked --doc --quiet
# The feature `rust-bert` on a real libtorch: its outputs against PyTorch's, its tags against rten's. Its libtorch is a download
# of 812 MB; where that or a C++ compiler cannot be had, or SAYSO_RUST_BERT=0 says so, it is not checked.
step "second engine"
if [ "${SAYSO_RUST_BERT:-1}" = 0 ]; then
  echo "not checked: SAYSO_RUST_BERT=0"
elif ! scripts/setup-rust-bert; then
  echo "not checked: scripts/setup-rust-bert could not set up libtorch"
else
  (
    if [ -z "${LIBTORCH:-}" ]; then . target/libtorch/env.sh; fi
    cargo nextest run --locked --lib --features rust-bert model::
  )
fi
# The feature `review` bundles SQLite, which wants a C compiler; where there is none, it is not checked.
step "review"
if ! command -v cc >/dev/null; then
  echo "not checked: no C compiler"
else
  cargo clippy --locked --all-targets --features review -- -D warnings
  cargo nextest run --locked --features review review:: report::
fi
# The pages in a real Chromium; where that cannot be had, or SAYSO_BROWSER=0 says so, they are not checked.
step "review in a browser"
if ! command -v cc >/dev/null; then
  echo "not checked: no C compiler"
elif [ "${SAYSO_BROWSER:-1}" = 0 ]; then
  echo "not checked: SAYSO_BROWSER=0"
elif ! scripts/setup-review.sh; then
  echo "not checked: scripts/setup-review.sh could not install Chromium"
else
  cargo clippy --locked --all-targets --features browser -- -D warnings
  cargo nextest run --locked --features browser --retries 2 browser::
  if [ -d target/browser/node_modules/axe-core ] && command -v node >/dev/null; then
    node scripts/browser/pages.mjs
  else
    echo "accessibility not checked: no Node"
  fi
fi
step "tests"
cargo nextest run --locked
