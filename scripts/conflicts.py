#!/usr/bin/env python3
"""List the arithmetic that documents get wrong: runs `sayso tag` and writes a report with every conflict.

    scripts/conflicts.py [--sayso target/release/sayso] [--input FOLDER] [--records out.jsonl]
                         [--labels corpus/labels/conflicts.json] [--report corpus/reports/conflicts.md]

With `--records` the records of an earlier run are read. The verdicts on the conflicts are in the label file, by document and
the hash of the arithmetic, so that a rerun keeps them; a conflict without a verdict is listed as "not judged".
"""

import argparse
import collections
import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONGEST = 480


def key(document, check):
    """The document and a hash of the arithmetic: the same mistake keeps its verdict over reruns."""
    digest = hashlib.sha256(f"{check['kind']} {check['note']}".encode()).hexdigest()
    return f"{document}:{digest[:10]}"


def passage(record, check):
    """The sentences that a check reads, or of a table the headings and the row of the stated result."""
    text = record["text"]
    result = check["inputs"][-1]
    cells = {(figure["start"], figure["end"]): figure["cell"] for figure in record["figures"] if figure["cell"]}
    cell = cells.get((result["start"], result["end"]))
    if cell:
        table = record["tables"][cell["table"]]
        rows = [" | ".join(table["header"]), " | ".join(table["rows"][cell["row"]])]
        words = "table: " + " // ".join(row for row in rows if row)
    else:
        start = min(each["start"] for each in check["inputs"])
        end = max(each["end"] for each in check["inputs"])
        hits = [each for each in record["sentences"] if each["end"] > start and each["start"] < end]
        words = " ".join(text[each["start"]:each["end"]] for each in hits) or text[start:end]
    words = re.sub(r"\s+", " ", words).strip()
    return words if len(words) <= LONGEST else words[:LONGEST] + " …"


def read(path):
    """Counts by kind and status, and the checks that are no `ok`, from a file of records."""
    counts, odd, documents, with_checks = collections.Counter(), [], 0, 0
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            documents += 1
            record = json.loads(line)
            with_checks += bool(record["checks"])
            for check in record["checks"]:
                counts[check["kind"], check["status"]] += 1
                if check["status"] != "ok":
                    odd.append((record["id"], check, passage(record, check)))
    return counts, odd, documents, with_checks


def escaped(words):
    return words.replace("|", "\\|").replace("<", "&lt;")


def tagged(arguments, folder):
    records = Path(folder) / "records.jsonl"
    command = [arguments.sayso, "tag", "--no-model", arguments.input, "-o", str(records), "--force"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return records


def table_of_counts(counts):
    yield "| kind | ok | conflict | unbound |"
    yield "| --- | --- | --- | --- |"
    for kind in ("sum", "change", "share", "rate"):
        row = [str(counts[kind, status]) for status in ("ok", "conflict", "unbound")]
        yield f"| {kind} | {' | '.join(row)} |"
    total = [str(sum(number for (_, each), number in counts.items() if each == status))
             for status in ("ok", "conflict", "unbound")]
    yield f"| all | {' | '.join(total)} |"


def listed(odd, status, labels):
    for document, check, words in odd:
        if check["status"] != status:
            continue
        label = labels.get(key(document, check), {})
        yield f"### {document}, {check['kind']}"
        yield ""
        yield f"> {words}"
        yield ""
        yield f"- arithmetic: {check['note']} (tolerance {check['tolerance']:g})"
        if label:
            yield f"- verdict: **{label['verdict']}** – {label['why']}"
        else:
            yield "- verdict: not judged"
        yield ""


def report(arguments, found, labels):
    counts, odd, documents, with_checks = found
    verdicts = collections.Counter(
        labels.get(key(document, check), {}).get("verdict", "not judged")
        for document, check, _ in odd if check["status"] == "conflict")
    yield "# Arithmetic that does not add up"
    yield ""
    yield "Made by `scripts/conflicts.py` (`sayso tag`, rules alone). The passages are from written answers of the UK Parliament,"
    yield "2023-09 to 2026-03: mySociety's `uk-parl-written-questions` (CC-BY 4.0); contains Parliamentary information licensed under"
    yield "the Open Parliament Licence v3.0. The number before each is the answer's id there."
    yield ""
    yield f"{documents} documents, {with_checks} with a check."
    yield ""
    yield from table_of_counts(counts)
    yield ""
    yield "Verdicts on the conflicts: " + ", ".join(f"{name} {number}" for name, number in sorted(verdicts.items())) + "."
    yield ""
    yield "## Conflicts"
    yield ""
    yield from listed(odd, "conflict", labels)
    yield "## Unbound"
    yield ""
    yield from listed(odd, "unbound", labels)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sayso", default=str(ROOT / "target/release/sayso"))
    parser.add_argument("--input", default="/work/shared/data/uk_answers")
    parser.add_argument("--records")
    parser.add_argument("--labels", default=str(ROOT / "corpus/labels/conflicts.json"))
    parser.add_argument("--report", default=str(ROOT / "corpus/reports/conflicts.md"))
    parser.add_argument("--keys", action="store_true", help="print the keys of the checks without a verdict")
    arguments = parser.parse_args()
    labels_file = Path(arguments.labels)
    labels = json.loads(labels_file.read_text(encoding="utf-8")) if labels_file.exists() else {}
    with tempfile.TemporaryDirectory() as folder:
        found = read(arguments.records or tagged(arguments, folder))
    if arguments.keys:
        for document, check, words in found[1]:
            if key(document, check) not in labels:
                print(key(document, check), check["status"], check["note"], "|", words[:200])
        return 0
    lines = list(report(arguments, found, labels))
    Path(arguments.report).write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
