//! A range in the text of a document.

use std::ops::Range;

use serde::{Deserialize, Serialize};

/// A half-open byte range in [`Document::text`](crate::document::Document::text).
///
/// Both ends lie on character boundaries of that text. Code points, which the wire format counts in, are made
/// from bytes in one place: [`CodePoints`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Span {
    /// The range from `start` to `end`.
    ///
    /// # Panics
    ///
    /// When `end` lies before `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends at {end}, before its start {start}");
        Self { start, end }
    }

    /// The length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside.
    #[must_use]
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// What lies between the span and a later one; `None` where the two overlap or stand the other way round.
    #[must_use]
    pub fn until(self, later: Span) -> Option<Span> {
        (self.end <= later.start).then(|| Span::new(self.end, later.start))
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span::new(self.start.min(other.start), self.end.max(other.end))
    }

    /// The same range, `by` bytes further on.
    #[must_use]
    pub fn shift(self, by: usize) -> Span {
        Span::new(self.start + by, self.end + by)
    }

    /// The text under the span.
    ///
    /// # Panics
    ///
    /// When the span does not lie on character boundaries inside `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        &text[self.start..self.end]
    }

    /// The span without white space at its ends.
    ///
    /// # Panics
    ///
    /// As [`Span::of`].
    #[must_use]
    pub fn trim(self, text: &str) -> Span {
        let inner = self.of(text);
        let start = self.start + (inner.len() - inner.trim_start().len());
        Span::new(start, (self.start + inner.trim_end().len()).max(start))
    }
}

impl From<Range<usize>> for Span {
    fn from(range: Range<usize>) -> Self {
        Self::new(range.start, range.end)
    }
}

/// Byte offsets of one text as code point offsets, the unit of the wire format.
///
/// Building is one pass over the text; a look-up reads a bounded number of bytes.
#[derive(Debug)]
pub struct CodePoints<'a> {
    text: &'a [u8],
    /// Continuation bytes before every multiple of the stride; empty for ASCII, where the units agree.
    before: Vec<usize>,
}

impl<'a> CodePoints<'a> {
    const STRIDE: usize = 64;

    /// The index of `text`.
    #[must_use]
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        if text.is_ascii() {
            return Self { text: bytes, before: Vec::new() };
        }
        let before = bytes
            .chunks(Self::STRIDE)
            .scan(0, |sum, chunk| {
                let here = *sum;
                *sum += continuation_bytes(chunk);
                Some(here)
            })
            .collect();
        Self { text: bytes, before }
    }

    /// The number of code points before the byte `offset`.
    ///
    /// # Panics
    ///
    /// When `offset` lies beyond the end of the text.
    #[must_use]
    pub fn at(&self, offset: usize) -> usize {
        if self.before.is_empty() {
            return offset;
        }
        // At the very end of a text of whole strides there is no chunk left to look into.
        let chunk = (offset / Self::STRIDE).min(self.before.len() - 1);
        let rest = &self.text[chunk * Self::STRIDE..offset];
        offset - self.before[chunk] - continuation_bytes(rest)
    }
}

fn continuation_bytes(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 == 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn trimming_keeps_the_span_inside() {
        for (text, expected) in [("  a b ", "a b"), ("\u{a0}x\n", "x"), ("   ", ""), ("", "")] {
            let trimmed = Span::new(0, text.len()).trim(text);
            assert_eq!(trimmed.of(text), expected, "{text:?}");
            assert!(Span::new(0, text.len()).contains(trimmed), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn code_points_agree_with_counting(text in "(?s).{0,300}") {
            let index = CodePoints::new(&text);
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                prop_assert_eq!(index.at(offset), text[..offset].chars().count());
            }
        }
    }
}
