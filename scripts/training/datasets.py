"""Readers of labelled text: every data set as documents with what it labels, and nothing where it labels nothing."""

import csv
import hashlib
import json
import re
import subprocess
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from gold import fill

from .network import GENRES, NAMES, TYPES, VERDICTS
from .passages import PARAGRAPH, QUESTION, START, START_POLNEAR, UNREAD_BLOCKS, block_mark

ROOT = Path(__file__).resolve().parents[2]
PUBLIC = ROOT.parent / "shared" / "data"


@dataclass
class Document:
    """A text with its sentences (start, end, separator mark) and labels; None where a data set says nothing.

    All offsets are code points of `text`.
    """

    id: str
    text: str
    sentences: list
    attributions: list | None = None  # (source spans, cue spans, content spans, kind or None)
    names: list | None = None  # (start, end, kind)
    roles: bool = False  # whether `names` labels roles too
    claims: dict | None = None  # sentence -> (types, worth, verdict); sentences not in it are no claims
    unlabelled: set = field(default_factory=set)  # sentences of which `claims` says nothing
    debate: dict | None = None  # sentence -> 0 or 1
    genre: str | None = None
    unlabelled_text: bool = False  # whether teachers alone say what it holds
    start: int = START  # whose rules the attributions follow
    rules: dict = field(default_factory=dict)  # sentence -> what the rules alone score each type


def tag(inputs, binary):
    """The records that the rules alone make of `inputs` (dicts with id and text), by id."""
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "in.jsonl", Path(folder) / "out.jsonl"
        source.write_text("".join(json.dumps(row) + "\n" for row in inputs), encoding="utf-8")
        tag_path(source, target, binary)
        return {record["id"]: record for record in map(json.loads, target.open(encoding="utf-8"))}


def tag_path(source, target, binary):
    subprocess.run([binary, "tag", "--no-model", "--quiet", "-o", target, source], check=True)


def layout(record):
    """Sentences of a record that the encoder reads."""
    blocks, sentences = record["blocks"], []
    for index, sentence in enumerate(record["sentences"]):
        block = blocks[sentence["block"]]
        if block["kind"] in UNREAD_BLOCKS:
            continue
        follower = record["sentences"][index + 1 : index + 2]
        last = not follower or follower[0]["block"] != sentence["block"]
        mark = block_mark(block["kind"], block["comment"], block["quoted"], last)
        sentences.append((sentence["start"], sentence["end"], mark))
    return sentences


def polnear(part, binary):
    rows = [json.loads(line) for line in (PUBLIC / f"polnear/{part}.jsonl").open(encoding="utf-8")]
    records = tag([{"id": row["doc"], "text": row["text"]} for row in rows], binary)
    for row in rows:
        record = records[row["doc"]]
        if record["text"] != row["text"]:
            raise ValueError(f"polnear {row['doc']}: the reader changed the text")
        links = [(a["source"], a["cue"], a["content"], None) for a in row["attributions"] if a["cue"]]
        yield Document(row["doc"], row["text"], layout(record), attributions=links, start=START_POLNEAR)


def press(binary):
    """Claims in real news: articles of PolNeAR's training part, labelled by our own guidelines."""
    rows = [json.loads(line) for line in (PUBLIC / "polnear/train.jsonl").open(encoding="utf-8")]
    yield from labelled("polnear", tag([{"id": row["doc"], "text": row["text"]} for row in rows], binary))


def gum_inputs():
    for line in (PUBLIC / "gum/gum.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        if row["doc"].startswith("GUM_news_"):
            text = "\n".join(sentence["text"] for sentence in row["sentences"])
            yield {"id": row["doc"], "title": row["title"], "published": row["date"], "text": text}


def with_claims(record, labels, document):
    """Claims of a label file on the sentences of a record; a claim belongs to the sentence that it overlaps most."""
    document.claims = {}
    starts = {sentence[0]: index for index, sentence in enumerate(document.sentences)}
    for claim in record["claims"]:
        if claim["start"] in starts:
            document.rules[starts[claim["start"]]] = [claim["scores"][kind] for kind in TYPES]
    for claim in labels["claims"]:
        best, overlap = None, 0
        for index, (start, end, _) in enumerate(document.sentences):
            common = min(end, claim["end"]) - max(start, claim["start"])
            if common > overlap:
                best, overlap = index, common
        if best is not None:
            types = [float(kind in claim["types"]) for kind in TYPES]
            verdict = VERDICTS.index(claim["sourcing"])
            document.claims[best] = (types, float(claim["check_worthiness"]), verdict)
    return document


def labelled(name, records):
    """Documents of `corpus/labels/NAME.jsonl`; `records` by id."""
    for line in (ROOT / f"corpus/labels/{name}.jsonl").open(encoding="utf-8"):
        labels = json.loads(line)
        record = records[labels["id"]]
        text = record["text"]
        if hashlib.sha256(text.encode()).hexdigest() != labels["text_sha256"]:
            raise ValueError(f"corpus/labels/{name}.jsonl: {labels['id']} was labelled on another text")
        genre = "parliamentary_answer" if name.startswith("uk_answers") else "news"
        document = Document(labels["id"], text, layout(record), genre=genre)
        if "attributions" in labels:
            document.attributions = [
                (a["source"]["spans"] if a["source"] else [], a["cue"], a["content"],
                 a["source"]["kind"] if a["source"] else None)
                for a in labels["attributions"] if a["cue"]
            ]
            document.names, document.roles = labels["names"], True
        with_claims(record, labels, document)
        question = {i for i, s in enumerate(document.sentences) if s[2] == QUESTION}
        garbled = {i for i, s in enumerate(document.sentences) if s[0] in labels.get("garbled", [])}
        document.unlabelled = (question | garbled) - set(document.claims)
        yield document


def wikinews(binary):
    yield from labelled("gum", tag(list(gum_inputs()), binary))


def answers(binary):
    wanted = {json.loads(line)["id"] for line in (ROOT / "corpus/labels/uk_answers.jsonl").open(encoding="utf-8")}
    rows = []
    for file in sorted((PUBLIC / "uk_answers").glob("*.jsonl")):
        for line in file.open(encoding="utf-8"):
            row = json.loads(line)
            if str(row["id"]) in wanted:
                rows.append(row)
    yield from labelled("uk_answers", tag(rows, binary))


def unlabelled(binary):
    """Every thirtieth written answer, without labels; those that have some are left out."""
    known = {json.loads(line)["id"] for line in (ROOT / "corpus/labels/uk_answers.jsonl").open(encoding="utf-8")}
    rows = []
    for file in sorted((PUBLIC / "uk_answers").glob("*.jsonl")):
        rows += [row for row in map(json.loads, file.open(encoding="utf-8")) if str(row["id"]) not in known]
    for record in tag(rows[::30], binary).values():
        genre = "parliamentary_answer"
        yield Document(record["id"], record["text"], layout(record), genre=genre, unlabelled_text=True)


def gold(part, binary):
    """Our own documents of `corpus/gold/PART`."""
    folder = ROOT / "corpus/gold" / part
    with tempfile.TemporaryDirectory() as temporary:
        target = Path(temporary) / "out.jsonl"
        subprocess.run(
            [binary, "tag", "--no-model", "--quiet", "-o", target, "--include", "*.txt", folder], check=True
        )
        records = [json.loads(line) for line in target.open(encoding="utf-8")]
    for record in sorted(records, key=lambda record: record["id"]):
        labels = json.loads((folder / Path(record["source"]["path"]).name).with_suffix(".json").read_text())
        problems = fill(labels, record["text"])
        if problems:
            raise ValueError(f"corpus/gold/{part}: {record['id']}: {problems[0]}")
        yield own(record, labels)


def own(record, labels):
    def spans(label):
        return label.get("spans", []) if label else []

    links = [
        (spans(a.get("source")), spans(a.get("cue")), spans(a["content"]), (a.get("source") or {}).get("kind"))
        for a in labels["attributions"] if spans(a.get("cue"))
    ]
    names = occurrences(record["text"], labels.get("names", []))
    genre = labels["genre"]["label"]
    assert genre in GENRES, genre
    sentences = layout(record)
    document = Document(record["id"], record["text"], sentences, links, read(names, sentences), True, genre=genre)
    with_claims(record, labels, document)
    document.unlabelled = {i for i, s in enumerate(document.sentences) if s[2] == QUESTION} - set(document.claims)
    return document


def read(names, sentences):
    """The names that stand in sentences; bylines, tables and furniture are not read."""
    return [name for name in names if any(start <= name[0] and name[1] <= end for start, end, _ in sentences)]


def occurrences(text, labels):
    """Every occurrence of every name; where two overlap, the longer one."""
    found, taken = [], bytearray(len(text))
    for label in sorted(labels, key=lambda label: -len(label["text"])):
        pattern = r"(?<!\w)" + re.escape(label["text"]) + r"(?!\w)"
        for match in re.finditer(pattern, text):
            if label["kind"] in NAMES and not any(taken[match.start() : match.end()]):
                taken[match.start() : match.end()] = b"\1" * (match.end() - match.start())
                found.append((match.start(), match.end(), label["kind"]))
    return sorted(found)


def debates(part):
    """ClaimBuster: consecutive sentences of a debate as one document; 1 is check-worthy, -1 and 0 are not."""
    with (PUBLIC / f"claimbuster/{part}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    groups = {}
    for row in rows:
        groups.setdefault(row["File_id"], []).append(row)
    for name, rows in groups.items():
        text, sentences, labels = "", [], {}
        for row in sorted(rows, key=lambda row: int(row["Sentence_id"])):
            start = len(text)
            text += row["Text"].strip()
            labels[len(sentences)] = int(row["Verdict"] == "1")
            sentences.append((start, len(text), PARAGRAPH))
            text += "\n"
        yield Document(f"{part}/{name}", text, sentences, debate=labels)


NAME_TAGS = {
    "PER": "person", "person": "person", "ORG": "organisation", "corporation": "organisation",
    "group": "organisation", "LOC": "place", "location": "place",
}


def conll(path, separator, size=20):
    """Named entities as columns; a document is some sentences in a row."""
    sentences, rows = [], []
    for line in [*path.open(encoding="utf-8"), "\n"]:
        line = line.rstrip("\n")
        if not line.strip():
            if rows:
                sentences.append(rows)
            rows = []
        else:
            parts = line.split(separator)
            rows.append((parts[0], parts[-1]))
    for at in range(0, len(sentences), size):
        yield joined(f"{path.name}:{at}", sentences[at : at + size])


def joined(name, sentences):
    text, spans, names = "", [], []
    for rows in sentences:
        start, previous = len(text), ("O", None)
        for word, label in rows:
            prefix, _, kind = label.partition("-")
            if len(text) > start and not re.fullmatch(r"[.,;:!?%)\]]|'\w{1,2}|n't", word):
                text += " "
            at = len(text)
            text += word
            kind = NAME_TAGS.get(kind)
            if kind and prefix == "I" and previous == ("in", kind):
                names[-1] = (names[-1][0], len(text), kind)
            elif kind:
                names.append((at, len(text), kind))
            previous = ("in", kind) if kind else ("O", None)
        spans.append((start, len(text), PARAGRAPH))
        text += "\n"
    return Document(name, text, spans, names=names)


def re3d():
    kinds = {"Person": "person", "Organisation": "organisation", "Location": "place"}
    for line in (PUBLIC / "ner/re3d/re3d.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        names, taken = [], set()
        spans = [e for e in row["entities"] if e[2] in kinds and e[3] >= 0.5]
        for start, end, kind, _ in sorted(spans, key=lambda e: e[0] - e[1]):
            if not taken & set(range(start, end)):
                taken |= set(range(start, end))
                names.append((start, end, kinds[kind]))
        sentences = [(m.start(), m.end(), PARAGRAPH) for m in re.finditer(r"\S[^\n]*", row["text"])]
        yield Document(row["id"], row["text"], sentences, names=sorted(names))


def entities(part):
    """The named-entity sets: WNUT 2017, Broad Twitter Corpus, Wikigold (a tenth of it for development), re3d."""
    folder = PUBLIC / "ner"
    wiki = list(conll(folder / "wikigold/wikigold.conll.txt", " "))
    if part == "dev":
        yield from wiki[::10]
        return
    yield from (document for index, document in enumerate(wiki) if index % 10)
    yield from conll(folder / "wnut17/wnut17train.conll", "\t", 5)
    yield from conll(folder / "btc/btc.train", "\t", 5)
    yield from re3d()
