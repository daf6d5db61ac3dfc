#!/usr/bin/env python3
"""Does the time grow with the input? Hostile repeats of n, 2n, 4n and 8n pieces, and the time that each doubling costs.

    scripts/doubling.py [--binary target/release/sayso] [--seconds 0.8] [--only WORDS]

Linear work doubles; a quadratic scan quadruples. Times are user CPU seconds of `sayso tag --jobs 1`, the best of three
(of six, where three go over the limit), less start-up. n is chosen for each input so that the largest takes about
`--seconds`. Single doublings are noisy on a shared machine, so an input is judged by the mean of its doublings (that start
above a tenth of a second). Writes corpus/reports/doubling.md and fails where that mean is over 2.6.
"""

import argparse
import math
import os
import platform
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LIMIT = 2.6
# Below this, the clock and the noise of the machine say more than the program.
MEASURABLE = 0.1
# The most pieces of an input.
MOST = 500_000


def table(rows, line, head="", tail=""):
    return head + "".join(line(row) for row in range(rows)) + tail


def cell_lines(rows):
    return "Area\n2019\n2020\n" + table(rows, lambda row: f"Place {row}\n{row % 977}\n{row % 911}\n")


# name: (ending, what n pieces look like)
INPUTS = {
    "numbers in one line": ("txt", lambda n: " ".join(str(1000 + at % 9000) for at in range(n))),
    "1,2,3,4 …": ("txt", lambda n: ",".join(str(at % 10) for at in range(n))),
    "percentages with totals": ("txt", lambda n: " ".join(f"Of the {100 + at % 800} staff {at % 90} ({at % 60} per cent) left." for at in range(n))),
    "percentages in one sentence": ("txt", lambda n: "It was " + ", ".join(f"{at % 99} per cent of {at % 900}" for at in range(n)) + ".\n"),
    "from 5 to from 5 to …": ("txt", lambda n: "from 5 to " * n),
    "between between …": ("txt", lambda n: "between 5 and " * n),
    "more than more than …": ("txt", lambda n: "more than about " * n + "5 per cent."),
    "number words": ("txt", lambda n: "one hundred and twenty-three thousand " * n),
    "the year to the year to …": ("txt", lambda n: "in the year to March 2018 and the same period a year earlier " * n),
    "of the number of …": ("txt", lambda n: "5 per cent of the number of the cases of " * n),
    "rose by fell by …": ("txt", lambda n: "rose by 5 per cent from 20 to 21 and " * n),
    "a sentence said by many": ("txt", lambda n: " ".join(f"He said that {at} men left." for at in range(n))),
    "nested brackets": ("txt", lambda n: "(" * n + "5 per cent" + ")" * n),
    "open quotes": ("txt", lambda n: "“5 men " * n),
    "one long word": ("txt", lambda n: "5" + "a" * (20 * n)),
    "one long number": ("txt", lambda n: "9" * (20 * n) + " men"),
    "long number with commas": ("txt", lambda n: "1" + ",000" * (5 * n) + " men"),
    "one letter a line": ("txt", lambda n: "5\n" * n),
    "list items": ("txt", lambda n: "In 2019 there were:\n" + "".join(f"- {at} men and {at} women\n" for at in range(n))),
    "table in HTML": ("html", lambda n: table(n, lambda row: f"<tr><td>Place {row}</td><td>{row}</td><td>{row % 97}%</td></tr>",
                                             "<p>A table.</p><table><tr><th>Area</th><th>2019</th><th>Share (%)</th></tr>", "</table>")),
    "table with a total": ("html", lambda n: table(n, lambda row: f"<tr><td>Place {row}</td><td>{row}</td><td>1</td></tr>",
                                                  "<table><tr><th>Area</th><th>Men</th><th>Women</th></tr>",
                                                  f"<tr><td>Total</td><td>{n * (n - 1) // 2}</td><td>{n}</td></tr></table>")),
    "table with notes and marks": ("html", lambda n: "<table><tr><th>Area</th><th>Men</th></tr>" + table(
        n, lambda row: f"<tr><td>Place {row}<sup>{row + 1}</sup></td><td>{row} [{row + 1}]</td></tr>") + "</table><p>Notes:</p>"
        + table(n, lambda row: f"<p>{row + 1}. Note number {row + 1}.</p>")),
    "table of empty cells": ("html", lambda n: "<table>" + "<tr><td></td><td></td><td></td></tr>" * n + "</table>"),
    "one row of many cells": ("html", lambda n: "<table><tr>" + "<td>5</td>" * n + "</tr></table>"),
    "unclosed cells": ("html", lambda n: "<table>" + "<tr><td>5<td>6" * n),
    "unclosed tags": ("html", lambda n: "<div><p>5 men <b>" * n),
    "tables in tables": ("html", lambda n: "<table><tr><td>5 men" * n),
    "table with tabs": ("txt", lambda n: table(n, lambda row: f"Place {row}\t{row}\t{row % 97}\n", "Area\t2019\t2020\n")),
    "table of one cell a line": ("txt", lambda n: cell_lines(n)),
    "table with pipes": ("md", lambda n: table(n, lambda row: f"| Place {row} | {row} | {row % 97} |\n", "| Area | 2019 | 2020 |\n| --- | --- | --- |\n")),
    "notes under a text": ("txt", lambda n: " ".join(f"There were {at} men [{at}]." for at in range(n)) + "\n\nNotes:\n"
                           + "".join(f"[{at}] Provisional.\n" for at in range(n))),
}


def user_seconds(binary, file, folder):
    command = [binary, "tag", "--no-model", file, "-o", folder / "out.jsonl", "--force", "--quiet", "--jobs", "1"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    code = os.waitstatus_to_exitcode(status)
    if code < 0 or code == 101:
        sys.exit(f"the program came down with {code} on {file.name}")
    return usage.ru_utime


class Bench:
    def __init__(self, binary, folder, seconds):
        self.binary, self.folder, self.seconds = binary, folder, seconds
        small = folder / "small.txt"
        small.write_text("It rose.\n", encoding="utf-8")
        self.startup = min(user_seconds(binary, small, folder) for _ in range(5))

    def time(self, ending, text, tries=3):
        file = self.folder / f"input.{ending}"
        file.write_text(text, encoding="utf-8")
        return min(max(0.0, user_seconds(self.binary, file, self.folder) - self.startup) for _ in range(tries))

    def row(self, ending, pieces):
        """(n, bytes of 8n, seconds of n, 2n, 4n, 8n)"""
        # Grow until the time stands out of the noise, then aim at the time wanted.
        probe, once = 1_000, 0.0
        while probe < MOST:
            once = self.time(ending, pieces(probe), tries=1)
            if once >= MEASURABLE:
                break
            probe *= 4
        count = min(int(probe * self.seconds / max(once, 0.01)), MOST) // 8
        texts = [pieces(count * factor) for factor in (1, 2, 4, 8)]
        seconds = [self.time(ending, text) for text in texts]
        if over(seconds):
            # Once more, lest the machine was busy with something else.
            seconds = [min(known, self.time(ending, text)) for known, text in zip(seconds, texts)]
        return count, len(texts[-1].encode()), seconds


def ratios(seconds):
    """What each doubling costs; None where it is too short to say."""
    return [after / before if before >= MEASURABLE else None for before, after in zip(seconds, seconds[1:])]


def mean(seconds):
    """The geometric mean of the doublings that can be measured; None without one."""
    measured = [ratio for ratio in ratios(seconds) if ratio]
    return math.prod(measured) ** (1 / len(measured)) if measured else None


def over(seconds):
    return (mean(seconds) or 0) > LIMIT


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "sayso")
    parser.add_argument("--output", type=Path, default=ROOT / "corpus" / "reports" / "doubling.md")
    parser.add_argument("--seconds", type=float, default=0.8)
    parser.add_argument("--only", default="", help="inputs whose name holds these words; prints and writes no report")
    options = parser.parse_args()
    binary = options.binary.resolve()
    version = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.strip()
    lines, worst = [], []
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(binary, Path(name), options.seconds)
        for title, (ending, pieces) in INPUTS.items():
            if options.only not in title:
                continue
            count, size, seconds = bench.row(ending, pieces)
            if over(seconds):
                worst.append(title)
            shown = " | ".join("–" if ratio is None else f"{ratio:.2f}" for ratio in ratios(seconds))
            average = mean(seconds)
            shown += " | –" if average is None else f" | {average:.2f}"
            speed = f"{size / 1e6 / seconds[-1]:.1f}" if seconds[-1] else "–"
            lines.append(f"| {title}{' (' + ending + ')' if ending != 'txt' else ''} | {count:,} | {size / 1e6:.2f} | "
                         f"{seconds[-1]:.2f} | {shown} | {speed} |")
            if options.only:
                print(lines[-1])
        startup = bench.startup
    if options.only:
        return
    verdict = f"**Over {LIMIT}:** {', '.join(worst)}." if worst else f"No input costs more than {LIMIT} times a doubling."
    options.output.write_text("\n".join([
        "# Hostile repeats, doubled", "",
        f"Made by `scripts/doubling.py` ({version}, {os.cpu_count()} cores, {platform.machine()}). User CPU seconds of "
        f"`sayso tag --jobs 1`, the best of three (of six, where three go over), less {startup:.2f} s of start-up. Linear work gives 2, a quadratic scan 4. "
        f"A doubling that starts below {MEASURABLE} s is not judged; an input is judged by the mean of the others.", "", verdict, "",
        "| input | n | MB of 8n | seconds of 8n | 2n/n | 4n/2n | 8n/4n | mean | MB/s |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |", *lines]) + "\n", encoding="utf-8")
    sys.exit(f"over {LIMIT}: {', '.join(worst)}" if worst else 0)


if __name__ == "__main__":
    main()
