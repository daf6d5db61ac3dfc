"""From sentences to what the encoder reads: word pieces, marks and passages.

`src/model/passages.rs` does the same at run time; `models/reference.json` holds both to each other.
"""

from dataclasses import dataclass, field

# Marks stand in the place of BERT's segment ids. MiniLM is uncased: they bring the shape of a word back, and tell at
# the separator behind each sentence what kind of block the sentence stands in. The mark of the start tells whose
# labelling rules hold: PolNeAR's contents keep their quotation marks, ours leave them out.
LOWER, TITLE, UPPER, MIXED, DIGIT, OPENING, CLOSING, OTHER = range(8)
WITHIN, PARAGRAPH, HEADLINE, HEADING, ITEM, QUOTATION, QUESTION, ANSWER, COMMENT, ASIDE, START, START_POLNEAR = range(8, 20)
MARKS = 20

BLOCK_MARKS = {
    "title": HEADLINE,
    "heading": HEADING,
    "list_item": ITEM,
    "quotation": QUOTATION,
    "question": QUESTION,
    "answer": ANSWER,
    "paragraph": PARAGRAPH,
}
UNREAD_BLOCKS = ("table", "furniture")
LONGEST = 256


def word_mark(word):
    """The shape of a word of the text."""
    if word[0] in "“‘\"'":
        return OPENING
    if word[0] in "”’":
        return CLOSING
    letters = [c for c in word if c.islower() or c.isupper()]
    if any("0" <= c <= "9" for c in word):
        return DIGIT
    if not letters:
        return OTHER
    if all(c.islower() for c in letters):
        return LOWER
    if len(letters) > 1 and all(c.isupper() for c in letters):
        return UPPER
    if letters[0].isupper() and all(c.islower() for c in letters[1:]):
        return TITLE
    return MIXED


def block_mark(kind, comment, quoted, last):
    """The mark of the separator behind a sentence; `last` when its block ends there."""
    if comment:
        return COMMENT
    if quoted:
        return QUOTATION
    mark = BLOCK_MARKS.get(kind, ASIDE)
    return WITHIN if mark in (PARAGRAPH, ANSWER) and not last else mark


@dataclass
class Piece:
    """Word pieces of one sentence, or of a part of one that is longer than a passage."""

    sentence: int
    ids: list
    marks: list
    spans: list
    heads: list
    closing: int


@dataclass
class Passage:
    """Consecutive pieces as the encoder reads them; lists are parallel, one entry a token."""

    ids: list = field(default_factory=list)
    marks: list = field(default_factory=list)
    spans: list = field(default_factory=list)
    heads: list = field(default_factory=list)
    # (sentence, first token, separator behind it)
    sentences: list = field(default_factory=list)

    def __len__(self):
        return len(self.ids)


class Reader:
    """Cuts documents into passages with a WordPiece tokenizer."""

    def __init__(self, tokenizer):
        self.tokenizer = tokenizer
        self.start = tokenizer.token_to_id("[CLS]")
        self.separator = tokenizer.token_to_id("[SEP]")

    def pieces(self, text, sentences, room=LONGEST - 2):
        """The pieces of `sentences`, each (start, end, mark of its separator), spans in code points of `text`."""
        found = []
        encoded = self.tokenizer.encode_batch([text[s:e] for s, e, _ in sentences], add_special_tokens=False)
        for index, ((start, _, closing), encoding) in enumerate(zip(sentences, encoded)):
            spans = [(start + a, start + b) for a, b in encoding.offsets]
            heads = [not token.startswith("##") for token in encoding.tokens]
            marks = self.marks(text, spans, heads)
            for at in range(0, max(len(spans), 1), room):
                part = slice(at, at + room)
                found.append(Piece(index, encoding.ids[part], marks[part], spans[part], heads[part], closing))
        return found

    @staticmethod
    def marks(text, spans, heads):
        marks, at = [], 0
        while at < len(spans):
            end = at + 1
            while end < len(spans) and not heads[end]:
                end += 1
            marks += [word_mark(text[spans[at][0] : spans[end - 1][1]])] * (end - at)
            at = end
        return marks

    def passages(self, text, sentences, longest=LONGEST, first=None, start=START):
        """Pieces packed in order into passages of at most `longest` tokens, the first of at most `first`."""
        found, passage, limit = [], None, first or longest
        for piece in self.pieces(text, sentences, longest - 2):
            if passage and len(passage) + len(piece.ids) + 1 > limit:
                found.append(passage)
                passage, limit = None, longest
            if passage is None:
                passage = Passage([self.start], [start], [None], [True], [])
            first_token = len(passage)
            passage.ids += piece.ids + [self.separator]
            passage.marks += piece.marks + [piece.closing]
            passage.spans += piece.spans + [None]
            passage.heads += piece.heads + [True]
            passage.sentences.append((piece.sentence, first_token, len(passage) - 1))
        return found + [passage] if passage else found
