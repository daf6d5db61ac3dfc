"""Examples, losses and the training loop."""

import json
import math
import random
import time
from dataclasses import dataclass

import torch
from torch.nn import functional

from . import teaching
from .network import BEGIN, GENRES, INSIDE, KINDS, NAMES
from .passages import LONGEST, Passage

WEIGHTS = {
    "cue": 2.0, "source": 1.5, "content": 1.5, "edges": 0.15, "names": 0.5, "types": 1.0, "verdict": 0.5, "worth": 0.5,
    "debate": 0.5, "kind": 0.3, "genre": 0.2,
}
IDLE_WORTH = 0.03


@dataclass
class Example:
    """A passage with the labels of its document that fall into it."""

    passage: Passage
    document: object
    cue: list | None
    links: list
    names: list | None


def begin_inside(spans, marked, labels, begin, inside):
    """Marks the tokens that lie in `marked` (character spans) in `labels`."""
    for start, end in marked:
        value = begin
        for at, span in enumerate(spans):
            if span and span[0] >= start and span[1] <= end and span[1] > span[0]:
                labels[at] = value
                value = inside


def example(passage, document):
    spans = passage.spans
    known = [span for span in spans if span]
    if not known:
        return None
    low, high = known[0][0], known[-1][1]
    cue = names = None
    links = []
    if document.attributions is not None:
        cue = [0] * len(spans)
        for source, cues, content, kind in document.attributions:
            if cues[0][0] < low or cues[-1][1] > high:
                continue
            own = [0] * len(spans)
            begin_inside(spans, cues, own, BEGIN, INSIDE)
            at = [index for index, label in enumerate(own) if label]
            if not at:
                continue
            for index in at:
                cue[index] = own[index]
            roles = [[0] * len(spans), [0] * len(spans)]
            begin_inside(spans, source, roles[0], BEGIN, INSIDE)
            begin_inside(spans, content, roles[1], BEGIN, INSIDE)
            links.append((at, *roles, KINDS.index(kind) if kind in KINDS else None))
    if document.names is not None:
        names = [0] * len(spans)
        for start, end, kind in document.names:
            if end > low and start < high:
                first = 1 + 2 * NAMES.index(kind)
                begin_inside(spans, [(start, end)], names, first, first + 1)
    return Example(passage, document, cue, links, names)


def examples(reader, documents, rng=None):
    """The passages of all documents; with `rng`, cut at other places every time."""
    found = []
    for document in documents:
        longest, first = LONGEST, None
        if rng and document.debate is not None:
            longest = rng.choice((24, 32, 48, 96))
        elif rng:
            first = rng.randrange(64, LONGEST + 1)
        passages = reader.passages(document.text, document.sentences, longest, first, document.start)
        found += [made for made in (example(passage, document) for passage in passages) if made]
    return found


def tensors(batch):
    longest = max(len(made.passage) for made in batch)
    ids = torch.zeros(len(batch), longest, dtype=torch.long)
    marks, mask = torch.zeros_like(ids), torch.zeros_like(ids)
    for row, made in enumerate(batch):
        size = len(made.passage)
        ids[row, :size] = torch.tensor(made.passage.ids)
        marks[row, :size] = torch.tensor(made.passage.marks)
        mask[row, :size] = 1
    return ids, marks, mask


def names_loss(logits, labels, with_roles):
    """Cross entropy; a data set without roles does not say that a word is none."""
    if not with_roles:
        role = 1 + 2 * NAMES.index("role")
        outside = torch.logsumexp(logits[:, [0, role, role + 1]], 1, keepdim=True)
        logits = torch.cat([outside, logits[:, 1:role]], 1)
    return functional.cross_entropy(logits, labels)


def losses(network, batch, teachers=()):
    """The mean loss of every task that the batch has labels for, or teachers where it has none."""
    ids, marks, mask = tensors(batch)
    taught = [teacher.hidden(ids, marks, mask) for teacher in teachers] if teachers else []
    states = network.dropout(network.hidden(ids, marks, mask))
    found = {name: [] for name in WEIGHTS}
    for row, made in enumerate(batch):
        hidden = states[row, : len(made.passage)]
        token_losses(network, hidden, made, found)
        sentence_losses(network, hidden, made, found)
        if made.document.genre is not None:
            target = torch.tensor([GENRES.index(made.document.genre)])
            found["genre"].append(functional.cross_entropy(network.genre(hidden.mean(0))[None], target))
        if taught:
            lessons = [states[row, : len(made.passage)] for states in taught]
            teaching.losses(network, hidden, teachers, lessons, made, found)
    return {name: torch.stack(values).mean() for name, values in found.items() if values}


def token_losses(network, hidden, made, found):
    words = torch.tensor([span is not None for span in made.passage.spans])
    if made.cue is not None:
        target = torch.tensor(made.cue)
        found["cue"].append(functional.cross_entropy(network.cue(hidden)[words], target[words]))
    if made.links:
        roles = network.roles(hidden, [(link[0][0], link[0][-1]) for link in made.links])
        for at, name in ((0, "source"), (1, "content")):
            target = torch.tensor([link[1 + at] for link in made.links])
            logits = roles[:, words, 3 * at : 3 * at + 3]
            found[name].append(functional.cross_entropy(logits.reshape(-1, 3), target[:, words].reshape(-1)))
            found["edges"] += edge_losses(roles[:, words, 6 + 2 * at : 8 + 2 * at], target[:, words])
        kinds = [link for link in made.links if link[3] is not None and any(link[1])]
        if kinds:
            tokens = [([i for i, label in enumerate(link[1]) if label], link[0]) for link in kinds]
            target = torch.tensor([link[3] for link in kinds])
            found["kind"].append(functional.cross_entropy(network.source_kinds(hidden, tokens), target))
    if made.names is not None:
        target = torch.tensor(made.names)
        found["names"].append(names_loss(network.names(hidden)[words], target[words], made.document.roles))


def edge_losses(scores, labels):
    """For every cue, how far the scores are from the first and last tokens of its spans, over the whole passage."""
    inside = labels > 0
    rows = inside.any(1)
    if not rows.any():
        return []
    ends = inside.clone()
    ends[:, :-1] &= (labels[:, 1:] != INSIDE)
    found = []
    for edge, marked in ((0, labels == BEGIN), (1, ends)):
        wanted = marked[rows].float()
        wanted = wanted / wanted.sum(1, keepdim=True)
        found.append(functional.cross_entropy(scores[rows, :, edge], wanted))
    return found


def sentence_losses(network, hidden, made, found):
    document = made.document
    if document.claims is None and document.debate is None:
        return
    pooled = network.pooled(hidden, made.passage.sentences)
    if document.debate is not None:
        rows = [(i, document.debate[s[0]]) for i, s in enumerate(made.passage.sentences) if s[0] in document.debate]
        target = torch.tensor([float(label) for _, label in rows])
        logits = network.debate(pooled)[[i for i, _ in rows], 0]
        found["debate"].append(functional.binary_cross_entropy_with_logits(logits, target))
        return
    rows = [i for i, s in enumerate(made.passage.sentences) if s[0] not in document.unlabelled]
    if not rows:
        return
    none = ([0.0] * 4, IDLE_WORTH, -1)
    labels = [document.claims.get(made.passage.sentences[i][0], none) for i in rows]
    pooled = pooled[rows]
    types = torch.tensor([label[0] for label in labels])
    found["types"].append(functional.binary_cross_entropy_with_logits(network.types(pooled), types))
    verdicts = torch.tensor([label[2] + 1 for label in labels])
    found["verdict"].append(functional.cross_entropy(network.verdict(pooled), verdicts))
    worth = torch.tensor([label[1] for label in labels])
    found["worth"].append(functional.binary_cross_entropy_with_logits(network.worth(pooled)[:, 0], worth))


def batches(found, tokens, rng):
    """Batches of about `tokens` tokens, of examples of like length, in random order."""
    found = sorted(found, key=lambda made: len(made.passage) + rng.random() * 16)
    made, batch, longest = [], [], 0
    for item in found:
        longest = max(longest, len(item.passage))
        if batch and longest * (len(batch) + 1) > tokens:
            made.append(batch)
            batch, longest = [], len(item.passage)
        batch.append(item)
    made += [batch] if batch else []
    rng.shuffle(made)
    return made


def epoch_batches(reader, data, shares, tokens, seed):
    """The batches of one epoch: of every data set as many documents as its share says, chosen anew every epoch."""
    rng = random.Random(seed)
    found = []
    for name, documents in data.items():
        share = shares[name]
        chosen = documents * int(share)
        rest = round(len(documents) * (share - int(share)))
        found += examples(reader, chosen + rng.sample(documents, rest), rng)
    return batches(found, tokens, rng)


def begin_from(network, state):
    """Loads the weights of another run; rows of a head that it did not have begin as they are."""
    own = network.state_dict()
    for name, tensor in state.items():
        if own[name].shape == tensor.shape:
            own[name] = tensor
        else:
            own[name][: tensor.size(0)] = tensor
    network.load_state_dict(own)


def optimiser(network, rate, head_rate):
    encoder = [p for n, p in network.named_parameters() if n.startswith("encoder.") and p.requires_grad]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": encoder, "lr": rate}, {"params": heads, "lr": head_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01)


def schedule(steps):
    warm = max(1, round(steps * 0.06))
    return lambda step: min(1.0, (step + 1) / warm) * max(0.0, (steps - step) / steps)


class Progress:
    """How far a run is: what a checkpoint holds, and the log."""

    def __init__(self, network, adam, rate, folder):
        self.network, self.adam, self.rate = network, adam, rate
        self.saved = folder / "checkpoint.pt"
        self.done, spent = 0, 0.0
        if self.saved.exists():
            state = torch.load(self.saved, weights_only=True)
            for name, part in self.parts():
                part.load_state_dict(state[name])
            self.done, spent = state["done"], state["spent"]
        self.log = (folder / "log.jsonl").open("a", encoding="utf-8")
        self.began, self.last = time.monotonic() - spent, time.monotonic()
        self.recent = {}

    def parts(self):
        return (("network", self.network), ("adam", self.adam), ("rate", self.rate))

    def seconds(self):
        return round(time.monotonic() - self.began)

    def write(self, **row):
        print(json.dumps(row), file=self.log, flush=True)

    def note(self, step, steps, found):
        for name, value in found.items():
            self.recent.setdefault(name, []).append(value.item())
        if step % 50 == 0:
            means = {name: round(math.fsum(values) / len(values), 4) for name, values in self.recent.items()}
            self.write(step=step, of=steps, seconds=self.seconds(), **means)
            self.recent = {}

    def save(self, step, now):
        """A checkpoint every ten minutes, and where the caller wants one."""
        if now or time.monotonic() - self.last > 600:
            state = {name: part.state_dict() for name, part in self.parts()}
            state |= {"done": step, "spent": time.monotonic() - self.began}
            torch.save(state, self.saved.with_suffix(".new"))
            self.saved.with_suffix(".new").replace(self.saved)
            self.last = time.monotonic()


def learn(network, teachers, adam, rate, batch, seed):
    """One step; the losses before it."""
    torch.manual_seed(seed)
    found = losses(network, batch, teachers)
    adam.zero_grad()
    sum(WEIGHTS[name] * value for name, value in found.items()).backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    adam.step()
    rate.step()
    return found


def fit(network, teachers, reader, data, options, folder, after_epoch):
    """Trains for `options.epochs`; a checkpoint an epoch and every ten minutes, from which a stopped run goes on."""
    folder.mkdir(parents=True, exist_ok=True)
    plan = [
        epoch_batches(reader, data, options.shares, options.tokens, options.seed * 1000 + epoch)
        for epoch in range(options.epochs)
    ]
    steps = sum(map(len, plan))
    adam = optimiser(network, options.rate, options.head_rate)
    rate = torch.optim.lr_scheduler.LambdaLR(adam, schedule(steps))
    progress = Progress(network, adam, rate, folder)
    step = 0
    for epoch, planned in enumerate(plan):
        for batch in planned:
            step += 1
            if step > progress.done:
                progress.note(step, steps, learn(network, teachers, adam, rate, batch, options.seed * 1_000_003 + step))
                progress.save(step, batch is planned[-1])
        if step > progress.done and options.score_epochs and epoch + 1 < options.epochs:
            progress.write(epoch=epoch + 1, seconds=progress.seconds(), scores=after_epoch(network))
    torch.save(network.state_dict(), folder / "network.pt")
