"""The network: a BERT encoder and small heads on its last hidden state.

`src/model/heads.rs` holds the same heads. Every head reads the hidden state alone, so that an engine has to run
nothing but the encoder.
"""

import torch
from torch import nn
from transformers import AutoModel

from . import quantised
from .passages import MARKS

TYPES = ("figure", "case", "policy", "assertion")
NAMES = ("person", "organisation", "place", "role")
VERDICTS = ("sourced", "attributed", "vague", "unsourced")
GENRES = ("news", "tabloid", "opinion", "parliamentary_answer", "official", "other")
KINDS = ("person", "organisation", "publication", "document", "dataset", "anonymous")
OUTSIDE, BEGIN, INSIDE = range(3)
EDGES = ("source_first", "source_last", "content_first", "content_last")
LINK = 192
BUCKETS = 32
NEAR = 16


def bucket(distance):
    """Distances up to 16 exactly, then four buckets a doubling; tokens behind the cue in the upper half."""
    size = distance.abs().float()
    far = NEAR + torch.log2(size.clamp(min=NEAR) / NEAR) * 4
    index = torch.where(size < NEAR, size, far).clamp(max=BUCKETS - 1).long()
    return torch.where(distance < 0, index, index + BUCKETS)


class Network(nn.Module):
    """One forward pass over passages; the heads are asked afterwards."""

    def __init__(self, base, layers=None):
        super().__init__()
        options = {"num_hidden_layers": layers} if layers else {}
        self.encoder = AutoModel.from_pretrained(base, add_pooling_layer=False, **options)
        size = self.encoder.config.hidden_size
        self.mark_embeddings(size)
        # Words that the labelled texts do not hold must keep their place beside those that they do.
        self.encoder.embeddings.word_embeddings.weight.requires_grad_(False)
        self.bits8 = quantised.install(self.encoder)
        self.dropout = nn.Dropout(0.1)
        self.cue = nn.Linear(size, 3)
        self.names = nn.Linear(size, 1 + 2 * len(NAMES))
        self.link_token = nn.Linear(size, 2 * LINK)
        self.link_cue = nn.Linear(2 * size, 2 * LINK, bias=False)
        self.link_distance = nn.Embedding(2 * BUCKETS, LINK)
        # Source and content: three labels each (outside, begin, inside), then the scores of a first and of a last token.
        self.link_role = nn.Linear(LINK, 6 + len(EDGES))
        self.types = nn.Linear(2 * size, len(TYPES))
        self.verdict = nn.Linear(2 * size, 1 + len(VERDICTS))
        self.worth = nn.Linear(2 * size, 1)
        self.debate = nn.Linear(2 * size, 1)
        self.kind = nn.Linear(2 * size, len(KINDS))
        self.genre = nn.Linear(size, len(GENRES))
        nn.init.normal_(self.link_distance.weight, std=0.02)

    def mark_embeddings(self, size):
        """Marks start as the one segment that the base model knows."""
        known = self.encoder.embeddings.token_type_embeddings.weight.data[0]
        marks = nn.Embedding(MARKS, size)
        marks.weight.data = known + torch.randn(MARKS, size) * 0.01
        self.encoder.embeddings.token_type_embeddings = marks
        self.encoder.config.type_vocab_size = MARKS

    def hidden(self, ids, marks, mask):
        states = self.encoder(input_ids=ids, token_type_ids=marks, attention_mask=mask)
        self.bits8.forget()
        return states.last_hidden_state

    def roles(self, hidden, cues):
        """Source and content labels and edges of every token, for each cue (first token, last token) of one passage."""
        first = torch.tensor([cue[0] for cue in cues], device=hidden.device)
        last = torch.tensor([cue[1] for cue in cues], device=hidden.device)
        at = torch.arange(hidden.size(0), device=hidden.device)[None]
        before, behind = (at - first[:, None]).clamp(max=0), (at - last[:, None]).clamp(min=0)
        add, scale = self.link_token(hidden).chunk(2, -1)
        cue_add, cue_scale = self.link_cue(torch.cat([hidden[first], hidden[last]], -1)).chunk(2, -1)
        mixed = add[None] + cue_add[:, None] + scale[None] * cue_scale[:, None]
        mixed = mixed + self.link_distance(bucket(before + behind))
        return self.link_role(torch.relu(self.dropout(mixed)))

    def pooled(self, hidden, sentences):
        """For each sentence the mean of its tokens beside its separator."""
        rows = [torch.cat([hidden[a:b].mean(0) if b > a else hidden[b], hidden[b]]) for _, a, b in sentences]
        return torch.stack(rows)

    def source_kinds(self, hidden, links):
        """For each (source tokens, cue tokens) what kind of source that is."""
        rows = [torch.cat([hidden[source].mean(0), hidden[cue].mean(0)]) for source, cue in links]
        return self.kind(torch.stack(rows))
