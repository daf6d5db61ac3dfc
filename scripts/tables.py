#!/usr/bin/env python3
"""Rebuild the tables of real written answers from markup and from flattened text, and write how often it succeeds.

    scripts/tables.py [--data ../shared/data] [--binary target/release/sayso] > corpus/reports/tables.md

Every outermost `<table>` of `uk_answers` is read here by Python's own html.parser, with its spans expanded: that grid
is the reference. The binary then reads the same table, between the paragraphs that stand around it, as HTML and as
text in six forms. The months are dealt alternately to development and to held-out; `--mistakes FOLDER` writes what
went wrong in the development half, and only there, for reading. The report holds counts and no text of the answers.
"""

import argparse
import collections
import json
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path

FORMS = ["html", "lines", "lines, empty dropped", "lines, blank between", "tabs", "spaces", "bars"]
BEFORE = "The information requested is set out below for the period in question."
AFTER = "The Department keeps these arrangements under review and will publish more in due course."
BLOCKS = {"p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br"}


class Reader(HTMLParser):
    """The tables of a fragment, the paragraph on either side of each, and the fragment as plain text."""

    def __init__(self, source):
        super().__init__(convert_charrefs=True)
        self.starts = [0]
        for line in source.split("\n"):
            self.starts.append(self.starts[-1] + len(line) + 1)
        self.source = source
        self.depth = 0
        self.paragraphs = [""]
        self.tables = []
        self.table = None
        self.feed(source)
        self.close()

    def place(self):
        line, column = self.getpos()
        return self.starts[line - 1] + column

    def handle_starttag(self, tag, attributes):
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.paragraphs.append("")
                self.table = {"start": self.place(), "rows": [], "nested": False, "spans": False, "open": False,
                              "paragraph": len(self.paragraphs)}
            else:
                self.table["nested"] = True
        elif self.depth == 1 and tag == "tr":
            self.table["rows"].append([])
            self.table["open"] = False
        elif self.depth == 1 and tag in ("td", "th"):
            if not self.table["rows"]:
                self.table["rows"].append([])
            values = dict(attributes)
            columns, rows = (number(values.get(name)) for name in ("colspan", "rowspan"))
            self.table["spans"] |= columns > 1 or rows > 1
            self.table["rows"][-1].append({"text": "", "columns": columns, "rows": rows})
            self.table["open"] = True
        elif tag in BLOCKS or tag in ("td", "tr"):
            self.space("\n")
            if tag == "li":
                self.space("- ")

    def handle_endtag(self, tag):
        if tag == "table" and self.depth:
            self.depth -= 1
            if self.depth == 0:
                self.table["end"] = self.place() + len("</table>")
                self.tables.append(self.table)
                self.table = None
        elif self.depth == 1 and tag in ("td", "th"):
            self.table["open"] = False
        elif tag in BLOCKS:
            self.space("\n")

    def space(self, text):
        if self.depth == 0:
            if text == "\n" and self.paragraphs[-1].strip():
                self.paragraphs.append("")
            elif text != "\n":
                self.paragraphs[-1] += text
        elif self.table["open"]:
            self.table["rows"][-1][-1]["text"] += " "

    def handle_data(self, data):
        if self.depth == 0:
            self.paragraphs[-1] += data
        elif self.table["open"]:
            self.table["rows"][-1][-1]["text"] += data


def number(written):
    try:
        return max(1, min(int(written or 1), 50))
    except ValueError:
        return 1


def collapse(text):
    return " ".join(text.replace("\u200b", "").replace("\u00ad", "").replace("\ufeff", "").split())


def grid(rows, repeat):
    """The rows with spans expanded: repeated into every place, or written once with empty places after it.

    Rows and columns without text go, and columns that only go on with the cells of the column before them.
    """
    waiting, lines, count = {}, [], 0
    for row in rows:
        line, cells, column = [], list(row), 0
        while cells or any(place >= column for place in waiting):
            if column in waiting:
                cell, left = waiting.pop(column)
                if left > 1:
                    waiting[column] = (cell, left - 1)
                line.append((cell[0], cell[1], False))
            elif not cells:
                line.append(("", 0, False))
            else:
                cell = cells.pop(0)
                count += 1
                entry = (collapse(cell["text"]), count)
                for place in range(cell["columns"]):
                    line.append((*entry, place == 0))
                    if cell["rows"] > 1:
                        waiting[column + place] = (entry, cell["rows"] - 1)
                column += cell["columns"] - 1
            column += 1
        lines.append(line)
    lines = [line for line in lines if any(text for text, _, _ in line)]
    width = max(map(len, lines), default=0)
    lines = [line + [("", 0, False)] * (width - len(line)) for line in lines]
    goes_on = lambda line, column: not line[column][0] or column > 0 and line[column][1] == line[column - 1][1]
    kept = [column for column in range(width) if not all(goes_on(line, column) for line in lines)]
    return [[line[column][0] if repeat or line[column][2] else "" for column in kept] for line in lines]


def is_numeric(cell):
    return bool(re.fullmatch(r"[£$€<>~+\-−–(]*\s*[0-9][0-9,. ]*\s*(%|m|bn|k|p|million)?\)?\s*([*†]|[\[(]\w[\])])?", cell))


def shape(table, lines):
    """What sort of table it is; None for one that lays out a page or a box."""
    width = len(lines[0]) if lines else 0
    if width < 2 or len(lines) < 2 or max(len(cell) for line in lines for cell in line) > 1000:
        return None
    if not any(is_numeric(cell) for line in lines[1:] for cell in line):
        return "words only"
    if table["nested"]:
        return "nested"
    if len(lines) > 2 and not any(is_numeric(cell) and not re.search(r"(19|20)\d\d", cell) for line in lines[:2] for cell in line) and (
        lines[0][0] == "" or table["spans"]
    ) and any(a == b != "" or b == "" for a, b in zip(lines[0][1:], lines[0][2:])):
        return "multi-row head"
    return "spans" if table["spans"] else "plain"


def flatten(lines, form):
    if form == "lines":
        return "\n".join(cell for line in lines for cell in line)
    if form == "lines, empty dropped":
        return "\n".join(cell for line in lines for cell in line if cell)
    if form == "lines, blank between":
        return "\n\n".join(cell for line in lines for cell in line)
    if form == "tabs":
        return "\n".join("\t".join(line) for line in lines)
    if form == "bars":
        written = ["| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines]
        return "\n".join([written[0], "|" + " --- |" * len(lines[0]), *written[1:]])
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    pad = lambda cell, width: cell.rjust(width) if is_numeric(cell) else cell.ljust(width)
    return "\n".join("  ".join(pad(cell, width) for cell, width in zip(line, widths)).rstrip() for line in lines)


def collect(data):
    """One entry a table, and the plain texts of the answers without one."""
    entries, prose = [], []
    months = sorted((data / "uk_answers").glob("*.jsonl"))
    for index, month in enumerate(months):
        half = "development" if index % 2 == 0 else "held-out"
        for written in month.read_text(encoding="utf-8").splitlines():
            record = json.loads(written)
            answer = record["answer_text"]
            if "<table" not in answer.lower():
                text = "\n\n".join(filter(None, map(collapse, Reader(answer).paragraphs)))
                prose.append({"half": half, "id": str(record["id"]), "text": text})
                continue
            reader = Reader(answer)
            for position, table in enumerate(reader.tables):
                around = reader.paragraphs
                before = [text for text in map(collapse, around[: table["paragraph"]]) if text]
                after = [text for text in map(collapse, around[table["paragraph"] :]) if text]
                # The text between two tables may head the next one.
                lines = grid(table["rows"], True)
                kind = shape(table, lines) if lines else None
                entries.append({
                    "half": half, "id": f"{record['id']}-{position}", "shape": kind or "layout",
                    "lines": lines, "flat": grid(table["rows"], False),
                    "html": answer[table["start"] : table["end"]],
                    "before": before[-1] if before else BEFORE, "after": after[0] if after else AFTER,
                })
    return entries, prose


def tag(binary, records):
    """The records that the binary makes of these, by id."""
    with tempfile.TemporaryDirectory() as folder:
        source, output = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        source.write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
        subprocess.run([binary, "tag", "--no-model", source, "-o", output, "--force", "--quiet"], check=True)
        with open(output, encoding="utf-8") as lines:
            return {record["id"]: record for record in map(json.loads, lines)}


def letters(cell):
    return re.sub(r"[\s\[\]()^|/\u200b\ufeff\u00ad]|[\x00-\x1f]", "", cell)


def key(lines):
    lines = [[letters(cell) for cell in line] for line in lines]
    lines = [line for line in lines if any(line)]
    width = max(map(len, lines), default=0)
    lines = [line + [""] * (width - len(line)) for line in lines]
    kept = [column for column in range(width) if any(line[column] for line in lines)]
    return [[line[column] for column in kept] for line in lines]


def found_grid(table):
    heads = table.get("heads") or ([table["header"]] if table["header"] else [])
    return heads + table["rows"]


def without_titles(lines):
    """The grid without a title across its top and without source line and notes at its foot: those are told apart."""
    lonely = lambda line: len({cell for cell in line if cell}) <= 1
    while len(lines) > 2 and len(lines[0]) > 1 and lonely(lines[0]):
        lines = lines[1:]
    while len(lines) > 2 and lonely(lines[-1]) and re.match(r"(data)?sources?:|notes?:|footnotes?|\d\d?\.|[*†]|[a-z]F", lines[-1][0], re.I):
        lines = lines[:-1]
    return key(lines)


def cell_scores(expected, found):
    """Cells that agree in text and place, at the best shift of the rows; and how many there are of each."""
    places = lambda lines: {(row, column, cell) for row, line in enumerate(lines) for column, cell in enumerate(line) if cell}
    wanted, given = places(expected), places(found)
    best = max(len({(row + by, column, cell) for row, column, cell in given} & wanted) for by in range(-4, 5))
    return best, len(wanted), len(given)


def judge(entry, form, record):
    expected = key(entry["lines"] if form == "html" else entry["flat"])
    words = sum(len(cell) for line in expected for cell in line)
    tables = [key(found_grid(table)) for table in record["tables"]]
    touching = [table for table in tables if table]
    if not touching:
        warned = any(warning["code"] == "table_unclear" for warning in record["warnings"])
        return "refused" if warned or words == 0 else "missed", (0, sum(bool(c) for l in expected for c in l), 0), []
    # Markup repeats a cell that reaches over many, and a text may do so too where it is certain.
    for table, written in zip(touching, record["tables"]):
        candidates = [expected, key(entry["lines"])]
        candidates += [without_titles(candidate) for candidate in candidates]
        if len(touching) == 1 and any(table == each or without_titles(table) == each for each in candidates):
            count = sum(bool(cell) for line in table for cell in line)
            return "exact", (count, count, count), table
    best = max(touching, key=lambda table: cell_scores(expected, table)[0])
    return "wrong", cell_scores(expected, best), best


def record_of(entry, form):
    if form == "html":
        escape = lambda text: text.replace("&", "&amp;").replace("<", "&lt;")
        return {"id": entry["id"], "question_text": "",
                "answer_text": f"<p>{escape(entry['before'])}</p>{entry['html']}<p>{escape(entry['after'])}</p>"}
    text = f"{entry['before']}\n\n{flatten(entry['flat'], form)}\n\n{entry['after']}\n"
    return {"id": entry["id"], "text": text}


def write_mistake(folder, form, entry, outcome, table):
    path = folder / f"{form.replace(', ', '-').replace(' ', '_')}.{outcome}.txt"
    show = lambda lines: "\n".join("  " + " ¦ ".join(line) for line in lines)
    with open(path, "a", encoding="utf-8") as file:
        print(f"#### {entry['id']} ({entry['shape']})\n< {entry['before'][-200:]}\n{show(entry['flat'])}\n"
              f"> {entry['after'][:200]}\n---- found\n{show(table)}\n", file=file)


def percent(part, whole):
    return f"{100 * part / whole:.1f}" if whole else "–"


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared/data"))
    arguments.add_argument("--binary", default="target/release/sayso")
    arguments.add_argument("--mistakes", type=Path)
    arguments.add_argument("--no-prose", action="store_true", help="leave out the answers without a table")
    arguments.add_argument("--forms", default=",".join(f.replace(", ", ";") for f in FORMS))
    options = arguments.parse_args()
    forms = [form.replace(";", ", ") for form in options.forms.split(",")]
    entries, prose = collect(options.data)
    usable = [entry for entry in entries if entry["shape"] != "layout"]
    outcomes, cells = collections.Counter(), collections.defaultdict(lambda: [0, 0, 0])
    for form in forms:
        records = tag(options.binary, [record_of(entry, form) for entry in usable])
        for entry in usable:
            outcome, counts, table = judge(entry, form, records[entry["id"]])
            outcomes[form, entry["half"], entry["shape"], outcome] += 1
            sums = cells[form, entry["half"], entry["shape"]]
            for place, count in enumerate(counts):
                sums[place] += count
            if options.mistakes and entry["half"] == "development" and outcome != "exact":
                options.mistakes.mkdir(parents=True, exist_ok=True)
                write_mistake(options.mistakes, form, entry, outcome, table)
    report(forms, entries, outcomes, cells)
    if not options.no_prose:
        report_prose(options, prose)


def report(forms, entries, outcomes, cells):
    shapes = ["plain", "multi-row head", "spans", "nested", "words only"]
    count = collections.Counter((entry["half"], entry["shape"]) for entry in entries)
    print("# Tables, rebuilt\n")
    print("Written by `scripts/tables.py > corpus/reports/tables.md`, which says what is compared. “Refused” is a table left as paragraphs with the warning\n"
          "`table_unclear`, “missed” one left as paragraphs without it, “wrong” a grid that differs in any cell.\n")
    print("| tables | " + " | ".join(shapes) + " | layout |\n| --- |" + " ---: |" * (len(shapes) + 1))
    for half in ("development", "held-out"):
        print(f"| {half} | " + " | ".join(str(count[half, kind]) for kind in [*shapes, "layout"]) + " |")
    for half in ("development", "held-out"):
        print(f"\n## {half.capitalize()} months\n\n| form | shape | tables | exact % | wrong % | refused % | missed % | cell F1 |")
        print("| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        for form in forms:
            for kind in [*shapes, "all with numbers"]:
                kinds = shapes[:-1] if kind == "all with numbers" else [kind]
                row = {name: sum(outcomes[form, half, each, name] for each in kinds)
                       for name in ("exact", "wrong", "refused", "missed")}
                total = sum(row.values())
                right, wanted, given = (sum(cells[form, half, each][place] for each in kinds) for place in range(3))
                print(f"| {form} | {kind} | {total} | " + " | ".join(percent(value, total) for value in row.values())
                      + f" | {percent(2 * right, wanted + given)} |")


def report_prose(options, prose):
    """How many tables are seen in answers that have none."""
    records = tag(options.binary, prose)
    print("\n## Answers without a table, as plain text\n\n| half | answers | with a table | figures in tables | all figures | `table_unclear` |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    for half in ("development", "held-out"):
        mine = [records[entry["id"]] for entry in prose if entry["half"] == half and entry["id"] in records]
        false = [record for record in mine if record["tables"]]
        figures = sum(figure["cell"] is not None for record in mine for figure in record["figures"])
        everything = sum(len(record["figures"]) for record in mine)
        unclear = sum(any(w["code"] == "table_unclear" for w in record["warnings"]) for record in mine)
        print(f"| {half} | {len(mine)} | {len(false)} | {figures} | {everything} | {unclear} |")
        if options.mistakes and half == "development":
            with open(options.mistakes / "prose.txt", "w", encoding="utf-8") as file:
                for record in false:
                    for table in record["tables"]:
                        print(f"#### {record['id']}\n{record['text'][table['start']:table['end']]}\n", file=file)


if __name__ == "__main__":
    sys.exit(main())
