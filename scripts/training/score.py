"""Decoding, as `src/model/heads.rs` decodes, and scores."""

import torch

from .learn import examples, tensors
from .network import GENRES, KINDS, NAMES, OUTSIDE, TYPES
from .passages import START_POLNEAR



def name_runs(passage, tags):
    """Token runs (first, last, kind) of name tags; the first piece of a word decides for it, and the likeliest kind over
    all words of a run for the run."""
    found, current = [], None
    likely = tags.softmax(-1)
    for at, best in enumerate(tags.argmax(-1).tolist()):
        if passage.spans[at] is None:
            current = None
        elif not passage.heads[at]:
            if current and current[1] == at - 1:
                current[1] = at
        elif best == OUTSIDE:
            current = None
        else:
            kinds = likely[at, 1::2] + likely[at, 2::2]
            if current and best % 2 == 0:
                current[1], current[2] = at, current[2] + kinds
            else:
                current = [at, at, kinds]
                found.append(current)
    return [(first, last, int(kinds.argmax())) for first, last, kinds in found]


def inside(passage, probable, enough, gap, faint):
    """Runs (first, last, words, weight) of words that are probably inside a span, over gaps of up to `gap` words none of
    which is less probable than `faint`; within sentences."""
    found, missed, at = [], None, 0
    while at < len(passage):
        if passage.spans[at] is None:
            missed, at = None, at + 1
            continue
        last = at
        while last + 1 < len(passage) and not passage.heads[last + 1] and passage.spans[last + 1]:
            last += 1
        if probable[at] >= enough:
            if missed is None:
                found.append([at, last, 1, probable[at]])
            else:
                found[-1][1:] = last, found[-1][2] + 1 + missed, found[-1][3] + probable[at]
            missed = 0
        elif missed is not None and missed < gap and probable[at] >= faint:
            missed += 1
        else:
            missed = None
        at = last + 1
    return found


# A word this far off has to be so much likelier as an edge, a word of distance each.
REACH, MARGIN = 12, 0.3


def settled(passage, run, first, last):
    """`run` (first and last token) with its edges at the likeliest words nearby in their sentences."""
    spans, heads = passage.spans, passage.heads

    def end(word):
        return next((at - 1 for at in range(word + 1, len(spans)) if heads[at] or not spans[at]), len(spans) - 1)

    def likeliest(at, scores, low, high):
        start = max(i for i in range(at) if not spans[i]) + 1
        stop = min((i for i in range(at, len(spans)) if not spans[i]), default=len(spans))
        words = [i for i in range(start, stop) if heads[i] and low <= i <= high]
        own = max(index for index, word in enumerate(words) if word <= at)
        near = range(max(0, own - REACH), min(len(words), own + REACH + 1))
        return words[max(near, key=lambda index: scores(words[index]) - MARGIN * abs(index - own))]

    begin = likeliest(run[0], lambda word: first[word], 0, run[1])
    return [begin, end(likeliest(run[1], lambda word: last[end(word)], begin, len(spans)))]


def cue_runs(passage, tags):
    return [tuple(run[:2]) for run in inside(passage, (1 - tags.softmax(-1)[:, 0]).tolist(), 0.45, 1, 0.05)]


def source_run(passage, roles):
    """The likeliest source of a cue, as a list of one run or none."""
    found = inside(passage, (1 - roles[:, :3].softmax(-1)[:, 0]).tolist(), 0.4, 3, 0.02)
    if not found:
        return []
    run = max(found, key=lambda run: run[3])
    return [settled(passage, run, roles[:, 6].tolist(), roles[:, 7].tolist())]


def content_runs(passage, roles):
    """The parts of a content; a word alone beside longer parts is a slip. PolNeAR's go on over ends of sentences."""
    found = inside(passage, (1 - roles[:, 3:6].softmax(-1)[:, 0]).tolist(), 0.5, 6, 0.02)
    if passage.marks[0] == START_POLNEAR:
        joined = []
        for run in found:
            if joined and run[0] == joined[-1][1] + 2 and passage.spans[run[0] - 1] is None:
                joined[-1][1:] = run[1], joined[-1][2] + run[2], joined[-1][3] + run[3]
            else:
                joined.append(run)
        found = joined
    longest = max((run[2] for run in found), default=0)
    edges = roles[:, 8].tolist(), roles[:, 9].tolist()
    kept = []
    for first, last in sorted(settled(passage, run, *edges) for run in found if run[2] > 1 or longest < 3):
        if kept and first <= kept[-1][1]:
            kept[-1][1] = max(kept[-1][1], last)
        else:
            kept.append([first, last])
    return kept


def characters(spans, run):
    return spans[run[0]][0], spans[run[1]][1]


@torch.no_grad()
def predict(network, reader, documents, size=16):
    """For each document what the network says of it, as dicts of spans and scores."""
    network.eval()
    found = examples(reader, documents)
    said = {id(document): blank(document) for document in documents}
    order = sorted(range(len(found)), key=lambda index: len(found[index].passage))
    for at in range(0, len(order), size):
        batch = [found[index] for index in order[at : at + size]]
        states = network.hidden(*tensors(batch))
        for row, made in enumerate(batch):
            passage(network, states[row, : len(made.passage)], made, said[id(made.document)])
    network.train()
    return [said[id(document)] for document in documents]


def blank(document):
    count = len(document.sentences)
    return {
        "attributions": [], "names": [], "types": [None] * count, "verdict": [None] * count,
        "worth": [None] * count, "debate": [None] * count, "genre": torch.zeros(len(GENRES)), "kinds": [],
    }


def passage(network, hidden, made, said):
    spans = made.passage.spans
    cues = cue_runs(made.passage, network.cue(hidden))
    if cues:
        roles = network.roles(hidden, cues)
        for cue, tags in zip(cues, roles):
            said["attributions"].append((
                [characters(spans, run) for run in source_run(made.passage, tags)],
                characters(spans, cue),
                [characters(spans, run) for run in content_runs(made.passage, tags)],
            ))
    for run in name_runs(made.passage, network.names(hidden)):
        said["names"].append((*characters(spans, run), NAMES[run[2]]))
    pooled = network.pooled(hidden, made.passage.sentences)
    types, verdict = network.types(pooled).sigmoid(), network.verdict(pooled).softmax(-1)
    worth, debate = network.worth(pooled)[:, 0].sigmoid(), network.debate(pooled)[:, 0].sigmoid()
    for row, (sentence, _, _) in enumerate(made.passage.sentences):
        for name, values in (("types", types), ("verdict", verdict), ("worth", worth), ("debate", debate)):
            if said[name][sentence] is None:
                said[name][sentence] = values[row].tolist()
    said["genre"] += network.genre(hidden.mean(0)).log_softmax(-1)
    links = [link for link in made.links if link[3] is not None and any(link[1])]
    if links:
        tokens = [([i for i, label in enumerate(link[1]) if label], link[0]) for link in links]
        best = network.source_kinds(hidden, tokens).argmax(-1).tolist()
        said["kinds"] += [(KINDS[link[3]], KINDS[kind]) for link, kind in zip(links, best)]


def f1(found, wanted):
    right = len(found & wanted)
    return round(200 * right / max(1, len(found) + len(wanted)), 1)


def attribution_scores(documents, said):
    found = {name: set() for name in ("source", "cue", "content", "whole")}
    wanted = {name: set() for name in found}
    for document, answer in zip(documents, said):
        for into, links in (
            (wanted, [(s, (c[0][0], c[-1][1]), t) for s, c, t, _ in document.attributions]),
            (found, answer["attributions"]),
        ):
            for source, cue, content in links:
                into["cue"].add((document.id, *cue))
                into["source"] |= {(document.id, *span) for span in source}
                into["content"] |= {(document.id, *span) for span in content}
                into["whole"].add((document.id, str([[list(s) for s in source], list(cue), [list(s) for s in content]])))
    return {name: f1(found[name], wanted[name]) for name in found}


def names_scores(documents, said):
    scores = {}
    for kind in NAMES:
        wanted = {(d.id, s, e) for d in documents for s, e, k in d.names if k == kind}
        found = {(d.id, s, e) for d, a in zip(documents, said) for s, e, k in a["names"] if k == kind}
        if wanted:
            scores[kind] = f1(found, wanted)
    return scores


def labelled_sentences(documents, said):
    """(wanted types, worth, verdict) beside what is said, for every sentence that the labels speak of."""
    none = ([0.0] * len(TYPES), None, -1)
    for document, answer in zip(documents, said):
        for index in range(len(document.sentences)):
            if index not in document.unlabelled:
                yield document.claims.get(index, none), {key: answer[key][index] for key in ("types", "verdict", "worth")}


def thresholds(documents, said):
    """Of each type the threshold with the best F1, in steps of 0.05."""
    rows = list(labelled_sentences(documents, said))
    best = []
    for kind in range(len(TYPES)):
        def score(step):
            found = {i for i, (_, a) in enumerate(rows) if a["types"][kind] >= step}
            return f1(found, {i for i, (w, _) in enumerate(rows) if w[0][kind]})
        best.append(max((step / 20 for step in range(4, 17)), key=score))
    return best


def claim_scores(documents, said, limits):
    rows = list(labelled_sentences(documents, said))
    scores, totals = {}, []
    for kind, name in enumerate(TYPES):
        found = {i for i, (_, a) in enumerate(rows) if a["types"][kind] >= limits[kind]}
        scores[name] = f1(found, {i for i, (w, _) in enumerate(rows) if w[0][kind]})
        totals.append(scores[name])
    scores["macro"] = round(sum(totals) / len(totals), 1)
    any_found = {i for i, (_, a) in enumerate(rows) if any(s >= t for s, t in zip(a["types"], limits))}
    scores["claim"] = f1(any_found, {i for i, (w, _) in enumerate(rows) if w[2] >= 0})
    claims = [(w, a) for w, a in rows if w[2] >= 0]
    right = sum(max(range(4), key=lambda v: a["verdict"][v + 1]) == w[2] for w, a in claims)
    scores["verdict"] = round(100 * right / max(1, len(claims)), 1)
    scores["worth"] = round(spearman([w[1] for w, _ in claims], [a["worth"] for _, a in claims]), 3)
    return scores


def ranks(values):
    order = sorted(range(len(values)), key=values.__getitem__)
    found, at = [0.0] * len(values), 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for index in order[at:end]:
            found[index] = (at + end - 1) / 2
        at = end
    return found


def spearman(a, b):
    if len(a) < 2:
        return 0.0
    pair = torch.tensor([ranks(a), ranks(b)])
    return torch.corrcoef(pair)[0, 1].item()


# From this score on a sentence of a debate is check-worthy; chosen on the crowd's labels, with which the head was trained.
DEBATE = 0.35


def debate_scores(documents, said):
    rows = [(d.debate[i], a["debate"][i]) for d, a in zip(documents, said) for i in d.debate]
    def at(limit):
        found = {i for i, (_, score) in enumerate(rows) if score >= limit}
        return f1(found, {i for i, (label, _) in enumerate(rows) if label})
    return {"f1": at(DEBATE), "best": max(at(step / 20) for step in range(2, 18))}


def genre_scores(documents, said):
    right = sum(GENRES[int(a["genre"].argmax())] == d.genre for d, a in zip(documents, said))
    return round(100 * right / max(1, len(documents)), 1)


def score(network, reader, dev):
    """Every score on every development set that has labels for it."""
    scores = {}
    for name, documents in dev.items():
        said = predict(network, reader, documents)
        first = documents[0]
        own = scores.setdefault(name, {})
        if first.attributions is not None:
            own["attribution"] = attribution_scores(documents, said)
        if first.names is not None:
            own["names"] = names_scores(documents, said)
        if first.claims is not None:
            limits = thresholds(documents, said)
            own["claims"] = claim_scores(documents, said, limits) | {"thresholds": limits}
        if first.debate is not None:
            own["debate"] = debate_scores(documents, said)
        if first.genre is not None:
            own["genre"] = genre_scores(documents, said)
        kinds = [pair for answer in said for pair in answer["kinds"]]
        if kinds:
            own["kind"] = round(100 * sum(a == b for a, b in kinds) / len(kinds), 1)
    return scores
