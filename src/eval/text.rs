//! A text that is looked at by code points, the unit of the wire format.

use crate::record::Offsets;

/// A text with the byte of every code point.
#[derive(Debug)]
pub(super) struct Text<'a> {
    text: &'a str,
    /// The first byte of each code point, then the length of the text.
    bytes: Vec<usize>,
}

impl<'a> Text<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let bytes = text.char_indices().map(|(byte, _)| byte).chain([text.len()]).collect();
        Self { text, bytes }
    }

    pub(super) fn whole(&self) -> Offsets {
        [0, self.bytes.len() - 1]
    }

    /// The words at `span`, unless it does not lie inside the text.
    pub(super) fn slice(&self, span: Offsets) -> Option<&'a str> {
        self.text.get(*self.bytes.get(span[0])?..*self.bytes.get(span[1])?)
    }

    /// Where `quote` stands inside `within`, in text order; nowhere when it is empty.
    pub(super) fn occurrences(&self, quote: &str, within: Offsets) -> impl Iterator<Item = Offsets> {
        let text = self.slice(within).unwrap_or_default();
        let length = quote.chars().count();
        let first = self.bytes.get(within[0]).copied().unwrap_or_default();
        text.match_indices(quote).filter(move |_| length > 0).map(move |(byte, _)| {
            let start = self.bytes.partition_point(|known| *known < first + byte);
            [start, start + length]
        })
    }

    /// The words inside `spans`: runs of letters and digits.
    pub(super) fn words(&self, spans: &[Offsets]) -> Vec<Offsets> {
        let mut words: Vec<Offsets> = Vec::new();
        for span in spans {
            let mut inside = false;
            for (character, at) in self.slice(*span).unwrap_or_default().chars().zip(span[0]..) {
                match words.last_mut() {
                    Some(word) if inside && character.is_alphanumeric() => word[1] = at + 1,
                    _ if character.is_alphanumeric() => words.push([at, at + 1]),
                    _ => {}
                }
                inside = character.is_alphanumeric();
            }
        }
        words
    }
}
