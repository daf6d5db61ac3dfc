//! Factors ("doubled", "three times as many"), places in an order ("third highest"), and where a change goes.

use super::lexicon::Roles;
use super::numbers::{self, Form, Number};
use super::phrases;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::{Direction, FigureKind};

/// The factor or rank that starts with the token `at`.
pub(super) fn parse(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    factor(tokens, at).or_else(|| fold_or_times(tokens, at, floor)).or_else(|| rank(tokens, at))
}

/// "doubled", "halving", "double the", "twice as many", "tenfold".
fn factor(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    const BASE: &[&str] = &["double", "treble", "triple", "quadruple", "halve"];
    const LEADING: &[&str] = &[
        "to", "will", "would", "could", "may", "might", "nearly", "almost", "than", "about", "roughly", "at",
    ];
    const TRAILING: &[&str] = &["the", "that", "what", "its", "their", "in", "by", "from", "to", "since"];
    let factor = tokens.word(at).factor?;
    if tokens.joins(at + 1) || tokens.joins(at.wrapping_sub(1)) {
        return None;
    }
    if tokens.is_any(at, BASE)
        && !tokens.is_any(at + 1, TRAILING)
        && !tokens.is_any(at.wrapping_sub(1), LEADING)
    {
        return None;
    }
    if tokens.is(at, "twice") {
        return twice(tokens, at);
    }
    let direction = if factor < 1.0 { Direction::Down } else { Direction::Up };
    Some(change(Number::exact(tokens, (at, at + 1), factor, Form::Words), at + 1, direction))
}

fn twice(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    let number = Number::exact(tokens, (at, at + 1), 2.0, Form::Words);
    if tokens.is_any(at + 1, &["as", "the", "that", "what", "its", "their"]) {
        return Some(change(number, at + 1, Direction::Up));
    }
    let often = tokens.is_any(at + 1, &["a", "each", "every", "per"])
        && tokens.word(at + 2).unit.is_some_and(|unit| unit.kind == FigureKind::Duration);
    often.then(|| Quantity::of(number))
}

fn change(number: Number, end: usize, direction: Direction) -> Quantity {
    Quantity { end, kind: FigureKind::Change, direction: Some(direction), ..Quantity::of(number) }
}

/// "10-fold", "three times as many", "five times more likely".
fn fold_or_times(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    const COMPARING: &[&str] = &["as", "the", "that", "what", "its", "their"];
    let number = numbers::parse(tokens, at).filter(|n| !matches!(n.form, Form::Fraction | Form::Vague))?;
    let next = tokens.over_hyphen(number.end);
    let compared = tokens.is(next, "times")
        && (tokens.is_any(next + 1, COMPARING) || tokens.word(next + 1).is(Roles::COMPARATIVE));
    if !compared && !tokens.is(next, "fold") {
        return None;
    }
    let down = phrases::trend_before(tokens, at, floor) == Some(Direction::Down)
        || tokens.word(next + 1).trend == Some(Direction::Down);
    let direction = if down { Direction::Down } else { Direction::Up };
    Some(change(number, next + 1, direction))
}

/// "third highest", "second-largest", "3rd worst", "ranked 17th".
fn rank(tokens: &Tokens<'_>, at: usize) -> Option<Quantity> {
    let (value, end) = place(tokens, at)?;
    let superlative = tokens.over_hyphen(end);
    let ranked = tokens.is_any(at.wrapping_sub(1), &["ranked", "ranks", "ranking"]);
    if !ranked && !tokens.word(superlative).is(Roles::SUPERLATIVE) {
        return None;
    }
    let end = match tokens.lower(superlative) {
        _ if !tokens.word(superlative).is(Roles::SUPERLATIVE) => end,
        "most" | "least"
            if tokens.is_word(superlative + 1) && !tokens.word(superlative + 1).is(Roles::BREAK) =>
        {
            superlative + 2
        }
        _ => superlative + 1,
    };
    let number = Number::exact(tokens, (at, place(tokens, at)?.1), value, Form::Words);
    Some(Quantity { end, kind: FigureKind::Rank, ..Quantity::of(number) })
}

/// The ordinal at `at`, in words or digits, and the index after it.
fn place(tokens: &Tokens<'_>, at: usize) -> Option<(f64, usize)> {
    if let Some(ordinal) = tokens.word(at).ordinal {
        return Some((f64::from(ordinal), at + 1));
    }
    let numeral = tokens.numeral(at).filter(|n| n.decimals == 0)?;
    (tokens.glued(at + 1) && tokens.is_any(at + 1, &["st", "nd", "rd", "th"]))
        .then_some((numeral.value, at + 2))
}

/// Where a change goes: from the words before ("rose by", "an increase of") or after ("rise", "higher").
pub(super) fn direction(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Direction> {
    let changeable = matches!(
        quantity.kind,
        FigureKind::Percent | FigureKind::Ratio | FigureKind::Money | FigureKind::Count | FigureKind::Rate
    );
    if !changeable {
        return None;
    }
    after(tokens, quantity).or_else(|| before(tokens, quantity, floor))
}

fn before(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Direction> {
    let mut at = quantity.first;
    while at > floor && tokens.is_any(at - 1, &["a", "an", "another", "the", "further"]) {
        at -= 1;
    }
    let link = at.wrapping_sub(1);
    if at == floor {
        return None;
    }
    match tokens.lower(link) {
        "by" | "of" => phrases::trend_before(tokens, link, floor).or_else(|| trend_noun_before(tokens, link)),
        "to" => phrases::trend_before(tokens, link, floor)
            .or_else(|| before_another(tokens, link))
            .or_else(|| trend_noun_before(tokens, link)),
        "from" => None,
        _ => directly_before(tokens, at, floor),
    }
}

/// "rose 5 per cent", "up sharply 5 per cent": nothing but an adverb between.
fn directly_before(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Direction> {
    let adverb = tokens.lower(at.wrapping_sub(1)).ends_with("ly")
        || tokens.is_any(at.wrapping_sub(1), &["whopping", "massive", "staggering", "record"]);
    let end = at - usize::from(adverb);
    // "raised £5,000" collected it.
    if tokens.is_any(end.wrapping_sub(1), &["raise", "raises", "raised", "raising", "extended"]) {
        return None;
    }
    phrases::trend_before(tokens, end, floor.max(end.saturating_sub(1)))
}

/// Whether the clause before `at` says that something goes up or down.
pub(super) fn speaks_of_change(tokens: &Tokens<'_>, at: usize) -> bool {
    const REACH: usize = 12;
    (at.saturating_sub(REACH)..at)
        .rev()
        .take_while(|index| !matches!(tokens.symbol(*index), ',' | ';' | ':' | '('))
        .any(|index| tokens.word(index).is(Roles::TREND_VERB))
}

/// "increased the number of beds to", "a fall in the use of force of": further back in the same clause.
fn trend_noun_before(tokens: &Tokens<'_>, link: usize) -> Option<Direction> {
    for index in (link.saturating_sub(12)..link).rev() {
        if !tokens.is_word(index) && tokens.numeral(index).is_none() && tokens.symbol(index) != '-' {
            return None;
        }
        let word = tokens.word(index);
        let noun = word.is(Roles::TREND_VERB)
            && !tokens.is_any(index, &["up", "down", "cut", "cuts", "lost", "gain"])
            || tokens.is_any(index, &["growth", "reduction", "reductions"]);
        if noun {
            return word.trend;
        }
    }
    None
}

/// "rose from 5 to", "fell by 5 per cent to": the trend stands before another figure.
fn before_another(tokens: &Tokens<'_>, link: usize) -> Option<Direction> {
    const REACH: usize = 12;
    let nearest = link.saturating_sub(REACH);
    let clause = |index: &usize| !matches!(tokens.symbol(*index), ',' | ';' | ':' | '(');
    let trend = (nearest..link).rev().take_while(clause).find(|index| {
        let linked = tokens.is_any(index + 1, &["by", "from"])
            || tokens.numeral(index + 1).is_some()
            || tokens.numeral(index + 2).is_some();
        linked && tokens.word(*index).is(Roles::TREND_VERB)
    })?;
    (!tokens.is(trend + 1, "to")).then(|| tokens.word(trend).trend)?
}

fn after(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Direction> {
    let comparable = matches!(quantity.kind, FigureKind::Percent | FigureKind::Ratio);
    let mut at = quantity.end;
    for _ in 0..3 {
        at = tokens.over_hyphen(at);
        let word = tokens.word(at);
        if let Some(direction) = word.trend {
            let says_so = comparable && !tokens.is_any(at, &["up", "down", "rose", "fell"])
                || is_change_noun(tokens, at) && quantity.kind == FigureKind::Money;
            return says_so.then_some(direction);
        }
        if !tokens.is_word(at) || word.is(Roles::BREAK) {
            return None;
        }
        at += 1;
    }
    None
}

fn is_change_noun(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_any(
        at,
        &[
            "increase", "rise", "cut", "cuts", "drop", "fall", "reduction", "hike", "boost", "uplift",
            "decrease", "jump",
        ],
    )
}
