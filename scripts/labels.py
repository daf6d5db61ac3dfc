#!/usr/bin/env python3
"""Labels of documents that are not ours: from quotes to offsets alone.

    scripts/labels.py DIR -o corpus/labels/NAME.jsonl

DIR holds `texts/ID.txt`, the text of each record as `sayso tag` gives it, and `quotes/ID.json`, labels in the form
that `scripts/gold.py` checks. Every line of the result is one document: its id, the SHA-256 of the text that the
offsets (code points) refer to, claims, attributions and names, without a word of the text.
"""

import argparse
import hashlib
import json
import re
import sys
from pathlib import Path

from gold import fill


def spans(label):
    return label.get("spans", []) if label else None


def attribution(label):
    source = label.get("source")
    return {
        "id": label["id"],
        "source": {"spans": source.get("spans", []), "kind": source["kind"]} if source else None,
        "cue": spans(label.get("cue")),
        "content": spans(label.get("content")),
        "scope": label["scope"],
    }


def claim(label):
    kept = ("start", "end", "types", "attribution", "sourcing", "check_worthiness")
    return {key: label[key] for key in kept}


def names(labels, text):
    """Every occurrence of every name; where two overlap, the longer one."""
    found, taken = [], [False] * len(text)
    for label in sorted(labels, key=lambda label: -len(label["text"])):
        pattern = r"(?<!\w)" + re.escape(label["text"]) + r"(?!\w)"
        for match in re.finditer(pattern, text):
            if not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = [True] * (match.end() - match.start())
                found.append([match.start(), match.end(), label["kind"]])
    return sorted(found)


def line(text, labels):
    return {
        "id": labels["id"],
        "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
        "claims": sorted(map(claim, labels["claims"]), key=lambda claim: claim["start"]),
        "attributions": [attribution(label) for label in labels["attributions"]],
        "names": names(labels.get("names", []), text),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("-o", "--output", type=Path, required=True)
    options = parser.parse_args()
    lines, failed = [], False
    for file in sorted((options.folder / "quotes").glob("*.json")):
        labels = json.loads(file.read_text(encoding="utf-8"))
        text = (options.folder / "texts" / f"{file.stem}.txt").read_text(encoding="utf-8")
        problems = fill(labels, text)
        for problem in problems:
            print(f"{file}: {problem}", file=sys.stderr)
        failed |= bool(problems)
        lines.append(json.dumps(line(text, labels), separators=(",", ":")) + "\n")
    if failed:
        sys.exit(1)
    options.output.write_text("".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()
