"""The trained network as the files of `models/`: weights, graph, tokenizer, reference outputs and manifest."""

import hashlib
import json
import shutil
import struct
import tempfile
from pathlib import Path

import torch

from . import datasets, votes
from . import score as scores
from .datasets import ROOT
from .graph import Graph, Int8Graph, build
from .network import GENRES, KINDS, LINK, NAMES, TYPES, VERDICTS
from .passages import HEADLINE, LONGEST, MARKS, PARAGRAPH

WEIGHTS = "model.safetensors"
# rten takes external data only from names that end in "data"; onnxruntime finds it when the weights are copied there.
LOCATION = f"{WEIGHTS}.data"
GRAPHS = ("encoder.onnx", "encoder-int8.onnx")


def ordered(network):
    """Names and tensors in the order of the file: query, key and value of a layer side by side, weights then biases."""
    encoder = dict(network.encoder.state_dict())
    encoder.pop("embeddings.position_ids", None)
    rows = [(name, tensor) for name, tensor in encoder.items() if ".attention.self." not in name]
    for layer in range(network.encoder.config.num_hidden_layers):
        for part in ("weight", "bias"):
            for matrix in ("query", "key", "value"):
                name = f"encoder.layer.{layer}.attention.self.{matrix}.{part}"
                rows.append((name, encoder[name]))
    heads = [(f"heads.{name}", tensor) for name, tensor in network.state_dict().items() if not name.startswith("encoder.")]
    return rows + heads


def write_weights(rows, path):
    """A safetensors file with the tensors in the given order, 16-bit floats; of each (shape, offset, bytes)."""
    header, at = {}, 0
    for name, tensor in rows:
        size = tensor.numel() * 2
        header[name] = {"dtype": "F16", "shape": list(tensor.shape), "data_offsets": [at, at + size]}
        at += size
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for _, tensor in rows:
            file.write(tensor.detach().to(torch.float16).contiguous().numpy().tobytes())
    start = 8 + len(text)
    return {
        name: (entry["shape"], start + entry["data_offsets"][0], entry["data_offsets"][1] - entry["data_offsets"][0])
        for name, entry in header.items()
    }


def halve(network):
    """What 16-bit weights are worth as 32-bit ones, so that scores and reference outputs are those of the files."""
    with torch.no_grad():
        for parameter in network.parameters():
            parameter.copy_(parameter.to(torch.float16).to(torch.float32))


REFERENCE = [
    "“Nobody was told,” said Ines Okafor, who runs the shelter, adding that the trust’s own figures showed 412 falls in 2022-23.",
    "It is understood that half a dozen officers were moved. The council declined to comment.",
    "SHOCK BILL: Families will pay £310 more, say campaigners!",
    "Œuvre, naïve façade — 北京 😀 ﬁnal x²  \u200bzero-width.",
]


def passage_of(reader, sentences):
    """A headline and paragraphs of a sentence each: their text, their places and the passage."""
    text, places, at = "\n".join(sentences), [], 0
    for index, sentence in enumerate(sentences):
        places.append((at, at + len(sentence), PARAGRAPH if index else HEADLINE))
        at += len(sentence) + 1
    return text, places, reader.passages(text, places)[0]


def reference(network, reader):
    """Inputs and outputs of a few sentences of our own, for the parity tests of the engines."""
    text, places, passage = passage_of(reader, REFERENCE)
    short, _, few = passage_of(reader, REFERENCE[2:3])
    was, network.bits8.on = network.bits8.on, False
    exact = {head: rounded(value) for head, value in outputs(network, passage).items()}
    network.bits8.on = True
    hidden = rounded(states(network, few))
    network.bits8.on = was
    return {
        "text": text, "sentences": [list(s) for s in places], "ids": passage.ids, "marks": passage.marks,
        "spans": [list(span) if span else None for span in passage.spans], "outputs": exact,
        "int8": {"text": short, "hidden": hidden},
    }


def states(network, passage):
    network.eval()
    ids, marks = torch.tensor([passage.ids]), torch.tensor([passage.marks])
    with torch.no_grad():
        return network.hidden(ids, marks, torch.ones_like(ids))[0]


def outputs(network, passage):
    """What the heads give for a passage, and the first hidden states."""
    hidden = states(network, passage)
    with torch.no_grad():
        cue = network.cue(hidden)
        roles = network.roles(hidden, [(5, 5), (20, 21)])
        pooled = network.pooled(hidden, passage.sentences)
        return {
            "hidden": hidden[:4], "cue": cue, "names": network.names(hidden), "roles": roles,
            "types": network.types(pooled), "verdict": network.verdict(pooled), "worth": network.worth(pooled),
            "debate": network.debate(pooled), "genre": network.genre(hidden.mean(0)),
            "kind": network.source_kinds(hidden, [([3, 4], [5])]),
        }


def sample_tags(network, reader, binary):
    """What the network says of the plain-text samples, with the rounding of 8 bits: spans in code points, sentence labels."""
    samples = ROOT / "corpus/samples"
    with tempfile.TemporaryDirectory() as folder:
        datasets.tag_path(samples, Path(folder) / "out.jsonl", binary)
        records = [json.loads(line) for line in (Path(folder) / "out.jsonl").open(encoding="utf-8")]
    kept, documents = [], []
    for record in sorted(records, key=lambda record: record["source"]["path"]):
        file = Path(record["source"]["path"])
        if file.suffix == ".txt" and file.read_text(encoding="utf-8") == record["text"]:
            blocks = [[b["kind"], b["start"], b["end"], b["quoted"], b["comment"]] for b in record["blocks"]]
            sentences = [[s["start"], s["end"], s["block"]] for s in record["sentences"]]
            kept.append({"path": str(file.relative_to(samples)), "blocks": blocks, "sentences": sentences})
            documents.append(datasets.Document(record["id"], record["text"], datasets.layout(record)))
    was, network.bits8.on = network.bits8.on, True
    for row, document, said in zip(kept, documents, scores.predict(network, reader, documents)):
        # Sentences as they are counted in the record, tables and furniture included.
        at = {start: index for index, (start, _, _) in enumerate(row["sentences"])}
        row["attributions"] = sorted([source, list(cue), content] for source, cue, content in said["attributions"])
        row["names"] = sorted(map(list, said["names"]))
        row["types"] = [
            [at[start], *(score >= 0.5 for score in types)]
            for (start, _, _), types in zip(document.sentences, said["types"])
        ]
    network.bits8.on = was
    return kept


def rounded(tensor):
    return json.loads(json.dumps([round(v, 6) for v in tensor.flatten().tolist()]))


def sha256(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def export(network, reader, dev, base, name, known, binary, target=ROOT / "models"):
    target.mkdir(exist_ok=True)
    halve(network)
    config = network.encoder.config
    offsets = write_weights(ordered(network), target / WEIGHTS)
    (target / "encoder.onnx").write_bytes(build(config, Graph(offsets, LOCATION)))
    tensors = network.encoder.state_dict()
    (target / "encoder-int8.onnx").write_bytes(build(config, Int8Graph(offsets, LOCATION, tensors)))
    shutil.copy(Path(base) / "tokenizer.json", target / "tokenizer.json")
    (target / "reference.json").write_text(json.dumps(reference(network, reader)) + "\n")
    tags = [json.dumps(row) for row in sample_tags(network, reader, binary)]
    (target / "reference-tags.jsonl").write_text("\n".join(tags) + "\n")
    found = scores.score(network, reader, dev) if dev else {}
    ours = [document for name in ("gold", "answers", "wikinews") for document in dev.get(name, [])]
    chosen = votes.choose(network, reader, ours) if ours else {kind: {"threshold": 0.5, "share": 0.5} for kind in TYPES}
    (target / "manifest.toml").write_text(manifest(config, target, name, found, known, chosen))


def manifest(config, target, model_name, found, known, chosen):
    def row(name, value):
        return f"{name} = {json.dumps(value, ensure_ascii=False)}"

    files = [row(f'"{name}"', sha256(target / name)) for name in (WEIGHTS, *GRAPHS, "tokenizer.json")]
    lines = [
        "# Written by scripts/train.py export. What the files hold, what they were trained on, and how they score.",
        row("name", model_name), row("format", 1), row("base", "all-MiniLM-L6-v2"), "",
        "[files] # SHA-256", *files, "",
        "[encoder]", row("hidden", config.hidden_size), row("layers", config.num_hidden_layers),
        row("heads", config.num_attention_heads), row("inner", config.intermediate_size),
        row("vocabulary", config.vocab_size), row("positions", config.max_position_embeddings),
        row("marks", MARKS), row("norm_epsilon", config.layer_norm_eps), row("longest", LONGEST), row("link", LINK), "",
        "[labels]", row("types", list(TYPES)), row("names", list(NAMES)), row("verdicts", list(VERDICTS)),
        row("genres", list(GENRES)), row("kinds", list(KINDS)), "",
        "[votes] # how rules and model vote on each type; chosen on corpus/gold/dev and the development labels",
        *(f"{name} = {{ threshold = {c['threshold']}, share = {c['share']} }}" for name, c in chosen.items()), "",
        "[training]", row("data", known.get("shares", {})).replace('": ', '" = '), row("epochs", known.get("epochs", 0)),
        row("seed", known.get("seed", 0)), row("start", known.get("start") or "all-MiniLM-L6-v2"), "",
        "[scores] # on the development sets, by this network", *flat(found), "",
    ]
    return "\n".join(lines)


def flat(found):
    for data, tasks in found.items():
        yield f"{data} = {json.dumps(tasks)}".replace('": ', '" = ')
