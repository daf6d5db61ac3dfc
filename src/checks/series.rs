//! Parts and totals over sentences that follow each other, and over the items of a list.

use std::ops::Range;

use super::change;
use super::cue::Cue;
use super::finding::Binding;
use super::line::Line;
use super::operand::{Operand, Role};
use super::pace;
use super::rate;
use super::share;
use super::sum;
use crate::document::{BlockKind, Check};
use crate::reading::Reading;

/// Sentences that go on about the total of the one before.
static OF_THESE: Cue = Cue::new(r"^(?:of|among) (?:these|those|them|this|the total)(?-u:\b)");

/// Sentences that say what is left.
static REST: Cue = Cue::new(r"^(?:and )?the (?:remaining|remainder|rest|other|others)(?-u:\b)");

/// Words of sums that leave something out or count it twice.
static PARTIAL: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:includ\w+|such as|for example|e\.g\.|notably|some of|up to|average|each|also|per|further|",
    r"more than one|as well as)(?-u:\b)"
));

/// Before or behind the total that a list adds up to.
static TOTAL: Cue = Cue::new(r"(?-u:\b)(?:total|totals|totalling|altogether|combined|sum)(?-u:\b)");

/// An item that is the sum of the others.
static TOTAL_ITEM: Cue = Cue::new(r"^(?:in |grand |overall )?total(?:s|ling)?(?: of)?\W*$");

/// Before a total that the sentences before led to.
static THE_TOTAL: Cue = Cue::new(concat!(
    r"^(?:of|among) the $|^(?:in total|altogether|in all|together|overall|combined|between them)(?-u:\b)[^;:.]{0,60}$|",
    r"(?-u:\b)(?:(?:making|giving|that is|that makes|for|it is) a (?:grand |combined |overall )?total of|",
    r"(?:bring|brings|bringing|brought|take|takes|taking|took) (?:the|its|their) (?:overall |combined )?(?:total|number|figure|bill)",
    r"(?: [a-z]+){0,4} to) $"
));

/// Behind it.
static ALTOGETHER: Cue = Cue::new(r"^\s*(?:[a-z’'-]+\s+){0,3}(?:in total|altogether|in all)(?-u:\b)");

/// Words of numbers that no total is made of.
static PARTIAL_SUM: Cue =
    Cue::new(r"(?-u:\b)(?:of (?:these|those|them|which|whom)|average|each|per|target)(?-u:\b)");

/// The checks that reach over sentences and list items.
pub(super) fn checks(reading: &Reading<'_>, lines: &[Line<'_>]) -> Vec<Check> {
    let mut found: Vec<Check> = (0..lines.len()).filter_map(|at| of_these(lines, at)).collect();
    found.extend((0..lines.len()).flat_map(|at| shares_of_these(lines, at)));
    found.extend((0..lines.len()).flat_map(|at| over_sentences(lines, at)));
    found.extend((0..lines.len()).filter_map(|at| running_total(lines, at)));
    let mut at = 0;
    while at < lines.len() {
        let end = list_end(reading, at);
        if end > at + 1 {
            found.extend(list(lines, at..end));
        }
        at = end.max(at + 1);
    }
    found
}

/// "There were 300 … Of these, 120 … The remaining 180 …"
fn of_these(lines: &[Line<'_>], at: usize) -> Option<Check> {
    /// Sentences that may tell of one total.
    const REACH: usize = 4;
    let total = only_level(&lines[at])?;
    if !OF_THESE.is_in(lines.get(at + 1)?.words()) {
        return None;
    }
    let mut parts: Vec<&Operand<'_>> = Vec::new();
    let mut binding = Binding::Guess;
    for line in lines[at + 1..].iter().take(REACH) {
        let more: Vec<_> = line.in_role(Role::Level).map(|index| &line.operands[index]).collect();
        let rest = REST.is_in(line.words());
        let goes_on = OF_THESE.is_in(line.words()) && parts.is_empty() || rest;
        if !goes_on || more.is_empty() || !more.iter().all(|part| part.is_like(total)) {
            break;
        }
        parts.extend(more);
        if PARTIAL.is_in(line.words()) {
            break;
        }
        if rest {
            let alone = parts.len() == 2;
            binding = if alone { Binding::Certain } else { Binding::Guess };
            break;
        }
    }
    if parts.len() < 2 {
        return None;
    }
    sum::weigh(&parts, total, 0.0, binding)
}

/// "These" are certainly the number of a sentence that has no other.
fn only_number(line: &Line<'_>) -> Binding {
    Binding::Certain.only_if(line.len() == 1, Binding::Guess)
}

/// Changes, shares and rates whose numbers stand in two sentences.
fn over_sentences(lines: &[Line<'_>], at: usize) -> Vec<Check> {
    let line = &lines[at];
    if line.len() == 0 || line.len() > super::MOST {
        return Vec::new();
    }
    let before = at.checked_sub(1).map(|before| &lines[before]);
    let mut found = change::over_two(lines, at);
    found.extend(before.and_then(|before| share::of_part_before(before, line)));
    if let Some(whole) = before.and_then(only_level) {
        let binding = before.map_or(Binding::Guess, only_number);
        found.extend(share::of_whole_before(whole, line, binding));
    }
    found.extend(rate::of_named_base(before, line));
    found.extend(pace::checks(lines, at));
    found
}

/// "Some 13 went in 2021 and 27 in 2022. A further 21 left this year. Of the 61, …": the numbers of the sentences
/// before add up to a total that they lead to. Said only when they do.
fn running_total(lines: &[Line<'_>], at: usize) -> Option<Check> {
    const REACH: usize = 3;
    const MOST_PARTS: usize = 6;
    let line = &lines[at];
    let total = line.in_role(Role::Level).next().filter(|total| *total == 0)?;
    if !THE_TOTAL.is_in(line.before(total)) && !ALTOGETHER.is_in(line.behind(total)) {
        return None;
    }
    let total = &line.operands[total];
    let mut parts: Vec<&Operand<'_>> = Vec::new();
    for before in lines[at.saturating_sub(REACH)..at].iter().rev() {
        let more: Vec<_> = before.in_role(Role::Level).map(|index| &before.operands[index]).collect();
        let alike = more.iter().all(|part| part.is_like(total) && part.is_plain() && part.value > 0.0);
        if !alike || PARTIAL_SUM.is_in(before.words()) || parts.len() + more.len() > MOST_PARTS {
            break;
        }
        parts.splice(0..0, more);
        let most = parts.iter().map(|part| part.value).fold(0.0, f64::max);
        if parts.len() >= 2 && most < total.value && sum::compare(&parts, total, 0.0).agrees() {
            return sum::weigh(&parts, total, 0.0, Binding::Guess);
        }
    }
    None
}

fn only_level<'o, 'a>(line: &'o Line<'a>) -> Option<&'o Operand<'a>> {
    let mut levels = line.in_role(Role::Level);
    let only = levels.next()?;
    levels.next().is_none().then(|| &line.operands[only])
}

/// "There were 300 … Of these, 120 (40 per cent) …"
fn shares_of_these(lines: &[Line<'_>], at: usize) -> Vec<Check> {
    let parts = |line: &Line<'_>| -> Vec<(usize, usize)> {
        let bracket = |share: &usize| *share > 0 && line.before(*share).trim() == "(";
        line.in_role(Role::Share).filter(bracket).map(|share| (share - 1, share)).collect()
    };
    let Some(line) = lines.get(at + 1).filter(|line| OF_THESE.is_in(line.words())) else { return Vec::new() };
    let Some(whole) = only_level(&lines[at]) else { return Vec::new() };
    let pairs = parts(line).into_iter();
    let levels = pairs.filter(|(part, _)| line.operands[*part].is_level());
    levels
        .filter_map(|(part, share)| {
            let clear = part == 0 && !share::OTHER_WHOLE.is_in(line.words());
            let binding = only_number(&lines[at]).only_if(clear, Binding::Guess);
            share::weigh((&line.operands[part], whole, &line.operands[share]), binding)
        })
        .collect()
}

/// One past the last of the list items that start with the sentence `at`.
fn list_end(reading: &Reading<'_>, at: usize) -> usize {
    let item = |index: usize| index < reading.len() && reading.block(index).kind == BlockKind::ListItem;
    (at..reading.len()).find(|index| !item(*index)).unwrap_or(reading.len())
}

/// A list whose items hold one number each, under a lead-in with the total or above an item with it.
fn list(lines: &[Line<'_>], items: Range<usize>) -> Option<Check> {
    /// A longer list is not a sum that anybody reads.
    const MOST: usize = 60;
    if items.len() > MOST {
        return None;
    }
    let amounts: Vec<&Operand<'_>> = lines[items.clone()].iter().map(only_level).collect::<Option<_>>()?;
    let (last, others) = amounts.split_last()?;
    let alike =
        |amounts: &[&Operand<'_>], total: &Operand<'_>| amounts.iter().all(|amount| amount.is_like(total));
    let partial = lines[items.clone()].iter().any(|line| PARTIAL.is_in(line.words()));
    let last_line = &lines[items.end - 1];
    if others.len() >= 2 && alike(others, last) && TOTAL_ITEM.is_in(last_line.before(0)) {
        return sum::weigh(others, last, 0.0, Binding::Certain.only_if(!partial, Binding::Guess));
    }
    let lead = &lines[items.start.checked_sub(1)?];
    let total = only_level(lead)?;
    if amounts.len() < 2 || !alike(&amounts, total) || !lead.words().trim_end().ends_with(':') {
        return None;
    }
    let said = TOTAL.is_in(lead.words()) && !PARTIAL.is_in(lead.words());
    sum::weigh(&amounts, total, 0.0, Binding::Likely.only_if(said && !partial, Binding::Guess))
}
