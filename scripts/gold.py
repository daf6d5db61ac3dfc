#!/usr/bin/env python3
"""Turn hand-written labels into gold records: find every quoted span in the text and write its offsets.

    scripts/gold.py check FILE...                      quotes of plain-text documents are found and unique
    scripts/gold.py fill --records out.jsonl FILE...   write `start`, `end` and `spans` into the files

A label file is a subset of a record (SCHEMA `sayso/1`) in which a span is given by its quote: `text` (and
`number` of a figure, `period`, `caveats`, the `inputs` of a check). A quote that occurs more than once says where:
`in` (the id of the claim to search, or a longer quote) or `nth` (1-based); offsets at which the quote already
stands are kept, whatever else is said. Offsets are code points of the record's `text`.
"""

import argparse
import json
import sys
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class LabelError(Exception):
    pass


def occurrences(text, quote, start, end):
    found, at = [], text.find(quote, start, end)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1, end)
    return found


def find(text, quote, within=None, nth=None):
    """The span of `quote` in `text`, inside `within` (a span), the `nth` one if it stands there more often."""
    if not quote:
        raise LabelError("empty quote")
    start, end = within or (0, len(text))
    found = occurrences(text, quote, start, end)
    if not found:
        raise LabelError(f"not found: {quote!r}")
    if nth is None and len(found) > 1:
        raise LabelError(f"found {len(found)} times, say `in` or `nth`: {quote!r}")
    if nth is not None and nth > len(found):
        raise LabelError(f"found only {len(found)} times: {quote!r}")
    at = found[(nth or 1) - 1]
    return [at, at + len(quote)]


def place(label, text, within=None):
    """Write `start` and `end` of a label with a `text` of its own, in place."""
    start, end = label.get("start"), label.get("end")
    if start is None or text[start:end] != label["text"]:
        start, end = find(text, label["text"], within, label.get("nth"))
    label["start"], label["end"] = start, end
    return [start, end]


def fill(gold, text):
    """Write offsets into `gold` in place and return the list of problems."""
    problems, claims = [], {}

    def attempt(place, action):
        try:
            return action()
        except LabelError as error:
            problems.append(f"{place}: {error}")
            return None

    for claim in gold.get("claims", []):
        span = attempt(claim["id"], lambda: find(text, claim["text"], nth=claim.get("nth")))
        if span:
            claim["start"], claim["end"] = span
            claims[claim["id"]] = span

    def scope(label):
        where = label.get("in")
        if where is None:
            return None
        return claims[where] if where in claims else find(text, where)

    for figure in gold.get("figures", []):
        def locate():
            span = place(figure, text, scope(figure))
            number = figure.get("number")
            if number:
                label = number if isinstance(number, dict) else {"text": number, "nth": 1}
                start, end = place(label, text, span)
                figure["number"] = {"start": start, "end": end, "text": label["text"]}
            for label in filter(None, [figure.get("period"), *figure.get("caveats", [])]):
                place(label, text)
            for slot in ("subject", "denominator", "place"):
                if figure.get(slot) and figure[slot] not in text:
                    raise LabelError(f"{slot} not found: {figure[slot]!r}")
        attempt(figure["id"], locate)

    numbers = {figure["id"]: figure.get("number") for figure in gold.get("figures", [])}
    for check in gold.get("checks", []):
        for label in check["inputs"]:
            number = numbers.get(label["figure"])
            if number is None:
                problems.append(f"check: no figure {label['figure']!r}")
            else:
                label.update(number)

    for attribution in gold.get("attributions", []):
        for part in ("source", "cue", "content"):
            label = attribution.get(part)
            if label is None or not label.get("text"):
                continue
            quotes = label["text"] if isinstance(label["text"], list) else [label["text"]]
            where = label.get("in", attribution.get("in"))

            def locate():
                spans = label.get("spans") or []
                if where is None and [text[start:end] for start, end in spans] == quotes:
                    return
                around = scope({"in": where})
                label["spans"] = [find(text, quote, around, label.get("nth")) for quote in quotes]
            attempt(f"{attribution['id']}.{part}", locate)

    for field, kind in (("figures", "figures"), ("attribution", "attributions")):
        known = {label["id"] for label in gold.get(kind, [])}
        for claim in gold.get("claims", []):
            named = claim.get(field) or []
            for name in [named] if isinstance(named, str) else named:
                if name not in known:
                    problems.append(f"{claim['id']}: no {kind} entry {name!r}")
    return problems


def document_text(identifier):
    files = [folder / identifier for folder in (CORPUS / "samples", CORPUS / "figures", CORPUS / "gold")]
    raw = next(file for file in files if file.exists()).read_bytes().decode("utf-8-sig")
    return raw.replace("\r\n", "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("action", choices=("check", "fill"))
    parser.add_argument("--records", help="records of `sayso tag`, which hold the texts")
    parser.add_argument("files", nargs="+", type=Path)
    options = parser.parse_args()
    texts = {}
    if options.records:
        with open(options.records, encoding="utf-8") as lines:
            texts = {record["id"]: record["text"] for record in map(json.loads, lines)}
    failed = False
    for file in options.files:
        gold = json.loads(file.read_text(encoding="utf-8"))
        text = texts[gold["id"]] if options.records else document_text(gold["id"])
        problems = fill(gold, text)
        for problem in problems:
            print(f"{file}: {problem}", file=sys.stderr)
        failed |= bool(problems)
        if options.action == "fill" and not problems:
            file.write_text(json.dumps(gold, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
