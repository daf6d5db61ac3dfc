#!/usr/bin/env python3
"""Picks claims to be read by hand for `corpus/reports/reading.md`.

    scripts/reading.py --seed 20261124 --binary target/debug/sayso > /tmp/sheet.txt

Runs the binary with its model over 160 answers of `uk_answers` and the Wikinews articles of `gum`, a sentence a line, and
shows 120 and 80 of their claims, picked at random, each with the text around it and everything that the record says
of it. The sheet holds text that is not ours: it stays out of the repository.
"""

import argparse
import json
import random
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ANSWERS, FROM_ANSWERS, FROM_NEWS = 160, 120, 80
AROUND = 420


def answers(data, chance):
    lines = [line for file in sorted((data / "uk_answers").glob("*.jsonl")) for line in file.open(encoding="utf-8")]
    return [json.loads(line) for line in chance.sample(lines, ANSWERS)]


def news(data):
    for line in (data / "gum/gum.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["doc"].startswith("GUM_news_"):
            yield {"id": row["doc"], "text": "\n".join(sentence["text"] for sentence in row["sentences"])}


def tagged(binary, rows):
    with tempfile.TemporaryDirectory() as folder:
        path, out = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
        subprocess.run([binary, "tag", "-q", path, "-o", out], check=True)
        return [json.loads(line) for line in out.open(encoding="utf-8")]


def words(part):
    return part.get("text") if isinstance(part, dict) else part


def shown(number, data, record, claim):
    by_id = {one["id"]: one for part in ("attributions", "figures", "cases") for one in record[part]}
    link = by_id.get(claim["attribution"]) or {}
    source = link.get("source") or {}
    text, start, end = record["text"], claim["start"], claim["end"]
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND // 2]
    lines = [
        f"=== {number} {data} {record['id']} genre {record['genre']['label']}",
        f"... {before} [[{text[start:end]}]] {after} ...".replace("\n", " / "),
        f"types {claim['types']} sourcing {claim['sourcing']} worth {claim['check_worthiness']} flags {claim['flags']}",
        f"source {source.get('text')!r} {source.get('kind')} name {source.get('name')!r} from {source.get('resolved_from')} "
        f"cue {words(link.get('cue'))!r} scope {link.get('scope')} given {(source.get('verifiability') or {}).get('given')}",
    ]
    for figure in (by_id[one] for one in claim["figures"]):
        keys = ("kind", "value", "low", "high", "unit", "modifier", "direction", "subject", "denominator", "place", "missing")
        slots = {key: words(figure[key]) for key in keys if figure.get(key)}
        lines.append(f"figure {figure['text']!r} {slots} period {figure.get('period')}")
    for case in (by_id[one] for one in claim["cases"]):
        people = [(one["name"], one["role"], one["age"], one["part"]) for one in case["people"]]
        lines.append(f"case {case['status']} {people} {case['incident']!r} {case['place']} {case['date']}")
    policy = claim["policy"]
    if policy:
        lines.append(f"policy { {key: words(part) for key, part in policy.items()} }")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, required=True)
    parser.add_argument("--binary", default=ROOT / "target/release/sayso")
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    options = parser.parse_args()
    chance = random.Random(options.seed)
    sets = [
        ("uk_answers", tagged(options.binary, answers(options.data, chance)), FROM_ANSWERS),
        ("wikinews", tagged(options.binary, news(options.data)), FROM_NEWS),
    ]
    picked = []
    for data, records, count in sets:
        claims = [(data, record, claim) for record in records for claim in record["claims"]]
        picked += chance.sample(claims, min(count, len(claims)))
    for number, (data, record, claim) in enumerate(picked, 1):
        print(shown(number, data, record, claim))


if __name__ == "__main__":
    main()
