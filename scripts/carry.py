#!/usr/bin/env python3
"""Weighs the evidence for a source that carries over to a later sentence: the numbers in `src/attribute/carry.rs`.

    target/train/venv/bin/python scripts/carry.py [--binary target/release/sayso]

Every labelled claim of `corpus/gold/train` whose sentence has no attribution of its own, up to six sentences behind one
that has, is a row: what the sentence looks like, and whether the labels say that the source carries. A logistic regression
gives each feature its weight. Its precision and recall are printed for several thresholds, first cross-validated on
`corpus/gold/train`, a tenth of the documents at a time, by which the threshold is chosen, then on `corpus/gold/dev`. The
features are those of `carry.rs`, by the same names and patterns.
"""

import argparse
import json
import random
import re
import subprocess
import tempfile
from pathlib import Path

import torch

ROOT = Path(__file__).resolve().parents[1]
REACH = 6
FOLDS = 10
TAKES_UP = re.compile(
    r"^[“\"']?(?:Of (?:these|those|them)|A further|Another|Others?|The (?:rest|remainder|others|remaining)|In (?:all|total|addition)"
    r"|Among (?:them|these|those)|By (?:comparison|contrast)|That (?:is|was|compares)|This (?:is|was|compares|represents)"
    r"|Some|Most|Half|Nearly|Almost|Only|Around|About|More than|Just|Fewer|Both|Neither|None|One in"
    r"|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten)\b"
)
ALSO = re.compile(r"\b(?:also|further|too|as well|in addition|likewise|similarly)\b")
BACKSHIFT = re.compile(r"\b(?:would|had|could|should)\b")
PAST = re.compile(r"\b(?:was|were)\b")
NAME = re.compile(r"[\w,;:] (?:the )?[A-Z][a-z]+ [A-Z][a-z]+")
PERSON = re.compile(r"^[“\"']?(?:I|We)\b")
DIGIT = re.compile(r"[0-9]")


def features(text, sentence, source, distance, block, source_block, kind, genre):
    words = text[sentence["start"] : sentence["end"]]
    before = text[block["start"] : sentence["start"]]
    same = block is source_block
    quoted = before.count("“") > before.count("”") or before.count('"') % 2 == 1 or words[0] in "“\""
    found = {
        "bias": True,
        f"distance_{min(distance, 4)}": True,
        "same_paragraph": same,
        "opens_paragraph": sentence["start"] == block["start"],
        "quoted": quoted,
        "takes_up": TAKES_UP.search(words),
        "also": ALSO.search(words),
        "numbers": DIGIT.search(words) and DIGIT.search(text[source["start"] : source["end"]]),
        "backshift": BACKSHIFT.search(words),
        "past": PAST.search(words),
        "names_another": NAME.search(words),
        "first_person": PERSON.search(words),
        "list_item": block["kind"] == "list_item",
        "short": len(words.split()) < 12,
        f"kind_{kind}": True,
        f"kind_{kind}_same_paragraph": same,
        f"genre_{genre}": True,
    }
    return {name for name, holds in found.items() if holds}


def records(part, binary):
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.jsonl"
        command = [binary, "tag", "--no-model", "-q", "-o", out, "--include", f"{part}/*.txt", ROOT / "corpus/gold"]
        subprocess.run(command, check=True)
        return {record["id"]: record for record in map(json.loads, out.open(encoding="utf-8"))}


def rows(part, binary):
    """(features, whether the source carries) of every row, by document."""
    for identifier, record in sorted(records(part, binary).items()):
        gold = json.loads((ROOT / "corpus/gold" / identifier).with_suffix(".json").read_text(encoding="utf-8"))
        yield list(document_rows(record, gold))


def document_rows(record, gold):
    text, sentences, blocks = record["text"], record["sentences"], record["blocks"]

    def sentence_at(offset):
        return next((i for i, s in enumerate(sentences) if s["start"] <= offset < s["end"]), None)

    links = {link["id"]: link for link in gold["attributions"]}
    own, claimed = {}, {}
    for link in gold["attributions"]:
        if link["scope"] == "sentence" and link.get("cue"):
            own[sentence_at(link["cue"]["spans"][0][0])] = link
    for claim in gold["claims"]:
        claimed[sentence_at(claim["start"])] = links.get(claim.get("attribution"))
    last = None
    for index, sentence in enumerate(sentences):
        block = blocks[sentence["block"]]
        if block["kind"] == "heading":
            last = None
        elif index in own:
            last = index
        elif last is not None and index - last <= REACH and index in claimed and not block["comment"]:
            source = own[last].get("source") or {}
            said = features(
                text, sentence, sentences[last], index - last, block, blocks[sentences[last]["block"]],
                source.get("kind") or "anonymous", gold["genre"]["label"],
            )
            link = claimed[index]
            yield said, link is not None and link["scope"] == "carried"


def matrix(found, names):
    place = {name: index for index, name in enumerate(names)}
    values = torch.zeros(len(found), len(names))
    for row, (said, _) in enumerate(found):
        for name in said & place.keys():
            values[row, place[name]] = 1
    return values, torch.tensor([float(carries) for _, carries in found])


def fit(values, wanted):
    weights = torch.zeros(values.size(1), requires_grad=True)
    adam = torch.optim.LBFGS([weights], max_iter=300)

    def step():
        adam.zero_grad()
        loss = torch.nn.functional.binary_cross_entropy_with_logits(values @ weights, wanted)
        loss = loss + 2e-3 * weights.pow(2).sum()
        loss.backward()
        return loss

    adam.step(step)
    return weights.detach()


def cross_validated(documents, names):
    """Every row's likelihood by weights that have not seen its document, and whether it carries."""
    documents = random.Random(1).sample(documents, len(documents))
    said, wanted = [], []
    for fold in range(FOLDS):
        rest = [row for index, document in enumerate(documents) if index % FOLDS != fold for row in document]
        own = [row for document in documents[fold::FOLDS] for row in document]
        values, carries = matrix(own, names)
        said.append((values @ fit(*matrix(rest, names))).sigmoid())
        wanted.append(carries)
    return torch.cat(said), torch.cat(wanted)


def report(part, said, wanted):
    print(f"// {len(wanted)} rows of {part}, {int(wanted.sum())} of which carry")
    for step in range(40, 96, 4):
        found = said >= step / 100
        right = float((found & (wanted > 0)).sum())
        precision, recall = right / max(1, int(found.sum())), right / float(wanted.sum())
        print(f"// from {step / 100:.2f}: precision {precision:.2f}, recall {recall:.2f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=ROOT / "target/release/sayso")
    options = parser.parse_args()
    documents = list(rows("train", options.binary))
    train = [row for document in documents for row in document]
    dev = [row for document in rows("dev", options.binary) for row in document]
    names = sorted({name for said, _ in train for name in said})
    weights = fit(*matrix(train, names))
    for name, weight in zip(names, weights.tolist()):
        print(f'    ("{name}", {weight:.2f}),')
    report("train, cross-validated", *cross_validated(documents, names))
    values, wanted = matrix(dev, names)
    report("dev", (values @ weights).sigmoid(), wanted)


if __name__ == "__main__":
    main()
