#!/usr/bin/env python3
"""Compare sayso with two published readers of quantities, and write corpus/reports/figures.md.

    scripts/figures.py [--data ../shared/data] [--binary target/release/sayso] [--sentences 500]

Makes a virtual environment under target/figures with the peers of scripts/figures-requirements.txt when there is none.
The report says how things are counted.
"""

import argparse
import collections
import hashlib
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PEERS = {"quantulum3": "quantulum3, with its classifier", "quantulum3-without-classifier": "quantulum3, without it",
         "recognizers": "Recognizers-Text"}
ENGINES = ["sayso", *PEERS]
PROSE = {"title", "heading", "paragraph", "list_item", "quotation", "question", "answer", "note"}
SETS = {"gold": "corpus/samples", "open": "corpus/figures, open", "held-out": "corpus/figures, held out"}

INTRODUCTION = """
## How it is counted

- **Texts.** Every engine reads the same sentences, cut by sayso: titles, paragraphs, list items, quotations, questions, notes.
  Bylines, tables and what sites put around an article are left out for all. sayso reads the whole documents, the
  peers one sentence at a time, which serves them better than whole documents.
- **Peers.** quantulum3 with and without its classifier; of Recognizers-Text the models of number, percentage, currency,
  age, temperature, dimension and length of time together (no dates, no ordinals), where the longest of overlapping results counts,
  and with equal length the one with a unit.
- **What counts.** What `corpus/README.md` calls a figure, except vague ones without a number ("dozens"), which are
  ignored on both sides. A prediction on a year, a date, a time of day, a bare "one" or "a", or "a week" and the like that
  is no figure is ignored too, whoever makes it.
- **A match.** The spans overlap, and each side is used once. Where several overlap, the pair with the right value goes first,
  then the longer overlap, then the earlier one.
- **Value.** Within 0.00006 or a millionth. A range is right by its bounds, or as two numbers that are its bounds; a
  compound length ("four years and six months") also as its parts. Pence and cents are converted.
- **Unit.** By one list of names for all; a percentage point may be a per cent, a person or an age may be no unit, of a rate the
  unit of the numerator is enough, and so is the whole.
- **Value, anywhere** ignores places: values match one to one within a document, as suites do that publish no spans.
- **Speed.** Sentences a second of user CPU time on one core (`--jobs 1`), after start-up, over the same sentences; sayso
  reads them twenty times over in paragraphs of ten, because once is too short to time, and does all of its work on them:
  sentences, claims, attributions, verdicts.
"""


# --- texts and predictions

def tag(binary, paths, folder, name):
    output = folder / f"{name}.jsonl"
    subprocess.run([binary, "tag", "--no-model", *paths, "-o", output, "--force", "--quiet"], check=True)
    with open(output, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def sentences_of(record):
    """(start, end) of every sentence of the record's prose, notes and questions too."""
    spans = []
    kinds = [(block["start"], block["end"]) for block in record["blocks"] if block["kind"] in PROSE]
    inside = {(sentence["start"], sentence["end"]) for sentence in record["sentences"]}
    for start, end in kinds:
        own = sorted(span for span in inside if start <= span[0] and span[1] <= end)
        spans += own or [(start, end)]
    return sorted(set(spans))


def run_peer(name, texts):
    python = ROOT / "target" / "figures" / "venv" / "bin" / "python"
    run = subprocess.run([python, ROOT / "scripts" / "figures_peers.py", name], input=json.dumps(texts),
                         capture_output=True, text=True, check=True)
    return json.loads(run.stdout)


def readings(name, texts):
    """The quantities of each text. What a peer has read once is kept under target/figures, for it is slow."""
    script, requirements = (ROOT / "scripts" / file for file in ("figures_peers.py", "figures-requirements.txt"))
    version = hashlib.sha256(script.read_bytes() + requirements.read_bytes()).hexdigest()[:16]
    kept = ROOT / "target" / "figures" / f"{name}-{version}.json"
    known = json.loads(kept.read_text(encoding="utf-8")) if kept.exists() else {}
    new = sorted({text for text in texts if text not in known and QUANTITY.search(text)})
    if new:
        known |= zip(new, run_peer(name, new)["found"])
        kept.write_text(json.dumps(known), encoding="utf-8")
    return [known.get(text, []) for text in texts]


# A sentence without any of these holds nothing that a peer reads as a number.
QUANTITY = re.compile(
    r"\d|\b(zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundreds?|thousands?|[mb]illions?|dozens?|half|halves|third|thirds|quarters?|fifths?|\w+ths?"
    r"|twice|once|doubled?|\w*fold|\w+bled?|quadrupled|decades?|scores?|couple|percent|cent)\b", re.I)


def environment():
    folder = ROOT / "target" / "figures" / "venv"
    requirements = ROOT / "scripts" / "figures-requirements.txt"
    done = folder / requirements.name
    if not (done.exists() and done.read_text() == requirements.read_text()):
        venv.create(folder, clear=True, symlinks=True, with_pip=True)
        subprocess.run([folder / "bin" / "pip", "install", "--quiet", "-r", requirements], check=True)
        done.write_text(requirements.read_text())


def of_sayso(record, spans):
    """The predictions of sayso inside the sentences that all engines read."""
    for figure in record["figures"]:
        if figure["cell"] is None and any(start <= figure["start"] < end for start, end in spans):
            yield {key: figure[key] for key in ("start", "end", "value", "low", "high", "unit")} | {"type": figure["kind"]}


# --- units

NAMES = {
    "": None, "dimensionless": None, "person": None, "per cent": "%", "percent": "%", "percentage": "%",
    "percentage point": "%", "pound sterling": "GBP", "british pound": "GBP", "gbp": "GBP", "euro": "EUR",
    "dollar": "USD", "us dollar": "USD", "united states dollar": "USD", "yen": "JPY", "japanese yen": "JPY",
    "australian dollar": "AUD", "swedish krona": "SEK", "krona": "SEK", "canadian dollar": "CAD",
    "c": "degree celsius", "f": "degree fahrenheit", "celsius": "degree celsius", "ton": "tonne", "metric ton": "tonne",
    "pound-mass": "pound weight", "pound mass": "pound weight", "kph": "kilometre per hour", "mph": "mile per hour",
    "kilogramme": "kilogram", "year old": "year", "long ton": "tonne", "short ton": "tonne",
    "terawatt-hour": "terawatt hour", "kilowatt-hour": "kilowatt hour", "degree angle": "degree",
    "degree of arc": "degree", "international mile": "mile",
    "minute of arc": "minute", "second of arc": "second", "count": None,
}
HUNDREDTHS = {"penny": "GBP", "pence": "GBP", "cent": "USD", "penny sterling": "GBP", "pence sterling": "GBP"}


def canonical(unit, kind=""):
    """(name, factor) of a unit."""
    name = (unit or "").strip().lower().replace("meter", "metre").replace("liter", "litre")
    if name == "pound":
        name = "GBP" if kind == "currency" else "pound weight"
    if name in HUNDREDTHS:
        return HUNDREDTHS[name], 0.01
    if "per second of arc" in name or "per minute of arc" in name:  # what quantulum3 calls a speed
        name = name.removesuffix(" of arc")
    name = NAMES.get(name, name)
    return (name.upper() if name and len(name) == 3 and name.upper() in CURRENCIES else name), 1.0


CURRENCIES = {"GBP", "EUR", "USD", "JPY", "AUD", "SEK", "CAD"}


def same_unit(gold, predicted):
    kind, expected = gold["kind"], canonical(gold["unit"])[0]
    found = canonical(predicted["unit"], predicted["type"])[0]
    if kind == "age" and found is None:
        return True
    if kind == "rate" and found and " per " in found:
        numerator = canonical(found.split(" per ")[0], "currency" if expected in CURRENCIES else "")[0]
        return expected in (found, numerator)
    return expected == found


# --- matching

def close(one, other):
    if one is None or other is None:
        return one is None and other is None
    return abs(one - other) <= max(6e-5, 1e-6 * abs(one))


def same_value(gold, predicted):
    factor = canonical(predicted["unit"], predicted["type"])[1]
    if gold["value"] is None:
        bounds = [predicted[key] and predicted[key] * factor for key in ("low", "high")]
        return predicted["value"] is None and close(gold["low"], bounds[0]) and close(gold["high"], bounds[1])
    value = predicted["value"]
    # Two readers write "up to 5" as a bound alone; the number is the number.
    if value is None and (predicted["low"] is None) != (predicted["high"] is None):
        value = predicted["low"] if predicted["high"] is None else predicted["high"]
    return value is not None and (close(gold["value"], value) or close(gold["value"], value * factor))


def overlap(one, other):
    return min(one["end"], other["end"]) - max(one["start"], other["start"])


PARTS = {("year", "month"): 1 / 12, ("hour", "minute"): 1 / 60, ("hour", "second"): 1 / 3600, ("day", "hour"): 1 / 24,
         ("day", "minute"): 1 / 1440, ("foot", "inch"): 1 / 12, ("minute", "second"): 1 / 60}


def in_pieces(gold, pieces):
    """Whether several predictions inside one figure say together what it says."""
    values = [piece["value"] for piece in pieces]
    if None in values or len(pieces) < 2:
        return False
    if gold["value"] is None:
        return len(pieces) == 2 and close(gold["low"], values[0]) and close(gold["high"], values[1])
    total, unit = 0.0, canonical(gold["unit"])[0]
    for piece in pieces:
        name = canonical(piece["unit"], piece["type"])[0]
        factor = 1.0 if name == unit else PARTS.get((unit, name))
        if factor is None:
            return False
        total += piece["value"] * factor
    return abs(total - gold["value"]) < 1e-3


TIME = re.compile(
    r"\b(1[89]|20|21)\d\d(s|\s?[-–/]\s?\d\d(\d\d)?)?\b|\b\d{1,2}([.:]\d\d)?\s?[ap]m\b|\b\d{1,2}:\d\d\b"
    r"|\b\d{1,2}(st|nd|rd|th)?\s(January|February|March|April|May|June|July|August|September|October|November|December)\b"
    r"|\b(January|February|March|April|May|June|July|August|September|October|November|December)\s\d{1,2}\b|\bnoon\b", re.I)


def ignorable(prediction, text, times, vague):
    words = text[prediction["start"]:prediction["end"]].strip().lower()
    on_time = any(overlap(prediction, time) > 0 for time in times)
    bare = re.fullmatch(r"(one|an?|once)([ -](year|month|week|day|night|hour|minute|second|quarter|decade)s?)?", words)
    return on_time or bare is not None or any(overlap(prediction, figure) > 0 for figure in vague)


def pair(gold, predicted):
    """Index pairs, the right values first, and the gold figures that several predictions make up."""
    candidates = sorted(
        ((not same_value(figure, prediction), -overlap(figure, prediction), left, right)
         for left, figure in enumerate(gold) for right, prediction in enumerate(predicted)
         if overlap(figure, prediction) > 0))
    partner, taken = {}, set()
    for _, _, left, right in candidates:
        if left not in partner and right not in taken:
            partner[left] = right
            taken.add(right)
    pieces = {}
    for left, figure in enumerate(gold):
        right = partner.get(left)
        if right is None or same_value(figure, predicted[right]):
            continue
        inside = [index for index, prediction in enumerate(predicted)
                  if overlap(figure, prediction) > 0 and (index not in taken or index == right)]
        if in_pieces(figure, [predicted[index] for index in inside]):
            pieces[left] = inside
            taken.update(inside)
    return partner, pieces, taken


class Tally:
    def __init__(self):
        self.right = self.with_unit = self.anywhere = self.gold = self.predicted = 0
        self.ranges = [0, 0]
        self.kinds = collections.defaultdict(lambda: [0, 0, 0])
        self.mistakes = collections.defaultdict(list)

    def add(self, text, gold, predicted, where, shown):
        vague = [figure for figure in gold if figure["value"] is None and None in (figure["low"], figure["high"])]
        gold = [figure for figure in gold if figure not in vague]
        times = [{"start": found.start(), "end": found.end()} for found in TIME.finditer(text)]
        partner, pieces, taken = pair(gold, predicted)
        predicted_left = [prediction for index, prediction in enumerate(predicted)
                          if index not in taken and not ignorable(prediction, text, times, vague)]
        self.gold += len(gold)
        extra = sum(len(inside) - 1 for inside in pieces.values())
        self.predicted += len(taken) - extra + len(predicted_left)
        self.anywhere += self.common(gold, [predicted[index] for index in sorted(taken)] + predicted_left)
        for index, figure in enumerate(gold):
            self.figure(figure, predicted, partner.get(index), pieces.get(index), text, shown and where)
        if shown:
            for prediction in predicted_left:
                self.note("said where there is no figure: " + shape(text, prediction), text, prediction)

    def figure(self, figure, predicted, right, inside, text, shown):
        kind = self.kinds[figure["kind"]]
        kind[0] += 1
        is_range = figure["value"] is None
        self.ranges[1] += is_range
        if right is None:
            if shown:
                self.note(f"not found: {figure['kind']}", text, figure)
            return
        prediction = predicted[right]
        if inside or same_value(figure, prediction):
            self.right += 1
            kind[1] += 1
            self.ranges[0] += is_range
            if inside or same_unit(figure, prediction):
                self.with_unit += 1
                kind[2] += 1
            elif shown:
                found = canonical(prediction["unit"], prediction["type"])[0]
                self.note(f"another unit: {found or 'none'} for {figure['unit'] or 'none'}", text, figure)
        elif shown:
            self.note(f"another value: {figure['kind']}", text, figure)

    @staticmethod
    def common(gold, predicted):
        left, found = list(predicted), 0
        for figure in gold:
            match = next((prediction for prediction in left if same_value(figure, prediction)), None)
            if match:
                left.remove(match)
                found += 1
        return found

    def note(self, what, text, span):
        start, end = max(0, span["start"] - 18), min(len(text), span["end"] + 14)
        words = text[start:span["start"]] + "**" + text[span["start"]:span["end"]].strip() + "**" + text[span["end"]:end]
        self.mistakes[what].append(" ".join(words.split()))

    def scores(self, right):
        precision = right / self.predicted if self.predicted else 0
        recall = right / self.gold if self.gold else 0
        return precision, recall, 2 * right / (self.predicted + self.gold) if self.predicted + self.gold else 0


def shape(text, prediction):
    words = text[prediction["start"]:prediction["end"]]
    if re.search(r"\d\s?[-–]\s?\d", words):
        return "scores and pairs of numbers"
    if re.search(r"\d(st|nd|rd|th)\b", words) or re.fullmatch(r"(?i)(first|second|third|fourth|fifth)", words.strip()):
        return "ordinals"
    if not re.search(r"\d", words):
        return "words"
    if re.fullmatch(r"\d{3,}", words.strip()):
        return "numbers as names"
    return "other digits"


# --- measuring

def documents(binary, folder):
    """(set, text, sentences, gold figures, predictions of sayso) of every labelled document."""
    passages = sorted((ROOT / "corpus" / "figures").glob("*.txt"))
    records = {record["id"]: record for record in tag(binary, [ROOT / "corpus" / "samples"], folder, "samples")}
    for passage in passages:
        (record,) = tag(binary, [passage], folder, "passage")
        records[passage.name] = record
    for file in sorted((ROOT / "corpus" / "gold").glob("*.json")) + sorted((ROOT / "corpus" / "figures" / "gold").glob("*.json")):
        gold = json.loads(file.read_text(encoding="utf-8"))
        record = records[gold["id"]]
        name = "gold" if file.parent.parent.name == "corpus" else "held-out" if file.name.startswith("h") else "open"
        spans = sentences_of(record)
        figures = [figure for figure in gold["figures"] if not figure.get("cell")]
        lost = [figure for figure in figures if record["text"][figure["start"]:figure["end"]] != figure["text"]]
        if lost:
            sys.exit(f"{file}: the text has changed, run scripts/gold.py fill: {lost[0]['text']!r}")
        yield name, record["text"], spans, figures, list(of_sayso(record, spans))


def accuracy(binary, folder):
    found = list(documents(binary, folder))
    tallies = {engine: {name: Tally() for name in SETS} for engine in ENGINES}
    flat = [text[start:end] for _, text, spans, _, _ in found for start, end in spans]
    for engine in ENGINES:
        results = iter(readings(engine, flat)) if engine in PEERS else None
        for name, text, spans, gold, own in found:
            predicted = own
            if results is not None:
                predicted = []
                for start, _ in spans:
                    for quantity in next(results):
                        predicted.append(quantity | {"start": quantity["start"] + start, "end": quantity["end"] + start})
            where = [figure for figure in gold if any(start <= figure["start"] < end for start, end in spans)]
            if engine == "sayso" and len(where) < len(gold):
                print(f"note: {len(gold) - len(where)} labelled figures of a {name} document lie outside sentences", file=sys.stderr)
            tallies[engine][name].add(text, where, predicted, name, shown=name != "held-out")
    return tallies


def speed_sentences(data, binary, folder, count):
    gum = []
    with open(data / "gum" / "gum.jsonl", encoding="utf-8") as lines:
        for line in lines:
            gum += [sentence["text"] for sentence in json.loads(line)["sentences"]]
            if len(gum) >= count // 2:
                break
    answers = []
    source = folder / "answers.jsonl"
    with open(data / "uk_answers" / "2023-09.jsonl", encoding="utf-8") as lines, open(source, "w", encoding="utf-8") as out:
        out.writelines(line for line, _ in zip(lines, range(count // 4)))
    for record in tag(binary, [source], folder, "speed"):
        answers += [record["text"][sentence["start"]:sentence["end"]] for sentence in record["sentences"]]
    return answers[:count - count // 2] + gum[:count // 2]


def user_seconds(command):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(f"failed: {command}")
    return usage.ru_utime


def speed(data, binary, folder, count):
    texts = [" ".join(text.split()) for text in speed_sentences(data, binary, folder, count)]
    times, rows = 20, {}
    paragraphs = "\n\n".join(" ".join(texts[at:at + 10]) for at in range(0, len(texts), 10))
    source, small = folder / "speed", folder / "small.txt"
    source.mkdir()
    small.write_text("It rose by 3.5 per cent to £12 million in 2 years.\n", encoding="utf-8")
    for number in range(times):
        (source / f"{number}.txt").write_text(paragraphs + "\n", encoding="utf-8")
    command = [binary, "tag", "--no-model", "-o", folder / "out.jsonl", "--force", "--quiet", "--jobs", "1"]
    startup = min(user_seconds([*command, small]) for _ in range(5))
    seconds = min(user_seconds([*command, source]) for _ in range(3)) - startup
    rows["sayso"] = (startup, len(texts) * times / seconds)
    for name in PEERS:
        run = run_peer(name, texts)
        rows[name] = (run["startup"], len(texts) / run["seconds"])
    return len(texts), rows


# --- report

def percent(share):
    return f"{100 * share:.1f}"


def report(tallies, sentences, speeds, versions):
    names = {"sayso": "sayso", **PEERS}
    lines = ["# Quantities: sayso and two published readers", "",
             f"Made by `scripts/figures.py` on {versions['machine']}.", "",
             "Versions: " + ", ".join(f"{key} {value}" for key, value in versions["packages"].items()) + ".", ""]
    for name, title in SETS.items():
        size = tallies["sayso"][name].gold
        lines += [f"## {title}: {size} figures", "",
                  "| | value: precision | recall | F1 | value and unit: F1 | value, anywhere: F1 | ranges right |",
                  "| --- | ---: | ---: | ---: | ---: | ---: | ---: |"]
        for engine in ENGINES:
            tally = tallies[engine][name]
            value, unit, anywhere = (tally.scores(right) for right in (tally.right, tally.with_unit, tally.anywhere))
            lines.append(f"| {names[engine]} | {percent(value[0])} | {percent(value[1])} | {percent(value[2])} | "
                         f"{percent(unit[2])} | {percent(anywhere[2])} | {tally.ranges[0]} of {tally.ranges[1]} |")
        lines.append("")
    lines += ["## Found with the right value (and unit), by kind, all sets", "",
              "| kind | figures | " + " | ".join(names[engine] for engine in ENGINES) + " |",
              "| --- | ---: |" + " ---: |" * len(ENGINES)]
    kinds = sorted({kind for name in SETS for kind in tallies["sayso"][name].kinds})
    for kind in kinds:
        total = sum(tallies["sayso"][name].kinds[kind][0] for name in SETS)
        cells = []
        for engine in ENGINES:
            right = [sum(tallies[engine][name].kinds[kind][part] for name in SETS) for part in (1, 2)]
            cells.append(f"{percent(right[0] / total)} ({percent(right[1] / total)})")
        lines.append(f"| {kind} | {total} | " + " | ".join(cells) + " |")
    lines += ["", f"## Speed: {sentences} sentences of written answers and GUM", "",
              "| | sentences a CPU second | start-up, CPU seconds |", "| --- | ---: | ---: |"]
    lines += [f"| {names[engine]} | {speeds[engine][1]:,.0f} | {speeds[engine][0]:.2f} |" for engine in ENGINES]
    lines += INTRODUCTION.split("\n")
    lines += ["## Kinds of mistakes, gold and open sets", "", "Counts, with up to two examples from our own texts. "
              "Held-out mistakes are not listed, so that nobody mends by them.", ""]
    for engine in ENGINES:
        lines += [f"### {names[engine]}", ""]
        merged = collections.defaultdict(list)
        for name in SETS:
            for what, examples in tallies[engine][name].mistakes.items():
                merged[what] += examples
        ranked = sorted(merged.items(), key=lambda entry: (-len(entry[1]), entry[0]))
        for what, examples in ranked[:18]:
            shown = "; ".join(f"“{example}”" for example in examples[:2])
            lines.append(f"- {len(examples)} {what}: {shown}")
        rest = sum(len(examples) for _, examples in ranked[18:])
        lines += [f"- {rest} of {len(ranked) - 18} rarer kinds"] * (rest > 0) + [""]
    return "\n".join(lines).rstrip() + "\n"


def versions(binary):
    pip = ROOT / "target" / "figures" / "venv" / "bin" / "pip"
    frozen = dict(line.split("==") for line in subprocess.run([pip, "freeze"], capture_output=True, text=True, check=True).stdout.split())
    own = subprocess.run([binary, "--version"], capture_output=True, text=True, check=True).stdout.split()
    peers = {name: frozen[name] for name in ("quantulum3", "recognizers-text-suite", "scikit-learn")}
    return {"machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
            "packages": {own[0]: own[-1], **peers}}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    parser.add_argument("--binary", type=Path, default=ROOT / "target" / "release" / "sayso")
    parser.add_argument("--output", type=Path, default=ROOT / "corpus" / "reports" / "figures.md")
    parser.add_argument("--sentences", type=int, default=500, help="for the measure of speed")
    options = parser.parse_args()
    environment()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        tallies = accuracy(options.binary, folder)
        sentences, speeds = speed(options.data, options.binary, folder, options.sentences)
    options.output.write_text(report(tallies, sentences, speeds, versions(options.binary)), encoding="utf-8")


if __name__ == "__main__":
    main()
