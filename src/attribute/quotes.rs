//! Quotations: which stretches of the text are somebody's words.

use crate::document::BlockKind;
use crate::reading::Reading;
use crate::span::Span;

/// The words inside a pair of quotation marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Quotation {
    /// Without the marks.
    pub(super) span: Span,
    /// The index of the block that it begins in.
    pub(super) block: usize,
    /// The index of the block that it ends in.
    pub(super) last: usize,
    /// Whether the block ends before it is closed, as a quotation of several paragraphs does.
    pub(super) open: bool,
}

impl Quotation {
    /// Whether it is speech: a word or three in quotation marks are a term or a distancing.
    pub(super) fn is_speech(self, text: &str) -> bool {
        self.span.of(text).split_whitespace().nth(3).is_some()
    }
}

/// The quotations of all blocks, in text order.
pub(super) fn quotations(reading: &Reading<'_>) -> Vec<Quotation> {
    let blocks = reading.layout.blocks.iter().enumerate().filter(|(_, block)| block.kind.is_prose());
    let mut quotes: Vec<Quotation> =
        blocks.flat_map(|(index, block)| in_block(reading.text(), index, block.span)).collect();
    for quote in quotes.iter_mut().filter(|quote| quote.open) {
        if let Some((last, end)) = closed_below(reading, *quote) {
            quote.span = Span::new(quote.span.start, end).trim(reading.text());
            (quote.last, quote.open) = (last, false);
        }
    }
    quotes
}

/// Where a quotation that its block leaves open is closed, in a text that has each sentence on a line of its own: in one of
/// the next paragraphs, before any other quotation opens.
fn closed_below(reading: &Reading<'_>, quote: Quotation) -> Option<(usize, usize)> {
    const BLOCKS: usize = 8;
    const LONGEST: usize = 2_000;
    let text = reading.text();
    let mark = text.get(..quote.span.start)?.chars().rev().find(|mark| !mark.is_whitespace())?;
    if !matches!(mark, '“' | '"') {
        return None;
    }
    let blocks = reading.layout.blocks.iter().enumerate().skip(quote.block + 1).take(BLOCKS);
    for (index, block) in blocks.take_while(|(_, block)| block.kind == BlockKind::Paragraph) {
        let mut previous = ' ';
        let mut characters = block.span.of(text).char_indices().peekable();
        while let Some((at, character)) = characters.next() {
            let offset = block.span.start + at;
            let next = characters.peek().map_or(' ', |(_, next)| *next);
            if offset > quote.span.start + LONGEST || opens(previous, character, next) && character == mark {
                return None;
            }
            if closes(mark, previous, character, next) {
                return Some((index, offset));
            }
            previous = character;
        }
    }
    None
}

/// The index of the first quotation that ends after `offset`.
pub(super) fn first_after(quotes: &[Quotation], offset: usize) -> usize {
    quotes.partition_point(|quote| quote.span.end <= offset)
}

/// The quotations that share text with `span`, in order.
pub(super) fn within(quotes: &[Quotation], span: Span) -> impl Iterator<Item = Quotation> {
    quotes[first_after(quotes, span.start)..]
        .iter()
        .copied()
        .take_while(move |quote| quote.span.start < span.end)
}

fn in_block(text: &str, block: usize, span: Span) -> Vec<Quotation> {
    let mut quotes = Vec::new();
    let mut start: Option<(usize, char)> = None;
    let mut previous = ' ';
    let mut characters = span.of(text).char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let offset = span.start + at;
        match start {
            None if opens(previous, character, next) => {
                start = Some((offset + character.len_utf8(), character));
            }
            Some((from, mark)) if closes(mark, previous, character, next) => {
                quotes.push(Quotation {
                    span: Span::new(from, offset).trim(text),
                    block,
                    last: block,
                    open: false,
                });
                start = None;
            }
            _ => {}
        }
        previous = character;
    }
    if let Some((from, _)) = start {
        quotes.push(Quotation { span: Span::new(from, span.end).trim(text), block, last: block, open: true });
    }
    quotes.retain(|quote| !quote.span.is_empty());
    quotes
}

fn opens(previous: char, character: char, next: char) -> bool {
    match character {
        '“' | '«' => true,
        '‘' | '"' | '\'' => {
            !previous.is_alphanumeric() && (next.is_alphanumeric() || "“£$€…[".contains(next))
        }
        _ => false,
    }
}

/// An apostrophe closes only a quotation that a single mark opened, and only where no word goes on.
fn closes(mark: char, previous: char, character: char, next: char) -> bool {
    match mark {
        '“' => character == '”',
        '«' => character == '»',
        '"' => character == '"',
        // "the officers’ pay" inside a quotation in single marks cannot be told apart; a stop or comma before the
        // mark is the sure sign, a blank after it the weaker one.
        _ => {
            matches!(character, '’' | '\'')
                && !next.is_alphanumeric()
                && (".,!?…".contains(previous) || !previous.eq_ignore_ascii_case(&'s'))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_found_without_their_marks() {
        for (text, expected) in [
            ("“No,” she said. “Never.”", vec!["No,", "Never."]),
            ("He said: \"It's late.\" Then left.", vec!["It's late."]),
            ("‘We won’t go,’ he said", vec!["We won’t go,"]),
            ("'We don't know,' he said", vec!["We don't know,"]),
            ("The officers’ pay and the dogs’ dinner", vec![]),
            ("“It goes on and on", vec!["It goes on and on"]),
            ("“”", vec![]),
        ] {
            let found = in_block(text, 0, Span::new(0, text.len()));
            let words: Vec<&str> = found.iter().map(|quote| quote.span.of(text)).collect();
            assert_eq!(words, expected, "{text}");
        }
    }
}
