"""What other networks say where a data set says nothing: the mean of several teachers, as probabilities to learn.

Hinton et al. 2015, "Distilling the knowledge in a neural network", at temperature one; several runs as one teacher follow
Fukuda et al. 2017, "Efficient knowledge distillation from an ensemble of teachers".
"""

import torch
from torch.nn import functional

from .network import OUTSIDE


def load(network, paths):
    """Copies of the network with the weights of other runs, in 32 bits, which learn nothing themselves."""
    import copy

    from .learn import begin_from

    teachers = []
    for path in paths:
        teacher = copy.deepcopy(network)
        begin_from(teacher, torch.load(path, weights_only=True))
        teacher.bits8.on = False
        teachers.append(teacher.eval().requires_grad_(False))
    return teachers


def mean(teachers, states, ask, squash):
    """What the teachers say together."""
    with torch.no_grad():
        return torch.stack([squash(ask(*pair)) for pair in zip(teachers, states, strict=True)]).mean(0)


def softmax(logits):
    return logits.softmax(-1)


def losses(network, hidden, teachers, states, made, found):
    """Adds the losses of every task that the passage's document has no labels for; `states` are the teachers'."""
    words = [at for at, span in enumerate(made.passage.spans) if span is not None]
    document = made.document

    def learn(name, ask, squash=softmax):
        wanted = mean(teachers, states, ask, squash)
        entropy = functional.binary_cross_entropy_with_logits if squash is torch.sigmoid else functional.cross_entropy
        found[name].append(entropy(ask(network, hidden), wanted))

    if document.names is None and document.debate is None:
        learn("names", lambda n, h: n.names(h)[words])
    if document.claims is None and document.debate is None and document.names is None:
        sentences = made.passage.sentences
        learn("types", lambda n, h: n.types(n.pooled(h, sentences)), torch.sigmoid)
        learn("worth", lambda n, h: n.worth(n.pooled(h, sentences)), torch.sigmoid)
        learn("verdict", lambda n, h: n.verdict(n.pooled(h, sentences)))
    if document.unlabelled_text:
        learn("cue", lambda n, h: n.cue(h)[words])
        cues = spans(mean(teachers, states, lambda n, h: n.cue(h), softmax).argmax(-1).tolist(), words)
        if cues:
            for at, name in ((0, "source"), (1, "content")):
                learn(name, lambda n, h: n.roles(h, cues)[:, words, 3 * at : 3 * at + 3].flatten(0, 1))  # noqa: B023


def spans(labels, words):
    """First and last tokens of the cues that the labels mark."""
    found, open_at = [], None
    for at in words:
        if labels[at] != OUTSIDE and open_at is not None and labels[at] != 1:
            found[-1] = (open_at, at)
        elif labels[at] != OUTSIDE:
            open_at = at
            found.append((at, at))
        else:
            open_at = None
    return found
