#!/usr/bin/env bash
# Scores the rules on our own samples and writes corpus/reports/samples.md. Uses the release binary.
set -euo pipefail
cd "$(dirname "$0")/.."
binary=target/release/sayso
records=$(mktemp --suffix .jsonl)
trap 'rm -f "$records"' EXIT
"$binary" tag corpus/samples --quiet > "$records"
{
  echo "# Scores on our own samples"
  echo
  echo "Made by \`scripts/evaluate.sh\` ($("$binary" --version), rules alone, no model), from"
  echo "\`sayso eval --gold corpus/gold --pred out.jsonl\`. The rules were mended for kinds of mistake seen on these documents:"
  echo "the scores are no forecast for others."
  echo
  echo '```text'
  "$binary" eval --gold corpus/gold --pred "$records"
  echo '```'
} > corpus/reports/samples.md
