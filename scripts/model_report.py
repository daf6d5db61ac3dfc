#!/usr/bin/env python3
"""Scores of the whole pipeline with its model on our own held-out documents, by genre, beside the rules alone.

    scripts/model_report.py [--binary target/release/sayso] > corpus/reports/model.md

Everything comes from `sayso eval` on `corpus/gold/test` (never read by whoever made rules, model or thresholds) and on
`corpus/gold/dev` (on which thresholds were chosen). Errors and reasons that people looked at are in
`corpus/reports/model-errors.md`, which this script copies to the end.
"""

import argparse
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GENRES = ["news", "tabloid", "opinion", "parliamentary_answer", "official", "other"]
TYPES = ["figure", "case", "policy", "assertion"]


def gold_by_genre(part):
    found = {}
    for path in sorted((ROOT / "corpus/gold" / part).glob("*.json")):
        found.setdefault(json.loads(path.read_text())["genre"]["label"], []).append(path)
    return found


def evaluate(binary, paths, predictions):
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            shutil.copy(path, folder)
        command = [binary, "eval", "--json", "--gold", folder, "--pred", predictions]
        return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


def rows(evaluation):
    """What the table shows of one evaluation."""
    types = {kind: evaluation["types"][kind]["f1"] for kind in TYPES}
    known = [value for value in types.values() if value is not None]
    return {
        "claim F1": evaluation["claim"]["f1"],
        **{f"{kind} F1": value for kind, value in types.items()},
        "types, macro F1": sum(known) / len(known) if known else None,
        "verdict, accuracy": evaluation["verdict"]["accuracy"]["accuracy"],
        "source, exact F1": evaluation["source"]["exact"]["f1"],
        "source, overlapping F1": evaluation["source"]["partial"]["f1"],
        "source kind, accuracy": evaluation["source"]["kind"]["accuracy"],
        "check-worthiness, Spearman": evaluation["check_worthiness"]["spearman"],
        "genre, accuracy": evaluation["genre"]["accuracy"]["accuracy"],
    }


def cell(value):
    return "–" if value is None else f"{100 * value:.1f}"


def table(title, columns):
    print(f"\n## {title}\n")
    print("| | " + " | ".join(columns) + " |")
    print("| --- |" + " --- |" * len(columns))
    for name in next(iter(columns.values())):
        print(f"| {name} | " + " | ".join(cell(column[name]) for column in columns.values()) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", type=Path, default=ROOT / "target/release/sayso")
    parser.add_argument("--parts", default="test,dev")
    arguments = parser.parse_args()
    print("# The model, on documents of our own\n")
    print("Made by `scripts/model_report.py` from `sayso eval`. The test part was written last and used for nothing but "
          "this table; thresholds and weights were chosen on the development part.")
    with tempfile.TemporaryDirectory() as folder:
        predictions = {}
        for name, options in (("rules alone", ["--no-model"]), ("with the model", [])):
            path = Path(folder) / f"{len(predictions)}.jsonl"
            command = [arguments.binary, "tag", "-q", *options, "corpus/gold", "--include", "*/*.txt", "-o", path]
            subprocess.run(command, check=True, cwd=ROOT)
            predictions[name] = path
        for part in arguments.parts.split(","):
            genres = gold_by_genre(part)
            whole = [path for paths in genres.values() for path in paths]
            columns = {name: rows(evaluate(arguments.binary, whole, path)) for name, path in predictions.items()}
            for genre in GENRES:
                if genre in genres:
                    evaluation = evaluate(arguments.binary, genres[genre], predictions["with the model"])
                    columns[f"{genre} ({len(genres[genre])})"] = rows(evaluation)
            table(f"corpus/gold/{part}, {len(whole)} documents", columns)
    errors = ROOT / "corpus/reports/model-errors.md"
    if errors.exists():
        print("\n" + errors.read_text().strip())


if __name__ == "__main__":
    main()
