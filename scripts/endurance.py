#!/usr/bin/env python3
"""What long runs cost: threads, safety on disk, memory. Real written answers, repeated; rules alone unless --more says otherwise.

    scripts/endurance.py [--binary target/release/sayso] [--data ../shared/data/uk_answers] [--millions 1] > FILE

Prints Markdown for `corpus/reports/reliability.md`: seconds of one thread and of two; CPU seconds of a run to standard output, which
keeps no journal, beside one with `-o`, which can be resumed; peak memory from ten thousand documents to a million. Runs to be
compared take turns, and the best of each is taken, because machines are shared.
"""

import argparse
import itertools
import os
import subprocess
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def run(command, output=subprocess.DEVNULL):
    """Wall seconds, CPU seconds and peak memory in MiB of one command, its children among them."""
    started = time.monotonic()
    process = subprocess.Popen(command, stdout=output, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - started
    if os.waitstatus_to_exitcode(status) not in (0, 3):
        raise SystemExit(f"{command} ended with {os.waitstatus_to_exitcode(status)}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def best(commands, rounds=3):
    """The best wall and CPU seconds of each command."""
    found = [[run(command) for command in commands] for _ in range(rounds)]
    return [(min(row[0] for row in column), min(row[1] for row in column)) for column in zip(*found)]


def repeated(lines, count, path):
    with path.open("wb") as file:
        file.writelines(itertools.islice(itertools.cycle(lines), count))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=str(ROOT / "target/release/sayso"))
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared/data/uk_answers")
    parser.add_argument("--millions", type=float, default=1.0)
    parser.add_argument("--more", action="append")
    arguments = parser.parse_args()
    tag = [arguments.binary, "tag", "-q", *(arguments.more or ["--no-model"])]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        output = str(folder / "out.jsonl")
        lines = [line for path in sorted(arguments.data.glob("*.jsonl")) for line in path.open("rb")]
        data = str(folder / "all.jsonl")
        repeated(lines, len(lines), Path(data))
        one, two = best([[*tag, "-j1", data], [*tag, "-j2", data]])
        print(f"Threads, {len(lines):,} answers: one {one[0]:.1f} s, two {two[0]:.1f} s, {one[0] / two[0]:.2f} times as fast "
              f"(CPU {one[1]:.1f} and {two[1]:.1f} s).\n", flush=True)
        plain, safe = best([["sh", "-c", f'exec "$@" > "{folder}/plain.jsonl"', "sh", *tag, "-j1", data],
                            [*tag, "-j1", "--force", "-o", output, data]])
        print(f"Safety on disk: to standard output {plain[1]:.2f} CPU s ({plain[0]:.1f} s), with journal and `-o` {safe[1]:.2f} CPU s "
              f"({safe[0]:.1f} s): {100 * (safe[1] / plain[1] - 1):+.1f} % CPU, {100 * (safe[0] / plain[0] - 1):+.1f} % time.\n", flush=True)
        print("| documents | input, MB | s | peak memory, MiB |\n| ---: | ---: | ---: | ---: |", flush=True)
        for count in (10_000, 100_000, round(1_000_000 * arguments.millions)):
            repeated(lines, count, Path(data))
            wall, _, peak = run([*tag, "-j2", "--force", "-o", output, data])
            print(f"| {count:,} | {os.path.getsize(data) / 1e6:,.0f} | {wall:,.0f} | {peak:.0f} |", flush=True)
            os.unlink(output)


if __name__ == "__main__":
    main()
