#!/usr/bin/env python3
"""Run `sayso tag` on real documents, check every span of the output, and write the figures as a report.

    scripts/measure.py [--data ../shared/data] [--binary target/release/sayso] > corpus/reports/real-input.md
    scripts/measure.py --with-model --once > corpus/reports/real-input-model.md

Two inputs: the folder `uk_answers` as it is, and the documents of `gum/gum.jsonl` as a folder of plain-text files.
`--every` takes every so many answers only, `--once` reads with two jobs alone and compares nothing. Speed is given in user CPU seconds of the process, which a busy machine distorts least, and in wall-clock seconds.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def gum_as_text(data, folder):
    with open(data / "gum" / "gum.jsonl", encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            paragraphs = [document["title"]] + [sentence["text"] for sentence in document["sentences"]]
            (folder / f"{document['doc']}.txt").write_text("\n\n".join(paragraphs) + "\n", encoding="utf-8")


def run(binary, source, output, jobs, options):
    started = time.monotonic()
    process = subprocess.Popen([binary, "tag", *options, source, "-o", output, "--force", "--quiet", "--jobs", str(jobs)])
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    return {
        "exit": os.waitstatus_to_exitcode(status),
        "wall": seconds,
        "user": usage.ru_utime,
        "peak": usage.ru_maxrss / 1024,
    }


def digest(path):
    # Read in pieces: what this process holds when it starts the next run would count as that run's memory.
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def spans(record):
    """Every (start, end, text) of a record that carries its own text."""
    for claim in record["claims"]:
        yield claim["start"], claim["end"], claim["text"]
        for caveat in claim["caveats"]:
            yield caveat["start"], caveat["end"], caveat["text"]
    for figure in record["figures"]:
        yield figure["start"], figure["end"], figure["text"]
    for attribution in record["attributions"]:
        source, cue = attribution["source"], attribution["cue"]
        if source and source["spans"]:
            yield (*source["spans"][0], source["text"])
            resolved = source["resolved_from"]
            if resolved:
                yield resolved["start"], resolved["end"], resolved["text"]
        if cue:
            yield (*cue["spans"][0], cue["text"])
    for case in record["cases"]:
        evidence = case["status_evidence"]
        yield evidence["start"], evidence["end"], evidence["text"]


def check(output):
    """Counts over the records, and the number of spans that are not their text."""
    checked = wrong = tables = figures = attributions = sentences = 0
    warnings = {}
    with open(output, encoding="utf-8") as lines:
        for line in lines:
            record = json.loads(line)
            text = record["text"]
            for start, end, words in spans(record):
                checked += 1
                wrong += text[start:end] != words
            tables += len(record["tables"])
            figures += len(record["figures"])
            attributions += len(record["attributions"])
            sentences += len(record["sentences"])
            for warning in record["warnings"]:
                warnings[warning["code"]] = warnings.get(warning["code"], 0) + 1
    return dict(checked=checked, wrong=wrong, tables=tables, figures=figures, attributions=attributions,
                sentences=sentences, warnings=warnings)


def some(source, folder, every):
    """Every so many lines of the answers, as a folder of the same files."""
    if every == 1:
        return source
    at = 0
    for file in sorted(source.glob("*.jsonl")):
        lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
        (folder / file.name).write_text("".join(lines[-at % every :: every]), encoding="utf-8")
        at += len(lines)
    return folder


def report(name, binary, source, folder, options, once):
    output = folder / "out.jsonl"
    one = None if once else run(binary, source, output, 1, options)
    single = None if once else digest(output)
    two = run(binary, source, output, 2, options)
    same = once or single == digest(output)
    found = check(output)
    data = json.loads((folder / "out.run.json").read_text())
    summary, megabytes = data["summary"], data["bytes"] / 1e6
    types = ", ".join(f"{key} {value}" for key, value in summary["by_type"].items())
    verdicts = ", ".join(f"{key} {value}" for key, value in summary["by_sourcing"].items())
    warnings = ", ".join(f"{key} {value}" for key, value in sorted(found["warnings"].items())) or "none"
    print(f"""## {name}

| | |
| --- | --- |
| documents read / failed | {data['documents']} / {data['failures']} (exit code {two['exit']}) |
| input | {megabytes:.1f} MB |
| sentences, figures, tables, attributions | {found['sentences']}, {found['figures']}, {found['tables']}, {found['attributions']} |
| claims | {summary['claims']} |
| by type | {types} |
| by verdict | {verdicts} |
| spans checked / not equal to `text[start:end]` | {found['checked']} / {found['wrong']} |
| warnings | {warnings} |
| two jobs: user CPU, wall, one over the other | {two['user']:.1f} s, {two['wall']:.1f} s, {two['user'] / two['wall']:.2f} |
| peak memory, two jobs | {two['peak']:.0f} MiB |""")
    if one:
        print(f"""| one job: user CPU, wall | {one['user']:.1f} s, {one['wall']:.1f} s |
| one job: MB/s of user CPU, of wall | {megabytes / one['user']:.3f}, {megabytes / one['wall']:.3f} |
| peak memory, one job | {one['peak']:.0f} MiB |
| same bytes with one job and with two | {'yes' if same else 'NO'} |""")
    print(flush=True)
    return found["wrong"] == 0 and same and data["failures"] == 0


def main():
    root = Path(__file__).resolve().parent.parent
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=root.parent / "shared" / "data")
    parser.add_argument("--binary", type=Path, default=root / "target" / "release" / "sayso")
    parser.add_argument("--with-model", action="store_true")
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--once", action="store_true")
    options = parser.parse_args()
    how = () if options.with_model else ("--no-model",)
    which = "with the model in the binary" if options.with_model else "rules alone, no model"
    version = subprocess.run([options.binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    print(f"# Real input\n\nMade by `scripts/measure.py` ({version}, {which}).\n", flush=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = folder / "gum"
        texts.mkdir()
        gum_as_text(options.data, texts)
        answers = folder / "answers"
        answers.mkdir()
        count = "41 174" if options.every == 1 else f"Every {options.every}th of 41 174"
        source = some(options.data / "uk_answers", answers, options.every)
        good = report(f"{count} written answers (`uk_answers`, JSON lines)", options.binary, source, folder, how, options.once)
        good &= report("GUM documents as plain text", options.binary, texts, folder, how, options.once)
    sys.exit(0 if good else 1)


if __name__ == "__main__":
    main()
