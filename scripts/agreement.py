#!/usr/bin/env python3
"""How well two labellers agree on claim types and verdicts, which is the ceiling for any program.

    scripts/agreement.py > corpus/reports/agreement.md

`corpus/gold/second/PART.jsonl` holds what the first labeller and, blind, a second one said of every claim. The labels in
`corpus/gold/PART` are those of the first, mended where a reading of both found the second or neither right.
"""

import json
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TYPES = ("figure", "case", "policy", "assertion")


def kappa(pairs):
    """Cohen's kappa (1960) of (first, second) labels."""
    count = len(pairs)
    first, second = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(first[label] * second[label] for label in first) / count**2
    same = sum(a == b for a, b in pairs) / count
    return (same - chance) / (1 - chance)


def main():
    print("# Two labellers\n")
    print("Made by `scripts/agreement.py` from `corpus/gold/second`. F1 of the second labeller against the first; both label "
          "the same claims, so what counts as a claim is not compared here.\n")
    print("| part | documents | claims | " + " | ".join(f"{kind} F1" for kind in TYPES) + " | macro | same set of types | "
          "verdict, accuracy | verdict, Cohen's kappa |")
    print("| --- |" + " --- |" * 10)
    for part in ("dev", "test"):
        documents = [json.loads(line) for line in (ROOT / f"corpus/gold/second/{part}.jsonl").open(encoding="utf-8")]
        pairs = [(claim["first"], claim["second"]) for document in documents for claim in document["claims"].values()]
        scores = []
        for kind in TYPES:
            both = sum(kind in a["types"] and kind in b["types"] for a, b in pairs)
            either = sum((kind in a["types"]) + (kind in b["types"]) for a, b in pairs)
            scores.append(200 * both / either)
        same = 100 * sum(set(a["types"]) == set(b["types"]) for a, b in pairs) / len(pairs)
        verdicts = [(a["sourcing"], b["sourcing"]) for a, b in pairs]
        right = 100 * sum(a == b for a, b in verdicts) / len(pairs)
        cells = [part, len(documents), len(pairs), *(f"{score:.1f}" for score in scores), f"{sum(scores) / 4:.1f}",
                 f"{same:.1f}", f"{right:.1f}", f"{kappa(verdicts):.2f}"]
        print("| " + " | ".join(map(str, cells)) + " |")


if __name__ == "__main__":
    main()
