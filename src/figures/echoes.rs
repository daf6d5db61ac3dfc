//! Stretches that lean on one named before: "the previous year", "a year earlier", "the same period".

use super::calendar;
use super::lengths::{self, Length};
use super::lexicon::Roles;
use super::stamp::{Echo, Reach, Stamp};
use super::token::Tokens;

/// The leaning stretch that starts with the token `at`.
pub(super) fn parse(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    same(tokens, at)
        .or_else(|| beside(tokens, at))
        .or_else(|| before_or_after(tokens, at))
        .or_else(|| that(tokens, at))
}

/// The ends of `echo` when it leans on the stretch `from` … `to`.
pub(super) fn resolve(echo: Echo, from: Stamp, to: Stamp) -> Option<(Stamp, Stamp)> {
    match echo {
        Echo::Moved(_, 0) => Some((from, to)),
        Echo::Moved(unit, by) => {
            // "the previous month" after "on 3 May" is April.
            let coarse = |stamp: Stamp| match unit {
                Length::Month if from == to => Stamp { day: None, ..stamp },
                _ => stamp,
            };
            Some((coarse(from).moved(unit, by)?, coarse(to).moved(unit, by)?))
        }
        Echo::SameIn(year) => {
            let by = i32::from(year) - i32::from(to.year);
            Some((from.moved(Length::Year, by)?, to.moved(Length::Year, by)?))
        }
        Echo::Beside(unit, by) if by < 0 => Some((from.moved(unit, by)?, from.step(-1)?)),
        Echo::Beside(unit, by) => Some((to.step(1)?, to.moved(unit, by)?)),
    }
}

/// "the same period", "the same month last year", "the same quarter of 2019".
fn same(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    const STRETCHES: &[&str] = &[
        "period", "time", "point", "timeframe", "quarter", "month", "week", "year", "day", "stage", "months",
    ];
    let word = at + usize::from(tokens.is(at, "the"));
    if !tokens.is(word, "same") {
        return None;
    }
    let after = lengths::number(tokens, word + 1).map_or(word + 1, |(end, _)| tokens.over_hyphen(end));
    // "the same three-month period"
    let noun = after + usize::from(tokens.is(after, "month") && tokens.is(after + 1, "period"));
    if !tokens.is_any(noun, STRETCHES) {
        return None;
    }
    let end = noun + 1;
    let next = end + usize::from(tokens.is_any(end, &["in", "of", "the", "during"]));
    let next = next + usize::from(next > end && tokens.is(next, "the"));
    if let Some(year) = calendar::year_at(tokens, next).filter(|_| next > end) {
        return Some(Reach::echoing(next + 1, Echo::SameIn(year)));
    }
    let a_year =
        tokens.is_any(next, &["a", "one"]) && tokens.is(next + 1, "year") && is_before(tokens, next + 2);
    let year_before = tokens.is(next, "year") && is_before(tokens, next + 1);
    let previous = tokens.is_any(next, &["last", "previous"]) && tokens.is(next + 1, "year");
    let (end, by) = match () {
        () if a_year => (next + 3, -1),
        () if year_before || previous => (next + 2, -1),
        () => (end, 0),
    };
    // "same-day appointments"
    if tokens.is(noun, "day") && word == at {
        return None;
    }
    // "at the same time" is no time, and "the same year" needs none.
    let idle = by == 0 && tokens.is_any(noun, &["time", "point", "stage"]);
    (!idle).then(|| Reach::echoing(end, Echo::Moved(Length::Year, by)))
}

fn is_before(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(at, &["earlier", "before", "previously", "ago"])
}

/// "the previous year", "the following six months", "the preceding quarter".
fn beside(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let word = at + usize::from(tokens.is(at, "the"));
    let by = match tokens.lower(word) {
        "previous" | "preceding" | "prior" => -1,
        "following" | "subsequent" | "ensuing" => 1,
        "next" if word > at => 1,
        _ => return None,
    };
    if let Some((end, unit)) = lengths::unit(tokens, word + 1) {
        let plural = tokens.lower(end - 1).ends_with('s');
        return (!plural).then(|| Reach::echoing(end, Echo::Moved(unit, by)));
    }
    if tokens.is(word, "next") {
        return None;
    }
    let (end, unit, number) = lengths::measured(tokens, word + 1)?;
    Some(Reach::echoing(end, Echo::Beside(unit, by * number)))
}

/// "a year earlier", "the year before", "two years later", "12 months previously".
fn before_or_after(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let the = tokens.is(at, "the");
    let first = at + usize::from(the);
    let (end, unit, number) = lengths::measured(tokens, first)?;
    let by = match tokens.lower(end) {
        "earlier" | "previously" | "prior" | "beforehand" => -number,
        "before" if is_bare(tokens, end + 1) => -number,
        "later" | "afterwards" => number,
        "after" if the && is_bare(tokens, end + 1) => number,
        "on" if tokens.symbol(end + 1) == ',' && number > 1 => number,
        _ => return None,
    };
    // "the second day later" has another noun; "years earlier" without a number is vague.
    let plural = first == at && tokens.lower(end - 1).ends_with('s') && number == 1;
    (!plural && (the || first + 1 < end)).then(|| Reach::echoing(end + 1, Echo::Moved(unit, by)))
}

/// Whether nothing follows that "before" could govern: "the year before", not "the year before the vote".
fn is_bare(tokens: &Tokens<'_>, at: usize) -> bool {
    !tokens.is_word(at) && tokens.numeral(at).is_none() && !matches!(tokens.symbol(at), '£' | '$' | '€')
        || tokens.is_any(
            at,
            &["and", "but", "or", "to", "in", "was", "were", "had", "when", "while", "with", "for"],
        )
}

/// "in that year", "during this period", "that month".
fn that(tokens: &Tokens<'_>, at: usize) -> Option<Reach> {
    let pointed = tokens.is(at, "that") || tokens.is(at, "this") && tokens.is(at + 1, "period");
    let inside = &["in", "during", "by", "since", "over", "for", "throughout", "within", "of"];
    if !pointed || !tokens.is_any(at.wrapping_sub(1), inside) {
        return None;
    }
    let noun = at + 1;
    let timed = lengths::unit(tokens, noun).map(|(end, _)| end);
    let end = timed.or_else(|| tokens.is_any(noun, &["period", "timeframe"]).then_some(noun + 1))?;
    let compound =
        tokens.is_word(end) && !tokens.word(end).is(Roles::BREAK) && !tokens.is_any(end, &["alone"]);
    (!compound).then(|| Reach::echoing(end, Echo::Moved(Length::Year, 0)))
}
