//! From sentences to what the encoder reads: word pieces, marks and passages of consecutive sentences.
//!
//! `scripts/training/passages.py` does the same for training; `models/reference.json` holds both to each other.

use tokenizers::Tokenizer;

use super::error::ModelError;
use crate::document::{Block, BlockKind, Layout};
use crate::span::Span;

/// What stands in the place of BERT's segment ids. The base model is uncased: the first eight bring the shape of a word
/// back. The others stand at the separator behind a sentence and tell what kind of block it stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(i32)]
enum Mark {
    Lower,
    Title,
    Upper,
    Mixed,
    Digit,
    Opening,
    Closing,
    Other,
    Within,
    Paragraph,
    Headline,
    Heading,
    Item,
    Quotation,
    Question,
    Answer,
    Comment,
    Aside,
    Start,
}

/// Consecutive sentences, or a part of one that is longer than a passage. Lists are parallel, one entry a token.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Passage {
    /// Ids of the vocabulary, the start and a separator behind each sentence included.
    pub ids: Vec<i32>,
    /// The mark of each token.
    pub marks: Vec<i32>,
    /// Where each token stands in the text; `None` for the start and separators.
    pub spans: Vec<Option<Span>>,
    /// Whether a token begins a word.
    pub heads: Vec<bool>,
    /// The sentences, in order.
    pub sentences: Vec<PassageSentence>,
}

/// A sentence in a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageSentence {
    /// Its index in [`Layout::sentences`].
    pub sentence: usize,
    /// Its first token.
    pub first: usize,
    /// The separator behind its last.
    pub separator: usize,
}

/// Cuts documents into passages.
#[derive(Debug)]
pub struct Reader {
    tokenizer: Tokenizer,
    start: i32,
    separator: i32,
    longest: usize,
}

/// Word pieces of one sentence with their marks.
struct Pieces {
    ids: Vec<i32>,
    marks: Vec<i32>,
    spans: Vec<Span>,
    heads: Vec<bool>,
}

impl Reader {
    /// A reader with the tokenizer in `json` (the format of the `tokenizers` library), for passages of at most
    /// `longest` tokens.
    ///
    /// # Errors
    ///
    /// [`ModelError::Tokenizer`] when it does not parse or lacks the start or separator token.
    pub fn new(json: &[u8], longest: usize) -> Result<Self, ModelError> {
        let broken = |error: tokenizers::Error| ModelError::Tokenizer(error.to_string());
        let mut tokenizer = Tokenizer::from_bytes(json).map_err(broken)?;
        tokenizer.with_truncation(None).map_err(broken)?.with_padding(None);
        let id = |token: &str| {
            let id = tokenizer.token_to_id(token).and_then(|id| i32::try_from(id).ok());
            id.ok_or_else(|| ModelError::Tokenizer(format!("it has no {token}")))
        };
        let (start, separator) = (id("[CLS]")?, id("[SEP]")?);
        Ok(Self { tokenizer, start, separator, longest })
    }

    /// The passages of a document, in order, packed full. Tables and furniture are not read.
    #[must_use]
    pub fn passages(&self, text: &str, layout: &Layout) -> Vec<Passage> {
        let mut passages = Vec::new();
        let mut open = self.open();
        let room = self.longest - 2;
        for (index, sentence) in layout.sentences.iter().enumerate() {
            let block = &layout.blocks[sentence.block];
            if matches!(block.kind, BlockKind::Table | BlockKind::Furniture) {
                continue;
            }
            let last = layout.sentences.get(index + 1).is_none_or(|next| next.block != sentence.block);
            let closing = closing(block, last) as i32;
            let pieces = self.pieces(text, sentence.span);
            for from in (0..pieces.ids.len().max(1)).step_by(room) {
                let part = from..(from + room).min(pieces.ids.len());
                if !open.sentences.is_empty() && open.ids.len() + part.len() + 1 > self.longest {
                    passages.push(std::mem::replace(&mut open, self.open()));
                }
                self.push(&mut open, &pieces, part, index, closing);
            }
        }
        if !open.sentences.is_empty() {
            passages.push(open);
        }
        passages
    }

    fn open(&self) -> Passage {
        Passage {
            ids: vec![self.start],
            marks: vec![Mark::Start as i32],
            spans: vec![None],
            heads: vec![true],
            sentences: Vec::new(),
        }
    }

    fn push(
        &self,
        open: &mut Passage,
        pieces: &Pieces,
        part: std::ops::Range<usize>,
        sentence: usize,
        closing: i32,
    ) {
        let first = open.ids.len();
        open.ids.extend(&pieces.ids[part.clone()]);
        open.marks.extend(&pieces.marks[part.clone()]);
        open.spans.extend(pieces.spans[part.clone()].iter().map(|span| Some(*span)));
        open.heads.extend(&pieces.heads[part]);
        open.sentences.push(PassageSentence { sentence, first, separator: open.ids.len() });
        open.ids.push(self.separator);
        open.marks.push(closing);
        open.spans.push(None);
        open.heads.push(true);
    }

    /// A sentence that the tokenizer refuses is read as nothing; none is known.
    fn pieces(&self, text: &str, sentence: Span) -> Pieces {
        let words = sentence.of(text);
        let Ok(encoding) = self.tokenizer.encode(words, false) else {
            return Pieces { ids: Vec::new(), marks: Vec::new(), spans: Vec::new(), heads: Vec::new() };
        };
        let spans: Vec<Span> = encoding
            .get_offsets()
            .iter()
            .map(|(start, end)| Span::new(sentence.start + start, sentence.start + end))
            .collect();
        let heads: Vec<bool> = encoding.get_tokens().iter().map(|token| !token.starts_with("##")).collect();
        let marks = marks(text, &spans, &heads);
        let ids = encoding.get_ids().iter().map(|id| i32::try_from(*id).unwrap_or(0)).collect();
        Pieces { ids, marks, spans, heads }
    }
}

/// The same mark for all pieces of a word.
fn marks(text: &str, spans: &[Span], heads: &[bool]) -> Vec<i32> {
    let mut marks = Vec::with_capacity(spans.len());
    while marks.len() < spans.len() {
        let first = marks.len();
        let end = (first + 1..spans.len()).find(|index| heads[*index]).unwrap_or(spans.len());
        let word = spans[first].join(spans[end - 1]);
        marks.resize(end, word_mark(word.of(text)) as i32);
    }
    marks
}

fn word_mark(word: &str) -> Mark {
    match word.chars().next() {
        Some('“' | '‘' | '"' | '\'') => return Mark::Opening,
        Some('”' | '’') => return Mark::Closing,
        _ => {}
    }
    if word.bytes().any(|byte| byte.is_ascii_digit()) {
        return Mark::Digit;
    }
    let mut letters = word.chars().filter(|c| c.is_lowercase() || c.is_uppercase());
    let Some(first) = letters.next() else { return Mark::Other };
    let rest: Vec<char> = letters.collect();
    let rest_is_lower = rest.iter().all(|c| c.is_lowercase());
    match (first.is_lowercase(), rest_is_lower) {
        (true, true) => Mark::Lower,
        (false, _) if !rest.is_empty() && rest.iter().all(|c| c.is_uppercase()) => Mark::Upper,
        (false, true) => Mark::Title,
        _ => Mark::Mixed,
    }
}

/// The mark of the separator behind a sentence; `last` when its block ends there.
fn closing(block: &Block, last: bool) -> Mark {
    if block.comment {
        return Mark::Comment;
    }
    if block.quoted {
        return Mark::Quotation;
    }
    match block.kind {
        BlockKind::Paragraph | BlockKind::Answer if !last => Mark::Within,
        BlockKind::Paragraph => Mark::Paragraph,
        BlockKind::Answer => Mark::Answer,
        BlockKind::Title => Mark::Headline,
        BlockKind::Heading => Mark::Heading,
        BlockKind::ListItem => Mark::Item,
        BlockKind::Quotation => Mark::Quotation,
        BlockKind::Question => Mark::Question,
        _ => Mark::Aside,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_have_shapes() {
        for (word, mark) in [
            ("council", Mark::Lower),
            ("Council", Mark::Title),
            ("A", Mark::Title),
            ("NHS", Mark::Upper),
            ("McKay", Mark::Mixed),
            ("iPhone", Mark::Mixed),
            ("COVID19", Mark::Digit),
            ("2,600", Mark::Digit),
            ("“", Mark::Opening),
            ("’", Mark::Closing),
            ("–", Mark::Other),
            ("北", Mark::Other),
            ("", Mark::Other),
        ] {
            assert_eq!(word_mark(word), mark, "{word}");
        }
    }
}
