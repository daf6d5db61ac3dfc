//! The arithmetic that a document states about itself: sums, changes, shares and rates.
//!
//! Every number stands for all the numbers that are written like it (interval arithmetic): "31 per cent" is 30.5 to 32,
//! for percentages are cut as well as rounded; "2.5 million" is 2.45 to 2.55 million; whole numbers are exact unless all
//! of a sum or change end in the same zeros. A check is `ok` when the interval that the numbers give and the interval
//! of the stated result meet. When they do not, it depends on how the numbers were brought together: `conflict` where
//! words say that they belong together and nothing nearby (a note on rounding, a list that only gives examples, a
//! withheld cell) explains the difference, `unbound` where that is nearly certain, and nothing where it is a guess.

mod interval;

mod cue;
mod finding;
mod grain;
mod operand;

mod line;

mod change;
mod pace;
mod rate;
mod share;
mod sum;

mod series;
mod table;

use self::cue::Cue;
use self::line::Line;
use crate::document::{BlockKind, Check, CheckStatus, Figure};
use crate::reading::Reading;
use crate::span::Span;

/// The checks of a document, in text order of the stated result.
#[must_use]
pub fn checks(reading: &Reading<'_>, figures: &[Figure]) -> Vec<Check> {
    let lines = lines(reading, figures);
    let mut found: Vec<Check> = lines.iter().flat_map(in_sentence).collect();
    found.extend(series::checks(reading, &lines));
    found.extend(table::checks(reading, figures, &lines));
    let mut found = explained(reading, found);
    found.sort_by_key(|check| (place(check), check.inputs.len()));
    found.dedup_by(|next, kept| next.inputs == kept.inputs && next.kind == kept.kind);
    found
}

/// Sentences with more figures than this are tables that lost their grid.
const MOST: usize = 60;

fn in_sentence(line: &Line<'_>) -> Vec<Check> {
    if line.len() < 2 || line.len() > MOST {
        return Vec::new();
    }
    let mut found = change::checks(line);
    found.extend(share::checks(line));
    found.extend(sum::checks(line));
    found.extend(rate::checks(line));
    found
}

/// Every sentence with its figures; those of questions have none.
fn lines<'a>(reading: &Reading<'_>, figures: &'a [Figure]) -> Vec<Line<'a>> {
    let text = reading.text();
    (0..reading.len())
        .map(|index| {
            let span = reading.sentence(index);
            let first = figures.partition_point(|figure| figure.span.start < span.start);
            let end = figures.partition_point(|figure| figure.span.start < span.end).max(first);
            let asks = reading.block(index).kind == BlockKind::Question;
            Line::new(text, span, if asks { &[] } else { &figures[first..end] })
        })
        .collect()
}

/// Where the stated result stands.
fn place(check: &Check) -> Span {
    check.inputs.last().map_or(Span::new(0, 0), |input| input.span)
}

/// The checks, without the conflicts that a note nearby explains: a small difference is dropped, a large one is no
/// more than `unbound`.
fn explained(reading: &Reading<'_>, checks: Vec<Check>) -> Vec<Check> {
    /// Notes within so many bytes count as near.
    const NEAR: usize = 2_500;
    /// Differences up to this part of the number are what such notes speak of.
    const SMALL: f64 = 0.05;
    static NOTE: Cue = Cue::new(concat!(
        r"(?-u:\b)(?:(?:may|might|do|does|will|should|need|can)(?: ?not|n[’']t) (?:necessarily |always |exactly )?",
        r"(?:sum|add|total|equal|match|tally|agree)|rounded|rounding|provisional|double[- ]count\w*|counted (?:more than once|twice)|",
        r"more than one (?:\w+ ){0,3}(?:category|reason|type|offence|group|team|area|role|claim|time|region)|multiple|suppress\w*|unknown|",
        r"not (?:known|recorded|stated|available|disclosed|mutually exclusive)|nearest (?:five|ten|[0-9]+|whole|hundred|thousand|million|pound)|",
        r"(?:less|fewer) than (?:five|ten|5|10)|estimates?|approximat\w+)(?-u:\b)"
    ));
    if checks.iter().all(|check| check.status == CheckStatus::Ok) {
        return checks;
    }
    let text = reading.text();
    let lower = text.to_ascii_lowercase();
    let notes = NOTE.starts_in(&lower);
    let near = |check: &Check| {
        let (first, last) = check.inputs.iter().fold((usize::MAX, 0), |(first, last), input| {
            (first.min(input.span.start), last.max(input.span.end))
        });
        let at = notes.partition_point(|note| note + NEAR < first);
        notes.get(at).is_some_and(|note| *note <= last + NEAR)
    };
    let kept = checks.into_iter().filter_map(|check| {
        if check.status == CheckStatus::Ok || !near(&check) {
            return Some(check);
        }
        let (expected, found) = (check.expected?, check.found?);
        let small = (expected - found).abs() <= SMALL * expected.abs().max(found.abs());
        (!small).then_some(Check { status: CheckStatus::Unbound, ..check })
    });
    kept.collect()
}
