#!/usr/bin/env python3
"""Measures `sayso review` on a run of a million claims: reading it in, filtered pages of the queue, searches.

    scripts/bench_review.py RECORDS [--claims N] [--binary target/release/sayso] [--folder DIR]

RECORDS is an output of `sayso tag`, whose documents are copied with other ids, hashes, publishers and dates until there are N
claims. Words repeat more often than in a real archive, which makes searches slower, not faster. Prints a table for
corpus/reports/review.md.
"""

import argparse
import hashlib
import http.client
import json
import os
import platform
import random
import re
import statistics
import subprocess
import time
from pathlib import Path

PAGES = [
    ("the queue, nothing chosen", "/"),
    ("one verdict", "/?verdict=unsourced"),
    ("verdict, type, flag", "/?verdict=vague&type=figure&flag=anonymous_source"),
    ("genre, publisher, month", "/?genre=news&publisher=Paper+17&from=2021-03&to=2021-09"),
    ("kind of figure and value range", "/?figure_kind=money&least=1000000&most=5000000"),
    ("values of any kind, half of all", "/?least=10&most=100000"),
    ("years that figures are about", "/?about_from=2019&about_to=2023"),
    ("nine filters", "/?verdict=unsourced&verdict=vague&type=figure&flag=no_baseline&genre=news&genre=opinion&least=1"
     "&most=1000000&about_from=2015&from=2018&to=2024&state=any"),
    ("nothing is left", "/?verdict=sourced&flag=no_source"),
    ("page behind 500 000 claims", "/?after=500000"),
    ("one document", "/?document=1000&state=any"),
    ("a claim", "/claim/123456"),
    ("a claim within nine filters", "/claim/123456?verdict=unsourced&type=figure&least=1&most=1000000&from=2018&to=2024"),
    ("sources", "/sources"),
    ("overview", "/overview"),
]
SEARCHES = [
    ("a word", "/?q=asylum"),
    ("a common word", "/?q=the"),
    ("two words", "/?q=prison+officers"),
    ("a phrase", "/?q=%22official+figures%22"),
    ("read as filters", "/?q=unsourced+percentages+about+asylum"),
    ("a beginning", "/?q=pris*"),
    ("without a word", "/?q=figures+-asylum"),
    ("in documents", "/?q=asylum+hotel&in=documents"),
    ("a common word in documents", "/?q=the&in=documents"),
    ("words and filters", "/?q=figures&verdict=vague&type=figure&from=2020&to=2022"),
    ("a word that is not there", "/?q=zyzzyva"),
]


def write_run(records, target, claims):
    lines = [json.loads(line) for line in Path(records).open(encoding="utf-8")]
    chance, written, number = random.Random(7), 0, 0
    with open(target, "w", encoding="utf-8") as out:
        while written < claims:
            for record in lines:
                number += 1
                record = dict(record, id=f"copy/{number}.txt", meta=dict(record["meta"]), source=dict(record["source"]))
                record["source"]["sha256"] = hashlib.sha256(str(number).encode()).hexdigest()
                record["meta"]["publisher"] = f"Paper {chance.randrange(300)}"
                record["meta"]["published"] = f"{chance.randrange(2015, 2026)}-{chance.randrange(1, 13):02}-{chance.randrange(1, 29):02}"
                out.write(json.dumps(record, ensure_ascii=False, separators=(",", ":")) + "\n")
                written += len(record["claims"])
                if written >= claims:
                    break
    return written, number


def serve(binary, run):
    started = time.monotonic()
    process = subprocess.Popen([binary, "review", run, "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        if found := re.search(r"http://([^/]+)/enter\?token=(\w+)", line):
            return process, found[1], found[2], time.monotonic() - started
    raise SystemExit("the server did not start")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("records")
    parser.add_argument("--claims", type=int, default=1_000_000)
    parser.add_argument("--binary", default="target/release/sayso")
    parser.add_argument("--folder", default="target/bench-review")
    parser.add_argument("--rounds", type=int, default=9)
    options = parser.parse_args()
    folder = Path(options.folder)
    folder.mkdir(parents=True, exist_ok=True)
    run = folder / "run.jsonl"
    if not run.exists():
        write_run(options.records, run, options.claims)
    for old in folder.glob("run.jsonl.review*"):
        old.unlink()
    process, host, token, seconds = serve(options.binary, run)
    try:
        connection = http.client.HTTPConnection(host)
        connection.request("GET", f"/enter?token={token}", headers={"Host": host})
        answer = connection.getresponse()
        answer.read()
        cookie = answer.getheader("set-cookie").split(";")[0]

        def get(path):
            began = time.monotonic()
            connection.request("GET", path, headers={"Host": host, "Cookie": cookie})
            answer = connection.getresponse()
            body = answer.read().decode()
            assert answer.status == 200, (path, answer.status, body[:500])
            return 1000 * (time.monotonic() - began), body

        total = re.search(r"([\d,]+) claims?", get("/")[1])[1]
        print(f"{platform.machine()}, {os.cpu_count()} cores; {total} claims, run {run.stat().st_size / 1e9:.2f} GB, "
              f"database {Path(str(run) + '.review.sqlite').stat().st_size / 1e9:.2f} GB")
        print(f"\nreading it in, until the address is printed: {seconds:.1f} s (aim: under 60)\n")
        for title, aim, pages in (("page", 100, PAGES), ("search", 200, SEARCHES)):
            print(f"| {title} (aim: under {aim} ms) | claims | first, ms | median of {options.rounds}, ms | slowest, ms |")
            print("| --- | ---: | ---: | ---: | ---: |")
            for name, path in pages:
                first, body = get(path)
                times = [get(path)[0] for _ in range(options.rounds)]
                found = re.search(r"id=\"queue-title\">\s*([\d,]+)", body)
                print(f"| {name} | {found[1] if found else '–'} | {first:.0f} | {statistics.median(times):.0f} | {max(times):.0f} |")
            print()
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
