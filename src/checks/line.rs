//! A sentence as a row of figures with the words between them.

use super::operand::{Operand, Role};
use crate::document::Figure;
use crate::span::Span;

/// One sentence with its figures.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Where the sentence stands.
    pub(super) span: Span,
    /// Its words in lower case, byte for byte as long as the text.
    lower: String,
    /// In text order.
    pub(super) operands: Vec<Operand<'a>>,
}

impl<'a> Line<'a> {
    /// The figures of `figures` that lie in the sentence `span`.
    pub(super) fn new(text: &str, span: Span, figures: &'a [Figure]) -> Self {
        let operands = figures.iter().filter(|figure| figure.cell.is_none());
        let operands: Vec<_> = operands.flat_map(|figure| operands_of(text, figure)).collect();
        let lower = if operands.is_empty() { String::new() } else { span.of(text).to_ascii_lowercase() };
        Self { span, lower, operands }
    }

    /// All words.
    pub(super) fn words(&self) -> &str {
        &self.lower
    }

    pub(super) fn len(&self) -> usize {
        self.operands.len()
    }

    /// The words between the figure before `index`, or the start, and the figure.
    pub(super) fn before(&self, index: usize) -> &str {
        let from = index.checked_sub(1).map_or(self.span.start, |before| self.operands[before].span.end);
        self.between(from, self.operands[index].span.start)
    }

    /// The words between the figure and the next one, or the end.
    pub(super) fn behind(&self, index: usize) -> &str {
        let to = self.operands.get(index + 1).map_or(self.span.end, |next| next.span.start);
        self.between(self.operands[index].span.end, to)
    }

    /// The words between two figures, with whatever other figures stand there.
    pub(super) fn words_between(&self, first: usize, second: usize) -> &str {
        self.between(self.operands[first].span.end, self.operands[second].span.start)
    }

    /// The indices of figures in the role.
    pub(super) fn in_role(&self, role: Role) -> impl DoubleEndedIterator<Item = usize> + '_ {
        (0..self.len()).filter(move |index| self.operands[*index].role == role)
    }

    /// The words that a rate of this sentence is for each of.
    pub(super) fn denominator(&self, rate: &Operand<'_>) -> Option<&str> {
        rate.figure.denominator.map(|span| self.between(span.start, span.end))
    }

    /// What a figure of this sentence counts.
    pub(super) fn subject(&self, operand: &Operand<'_>) -> Option<&str> {
        operand.figure.subject.map(|span| self.between(span.start, span.end))
    }

    fn between(&self, from: usize, to: usize) -> &str {
        let range = from.saturating_sub(self.span.start)..to.saturating_sub(self.span.start);
        self.lower.get(range).unwrap_or_default()
    }
}

/// One operand, or two of a figure that may be a range or the ends of a change.
fn operands_of<'a>(text: &str, figure: &'a Figure) -> impl Iterator<Item = Operand<'a>> {
    let ends = Operand::ends(text, figure);
    let whole = if ends.is_some() { None } else { Operand::new(text, figure) };
    ends.into_iter().flatten().chain(whole)
}
