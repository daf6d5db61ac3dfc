//! Parts against the total that the same sentence states.

use std::ops::Range;

use super::cue::Cue;
use super::finding::{Binding, check, number, sum};
use super::grain;
use super::interval::{Comparison, Interval};
use super::line::Line;
use super::operand::{Operand, Role};
use crate::document::{Check, CheckKind};

/// Between a total and its first part, where the parts are all there are.
static ALL_PARTS: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:comprising|comprised of|comprises|consisting of|consists of|made up of|composed of|",
    r"broken down (?:as follows|as|into|by)|split (?:between|into)|divided (?:between|into))\s*:?\s*(?:of )?$"
));

/// The same where they may be some.
static SOME_PARTS: Cue =
    Cue::new(r"(?-u:\b)(?:of|among) (?:whom|which|these|those|them)(?-u:\b)[^;:]{0,60}$|[:(–—]\s*(?:of )?$");

/// Between a total and parts that stand beside it: "the jury of 15, eight women and seven men".
static APPOSED: Cue = Cue::new(r"^\s*(?:[a-z’'-]+\s+){0,2}[a-z’'-]*,\s*$");

/// A bracket or colon and nothing else.
static OPENS: Cue = Cue::new(r"^[^;.()]{0,60}[:(]\s*$");

/// Words of lists that leave something out, or count something twice.
static PARTIAL: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:includ\w+|such as|for example|e\.g\.|notably|particularly|mainly|mostly|at least|among others|both|either|",
    r"overlap\w*|average|each|also|as well as|respectively|per|up to|some of|further|additional|capacity|rounded|",
    r"rounding|approximately)(?-u:\b)"
));

/// Parts that leave nothing over.
static REST: Cue =
    Cue::new(r"(?-u:\b)(?:the )?(?:remaining|remainder|rest|other|balance)(?-u:\b)[^;,]{0,30}$");

/// Before a total that follows its parts.
static TOTAL_OF: Cue = Cue::new(concat!(
    r"[,(–—:-]\s*(?:(?:for|making|giving|or|which is|representing|resulting in)\s+)?(?:a|an|the)?\s*",
    r"(?:combined |grand |overall |joint )?(?:total(?:s|ling|ing)?|sum)(?: of| to|:)?\s*$|",
    r"(?-u:\b)(?:totalling|adding up to|which totals|which total|add up to|adds up to)\s*$"
));

/// Behind a total that follows its parts.
static IN_TOTAL: Cue = Cue::new(r"^\s*(?:[a-z’'-]+\s+){0,2}(?:in total|altogether|in all)(?-u:\b)");

/// Behind a total that ends its sentence.
static ENDS: Cue = Cue::new(r"^\W*(?:[a-z]+\W+){0,3}[a-z]*\W*$");

/// Words that give a total another time or set than its parts.
static OTHER_SET: Cue = Cue::new(
    r"(?-u:\b)(?:since|so far|to date|over the|between|across all|cumulative\w*|overall|ever|previously)(?-u:\b)",
);

/// Sets that two parts fill.
const COMPLEMENTS: &[(&str, &str)] = &[
    ("men", "women"),
    ("male", "female"),
    ("males", "females"),
    ("boys", "girls"),
    ("full-time", "part-time"),
    ("full time", "part time"),
    ("urban", "rural"),
];

/// The checks of one sentence.
pub(super) fn checks(line: &Line<'_>) -> Vec<Check> {
    let mut found = closed_set(line);
    if line.in_role(Role::Level).count() < 3 {
        return found;
    }
    for total in line.in_role(Role::Level) {
        found.extend(leading(line, total).or_else(|| trailing(line, total)));
    }
    found
}

/// "a total of 45 (20 + 25)", "30 assaults: 12 on staff and 18 on prisoners", "120 staff, of whom 80 were men and 40
/// women".
fn leading(line: &Line<'_>, total: usize) -> Option<Check> {
    let lead = line.behind(total);
    let all = ALL_PARTS.is_in(lead);
    let run = run_after(line, total);
    let beside = APPOSED.is_in(lead) && complements(line, run.clone(), 2).is_some();
    if !all && !beside && !SOME_PARTS.is_in(lead) || !line.operands[total].value.gt(&0.0) {
        return None;
    }
    let parts = levels(line, run.clone());
    let overfull = parts.iter().any(|part| part.value > line.operands[total].value);
    if parts.len() < 2 || numbered(line, &run) {
        return None;
    }
    let complete = all || complements(line, run.clone(), 2).is_some() || rest(line, &run) || plus(line, &run);
    let ends = line.in_role(Role::Level).next_back().is_none_or(|last| last < run.end);
    let unclear = overfull || PARTIAL.is_in(line.words()) || run.end < line.len() && !ends;
    let opens = OPENS.is_in(lead) && !lead.contains('(');
    let binding = if unclear {
        Binding::Guess
    } else if complete {
        Binding::Certain
    } else if opens && line.operands.len() == parts.len() + 1 {
        Binding::Likely
    } else {
        Binding::Guess
    };
    let total = &line.operands[total];
    let fitting = (2..=parts.len()).rev().map(|count| &parts[..count]).find(|some| adds_up(some, total));
    weigh(fitting.unwrap_or(&parts), total, 0.0, binding)
}

/// "12 on staff and 18 on prisoners, a total of 30", "12 men and 18 women, 30 in total".
fn trailing(line: &Line<'_>, total: usize) -> Option<Check> {
    let said_before = TOTAL_OF.is_in(line.before(total));
    if total < 2 || !said_before && !IN_TOTAL.is_in(line.behind(total)) {
        return None;
    }
    let mut first = total;
    while first > 0
        && line.operands[first - 1].is_like(&line.operands[total])
        && line.behind(first - 1).len() < 100
    {
        first -= 1;
    }
    let parts = levels(line, first..total);
    if parts.len() < 2 {
        return None;
    }
    let all = first == 0 && total + 1 == line.len() && ENDS.is_in(line.behind(total));
    let unclear = PARTIAL.is_in(line.words()) || OTHER_SET.is_in(line.words());
    let binding = Binding::Certain
        .only_if(said_before && line.before(total).len() < 60, Binding::Guess)
        .only_if(all && !unclear, Binding::Guess);
    let total = &line.operands[total];
    let fitting = (0..parts.len() - 1).map(|skip| &parts[skip..]).find(|some| adds_up(some, total));
    weigh(fitting.unwrap_or(&parts), total, 0.0, binding)
}

/// The figures behind `total` that may be its parts: to the end of the bracket that opens before them, else of the
/// sentence, shares beside them included.
fn run_after(line: &Line<'_>, total: usize) -> Range<usize> {
    let bracket = line.behind(total).trim_end().ends_with('(');
    let of = &line.operands[total];
    let mut end = total + 1;
    while let Some(operand) = line.operands.get(end) {
        let fits = operand.is_like(of) || operand.role == Role::Share;
        let apart = end > total + 1 && line.before(end).len() > 110;
        let closed = bracket && end > total + 1 && line.before(end).contains(')');
        if !fits || apart || closed {
            break;
        }
        end += 1;
    }
    total + 1..end
}

fn levels<'o, 'a>(line: &'o Line<'a>, range: Range<usize>) -> Vec<&'o Operand<'a>> {
    line.operands[range].iter().filter(|operand| operand.is_level()).collect()
}

/// Whether the figures are numbers of a list: "1) … and 2) …".
fn numbered(line: &Line<'_>, run: &Range<usize>) -> bool {
    run.clone().any(|part| line.behind(part).starts_with([')', '.']) && !line.before(part).ends_with('('))
        && !line.before(run.start).contains('(')
}

/// "20 + 25"
fn plus(line: &Line<'_>, run: &Range<usize>) -> bool {
    run.len() >= 2 && (run.start + 1..run.end).all(|part| line.before(part).trim() == "+")
}

/// "… and the remaining 40"
fn rest(line: &Line<'_>, run: &Range<usize>) -> bool {
    run.clone().next_back().is_some_and(|last| REST.is_in(line.before(last)))
}

/// The pair of words that the parts of `run` are named by, when there are as many levels or shares as `count`.
fn complements(line: &Line<'_>, run: Range<usize>, count: usize) -> Option<()> {
    if run.len() != count {
        return None;
    }
    let words = |index: usize| {
        let behind = line.behind(index);
        behind.split([',', ';', '(', ')']).next().unwrap_or_default().to_owned()
    };
    let (one, two) = (words(run.start), words(run.end - 1));
    let has = |words: &str, word: &str| {
        words.split(|c: char| !c.is_alphanumeric() && c != '-').take(8).any(|w| w == word)
            || word.contains(' ') && words.contains(word)
    };
    let named = |a: &str, b: &str| has(&one, a) && !has(&one, b) && has(&two, b) && !has(&two, a);
    COMPLEMENTS.iter().any(|(a, b)| named(a, b) || named(b, a)).then_some(())
}

/// "60 per cent men and 40 per cent women": said only when it makes a hundred.
fn closed_set(line: &Line<'_>) -> Vec<Check> {
    let percent = |index: usize| {
        let operand = &line.operands[index];
        operand.role == Role::Share && operand.figure.unit == Some("%")
    };
    let two_only = line.len() == 2 && !OTHER_PARTS.is_in(line.words());
    let bound = (1..line.len()).filter_map(|second| {
        let first = second - 1;
        let near = percent(first) && percent(second) && line.behind(first).len() < 60;
        let one_whole = near && two_only && same_whole(line, first, second);
        if !one_whole {
            complements(line, if near { first..second + 1 } else { 0..0 }, 2)?;
        }
        let (one, two) = (&line.operands[first], &line.operands[second]);
        let rest = Interval::exact(100.0).minus(one.range);
        let comparison = Comparison { expected: (100.0 - one.value, rest), found: (two.value, two.range) };
        let note = format!(
            "{} % + {} % = {} %",
            number(one.value),
            number(two.value),
            number(one.value + two.value)
        );
        check(CheckKind::Sum, &[one], two, &comparison, Binding::Guess, note)
    });
    bound.collect()
}

/// Words of shares that are of two times or places.
static OTHER_PARTS: Cue = Cue::new(concat!(
    r"(?-u:\b)(?:compared|up by|up from|down|against|than|previous\w*|last|earlier|year|versus|in [0-9]{4}|respectively|rose|fell|",
    r"increas\w+|decreas\w+|margin|target)(?-u:\b)"
));

/// Whether two shares are of one whole: the same words name it, and "and" joins them.
fn same_whole(line: &Line<'_>, first: usize, second: usize) -> bool {
    static AND: Cue = Cue::new(r"(?-u:\b)(?:and|while|whilst|with|but)(?-u:\b)|[,;]");
    let whole = |index: usize| line.denominator(&line.operands[index]);
    let plain = line.operands[first].is_plain() && line.operands[second].is_plain();
    plain
        && whole(first).is_some()
        && whole(first) == whole(second)
        && !line.behind(first).trim_end().ends_with(" to")
        && AND.is_in(line.behind(first))
}

fn adds_up(parts: &[&Operand<'_>], total: &Operand<'_>) -> bool {
    compare(parts, total, 0.0).agrees()
}

/// The sum of the parts against the total. Every part adds what it leaves open, so a sum of many rounded numbers may
/// lie further off. Numbers that all end in the same zeros are taken as rounded to them, or to `grain` where that is
/// known.
pub(super) fn compare(parts: &[&Operand<'_>], total: &Operand<'_>, grain: f64) -> Comparison {
    let values: Vec<f64> = parts.iter().map(|part| part.value).chain([total.value]).collect();
    let half = 0.5 * if total.is_level() { grain.max(grain::of(&values, total.value)) } else { 0.0 };
    let wide = |operand: &Operand<'_>| grain::widened(operand, half);
    let range = parts.iter().fold(Interval::exact(0.0), |range, part| range.plus(wide(part)));
    let value = parts.iter().map(|part| part.value).sum();
    Comparison { expected: (value, range), found: (total.value, wide(total)) }
}

/// The check of a sum.
pub(super) fn weigh(
    parts: &[&Operand<'_>],
    total: &Operand<'_>,
    grain: f64,
    binding: Binding,
) -> Option<Check> {
    let plain = parts.iter().all(|part| part.is_plain()) && total.is_plain();
    if !plain && binding == Binding::Guess {
        return None;
    }
    let comparison = compare(parts, total, grain);
    let note = format!(
        "{} = {}; the text says {}",
        sum(parts),
        number(comparison.expected.0),
        number(comparison.found.0)
    );
    check(CheckKind::Sum, parts, total, &comparison, binding.only_if(plain, Binding::Guess), note)
}
