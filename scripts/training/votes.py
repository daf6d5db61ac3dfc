"""How rules and model vote on claim types, as `src/claims.rs` counts, and the choice of the weights on development data."""

from .network import TYPES
from .score import f1, predict

STEPS = [step / 20 for step in range(2, 19)]
SHARES = [step / 10 for step in range(3, 11)]


def vote(rules, model, threshold, share):
    """The mean of both, weighted, with the model's score brought to a scale on which its threshold is one half."""
    if model < threshold:
        scaled = 0.5 * model / threshold
    else:
        scaled = 0.5 + 0.5 * (model - threshold) / (1 - threshold)
    return share * scaled + (1 - share) * rules


def rows(network, reader, documents):
    """(labelled types, scores by rules, scores by the model) of every labelled sentence."""
    nothing = [0.0] * len(TYPES)
    for document, said in zip(documents, predict(network, reader, documents)):
        for index in range(len(document.sentences)):
            if index not in document.unlabelled:
                labels = document.claims.get(index, (nothing,))[0]
                yield labels, document.rules.get(index, nothing), said["types"][index]


def choose(network, reader, documents):
    """Of each type the threshold and the model's share with the best F1; of equals the largest share."""
    known = list(rows(network, reader, documents))
    chosen = {}
    for kind, name in enumerate(TYPES):
        wanted = {i for i, (labels, _, _) in enumerate(known) if labels[kind]}

        def score(setting):
            threshold, share = setting
            found = {i for i, (_, r, m) in enumerate(known) if vote(r[kind], m[kind], threshold, share) >= 0.5}
            return f1(found, wanted), share

        best = max(((t, s) for s in SHARES for t in STEPS), key=score)
        chosen[name] = {"threshold": best[0], "share": best[1], "f1": score(best)[0]}
    return chosen
