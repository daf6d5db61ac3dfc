//! Later figures that leave out what they count: "14 deaths in 2015 and a further 20 in 2016", "4,100 thefts, up 5 per
//! cent", "thefts rose by 31 per cent, from 254 to 333".

use super::lexicon::Roles;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::FigureKind;

use FigureKind::{Age, Change, Count, Duration, Measure, Money, Percent, Rank, Rate, Ratio};

/// Gives every figure that names nothing itself what the one before it counts.
pub(super) fn carry(tokens: &Tokens<'_>, quantities: &mut [Quantity]) {
    let mut last: Option<Quantity> = None;
    for quantity in quantities {
        if let Some(before) = last
            && takes_over(tokens, &before, quantity)
        {
            if is_restated(tokens, &before, quantity) {
                quantity.denominator = quantity.denominator.or(before.subject);
            }
            quantity.subject = before.subject;
            quantity.denominator = quantity.denominator.or(before.denominator.filter(|_| is_share(quantity)));
        }
        // What a length or an age is about says nothing of later figures.
        if quantity.subject.is_some() && !matches!(quantity.kind, Age | Duration | Rank | Measure) {
            last = Some(*quantity);
        }
    }
}

fn is_share(quantity: &Quantity) -> bool {
    matches!(quantity.kind, Percent | Ratio)
}

/// Whether the quantity is about what the one before is about.
fn takes_over(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    if is_share_of(tokens, before, quantity) || is_restated(tokens, before, quantity) {
        return true;
    }
    if quantity.kind == Change {
        return is_appended(tokens, before, quantity)
            || quantity.subject.is_none() && continues(tokens, before, quantity);
    }
    quantity.subject.is_none()
        && (continues(tokens, before, quantity) || is_level_of(tokens, before, quantity))
}

/// Whether the two measure the same sort of thing and the later one leaves out what.
fn continues(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    let comparable = before.kind == quantity.kind && (before.kind != Money || before.unit == quantity.unit)
        || is_share(before) && is_share(quantity)
        || before.kind == Count && is_share(quantity) && tokens.is(quantity.end, "of");
    comparable && is_elliptical(tokens, quantity)
}

/// "4,100 thefts, up 5 per cent", "£283,000 in March, 1.8 per cent higher than", "184 officers left, a rise of 30 per
/// cent": how the level before has changed.
fn is_appended(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    if !matches!(before.kind, Count | Money | Rate | Percent | Ratio | Change) {
        return false;
    }
    let first = quantity.first;
    let trend = tokens.is_any(first.wrapping_sub(1), &["up", "down"]);
    if trend && is_break(tokens, first.wrapping_sub(2)) {
        return true;
    }
    let than = tokens.word(quantity.end).is(Roles::COMPARATIVE) && tokens.is(quantity.end + 1, "than");
    let compared = than
        || tokens.is_any(quantity.end, &["higher", "lower", "more", "fewer", "less", "up", "down"])
            && !tokens.is_word(quantity.end + 1)
        || tokens.is_any(quantity.first, &["double", "twice", "treble", "triple", "half"]);
    let again = before.kind == Change && tokens.is(first.wrapping_sub(1), "and");
    if compared && (again || is_break(tokens, first.wrapping_sub(1)) || follows_which(tokens, first)) {
        return true;
    }
    // ", a rise of 30 per cent", ", a 44 per cent increase on"
    let of = first.wrapping_sub(1);
    let noun = of.wrapping_sub(1);
    if tokens.is(of, "of") && tokens.word(noun).trend.is_some() {
        let article = (noun.saturating_sub(2)..noun).find(|at| tokens.is_any(*at, &["a", "an"]));
        return article.is_some_and(|at| is_break(tokens, at.wrapping_sub(1)))
            && !tokens.is(quantity.end, "in");
    }
    tokens.is_any(first.wrapping_sub(1), &["a", "an"])
        && is_break(tokens, first.wrapping_sub(2))
        && tokens.word(quantity.end).trend.is_some()
        && !tokens.is(quantity.end + 1, "in")
}

/// "23 patients, nine of them at the Infirmary", "of her 1,140 pupils “between 60 and 70": some of those before.
fn is_share_of(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    const REACH: usize = 16;
    if before.kind != Count || quantity.kind != Count || quantity.first > before.end + REACH {
        return false;
    }
    let them = quantity.subject.is_some_and(|(first, end)| end == first + 1 && tokens.is(first, "them"));
    let end = before.subject.map_or(before.end, |(_, end)| end.max(before.end));
    let quoted = quantity.first == end + 1 && matches!(tokens.symbol(end), '\u{201C}' | '"' | ',');
    let of = (before.first.saturating_sub(2)..before.first).any(|at| tokens.is(at, "of"));
    them || quoted && of && quantity.subject.is_none()
}

/// "1,300 trains were late, or 4.9 per cent": the share that the count before it makes.
fn is_restated(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    const REACH: usize = 8;
    before.kind == Count
        && quantity.kind == Percent
        && quantity.subject.is_none()
        && quantity.first <= before.subject.map_or(before.end, |(_, end)| end.max(before.end)) + REACH
        && tokens.is(quantity.first.wrapping_sub(1), "or")
        && tokens.symbol(quantity.first.wrapping_sub(2)) == ','
        && is_elliptical(tokens, quantity)
}

/// Whether a comma, bracket or dash stands there.
fn is_break(tokens: &Tokens<'_>, at: usize) -> bool {
    matches!(tokens.symbol(at), ',' | '(' | '\u{2013}' | '\u{2014}')
        || tokens.symbol(at) == '-' && !tokens.glued(at)
}

/// "which is £299 more than last year", "and about £2,000 more than".
fn follows_which(tokens: &Tokens<'_>, first: usize) -> bool {
    tokens.is_any(first.wrapping_sub(1), &["is", "was", "are", "were"])
        && tokens.is_any(first.wrapping_sub(2), &["which", "that"])
}

/// "rose by 31 per cent, from 254 to 333", "42 per 1,000, down from 57": what a change led from or to.
fn is_level_of(tokens: &Tokens<'_>, before: &Quantity, quantity: &Quantity) -> bool {
    const REACH: usize = 12;
    if matches!(quantity.kind, Age | Duration | Rank) || !is_elliptical(tokens, quantity) {
        return false;
    }
    let link = quantity.first.wrapping_sub(1);
    let link =
        link.wrapping_sub(usize::from(tokens.is_any(link, &["just", "only", "a", "nearly", "around"])));
    let near = quantity.first <= before.end + REACH;
    let levels = tokens.is_any(link, &["to", "from"]);
    let trend = tokens.is(link, "from") && tokens.is_any(link.wrapping_sub(1), &["up", "down"]);
    near && (trend || levels && before.kind == Change)
}

/// Whether no noun follows the figure.
pub(super) fn is_elliptical(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    let end = quantity.end;
    !tokens.is_word(end) || tokens.word(end).is(Roles::BREAK) || tokens.lower(end).ends_with("ed")
}
