//! Plain text into lines, and lines into paragraphs.

use std::ops::Range;

use super::shape::{ends_with_stop, list_marker};
use crate::span::Span;

/// Text is wrapped by hand at some 40 to 120 characters; longer lines are whole paragraphs.
const WRAP: std::ops::RangeInclusive<usize> = 40..=120;

/// A line that is not blank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Without white space at its ends.
    pub(super) span: Span,
    /// Line breaks between it and the line before; two or more mean a blank line. 0 for the first.
    pub(super) breaks: usize,
}

/// The lines of `text` that are not blank.
pub(super) fn lines(text: &str) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    let mut start = 0;
    let mut last = 0;
    for (number, piece) in text.split_inclusive('\n').enumerate() {
        let span = Span::new(start, start + piece.len()).trim(text);
        if !span.is_empty() {
            let breaks = if found.is_empty() { 0 } else { number - last };
            found.push(Line { span, breaks });
            last = number;
        }
        start += piece.len();
    }
    found
}

/// The lines of each paragraph, as ranges of indices into `lines`.
///
/// Blank lines part paragraphs. Between them stand either paragraphs of one line each or one text that was wrapped
/// by hand, and a stretch is taken as wrapped when
/// - no line is longer than 120 characters and the longest has 40 or more,
/// - in most places the next line's first word would not have fitted, and
/// - somewhere a line goes on in lower case where the one before had no stop.
///
/// In wrapped text a paragraph ends at a line that had room left and ends with a stop, and before a list item.
pub(super) fn paragraphs(text: &str, lines: &[Line], breaks_before: &[bool]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut first = 0;
    while first < lines.len() {
        let mut end = first + 1;
        while end < lines.len() && lines[end].breaks == 1 && !breaks_before[end] {
            end += 1;
        }
        chunk(text, lines, first..end, &mut found);
        first = end;
    }
    found
}

fn chunk(text: &str, lines: &[Line], range: Range<usize>, found: &mut Vec<Range<usize>>) {
    let stretch = &lines[range.clone()];
    let Some(width) = wrap_width(text, stretch) else {
        found.extend(range.map(|index| index..index + 1));
        return;
    };
    let mut first = range.start;
    for index in range.start + 1..range.end {
        let before = lines[index - 1].span.of(text);
        let line = lines[index].span.of(text);
        let ends = ends_with_stop(before) && !is_full(before, line, width);
        if ends || list_marker(line).is_some() || line.starts_with('>') != before.starts_with('>') {
            found.push(first..index);
            first = index;
        }
    }
    found.push(first..range.end);
}

/// The width that the stretch was wrapped at; `None` when every line is a paragraph of its own.
fn wrap_width(text: &str, stretch: &[Line]) -> Option<usize> {
    // Bytes bound the characters from above, and most long lines are settled by them.
    if stretch.len() < 2 || stretch.iter().any(|line| line.span.len() > 4 * WRAP.end()) {
        return None;
    }
    let width = stretch
        .iter()
        .map(|line| characters(line.span.of(text)))
        .max()
        .filter(|width| WRAP.contains(width))?;
    let pairs = || stretch.windows(2).map(|pair| (pair[0].span.of(text), pair[1].span.of(text)));
    let full = pairs().filter(|(line, next)| is_full(line, next, width)).count();
    let goes_on = pairs().any(|(line, next)| {
        !ends_with_stop(line) && next.trim_start_matches(['>', ' ']).starts_with(char::is_lowercase)
    });
    (goes_on && 2 * full >= stretch.len() - 1).then_some(width)
}

/// Whether the first word of `next` would not have fitted behind `line`.
fn is_full(line: &str, next: &str, width: usize) -> bool {
    let word = next.trim_start_matches(['>', ' ']).split(char::is_whitespace).next().map_or(0, characters);
    characters(line) + 1 + word > width
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &[(&str, &[&str])]) {
        let mut failures = Vec::new();
        for (text, expected) in rows {
            let lines = lines(text);
            let found: Vec<&str> = paragraphs(text, &lines, &vec![false; lines.len()])
                .into_iter()
                .map(|range| &text[lines[range.start].span.start..lines[range.end - 1].span.end])
                .collect();
            if found != *expected {
                failures.push(format!("{text:?}\n    {found:?}"));
            }
        }
        assert!(failures.is_empty(), "{}", failures.join("\n"));
    }

    #[test]
    fn blank_lines_are_counted() {
        let found: Vec<usize> = lines("\n a\nb\n\n \nc").iter().map(|line| line.breaks).collect();
        assert_eq!(found, [0, 1, 3]);
    }

    #[test]
    fn paragraphs_are_lines_or_wrapped() {
        check(&[
            ("One line.\n\nAnother line.", &["One line.", "Another line."]),
            ("One line.\nAnother line.", &["One line.", "Another line."]),
            (
                "The council said on Monday that it would\nclose two of the libraries in the spring,\nand a third by June.\nIt has not said which of them it means to\nkeep open.",
                &[
                    "The council said on Monday that it would\nclose two of the libraries in the spring,\nand a third by June.",
                    "It has not said which of them it means to\nkeep open.",
                ],
            ),
            (
                "Council to close libraries in the spring\nBy Jane Doe\nThe council said so.",
                &["Council to close libraries in the spring", "By Jane Doe", "The council said so."],
            ),
            (
                "The council will do three things this year:\n1. close two libraries and sell the\nbuildings to a school\n2. open a museum",
                &[
                    "The council will do three things this year:",
                    "1. close two libraries and sell the\nbuildings to a school",
                    "2. open a museum",
                ],
            ),
        ]);
    }
}
