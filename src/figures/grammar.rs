//! One quantity from its tokens: number, unit, range, modifiers, rate, direction, in this order.

use super::lexicon::Roles;
use super::numbers::Form;
use super::quantity::{self, Quantity};
use super::token::Tokens;
use super::{ages, changes, differences, lists, measures, modifiers, phrases, ranges, rates, veto};
use crate::document::FigureKind;

/// What stands at a token.
#[derive(Debug)]
pub(super) enum Step {
    /// A quantity, and the token to go on from.
    Found(Quantity, usize),
    /// Numbers that are no quantity, and the token to go on from.
    Skipped(usize),
    /// No number.
    Nothing,
}

/// Reads the quantity whose number starts with the token `at`. No token before `floor` may belong to it.
pub(super) fn read(tokens: &Tokens<'_>, at: usize, floor: usize) -> Step {
    if !can_start(tokens, at) {
        return Step::Nothing;
    }
    if let Some(age) = ages::decade_word(tokens, at, floor) {
        return Step::Found(age, age.end);
    }
    if let Some(length) = measures::one_and_a_half(tokens, at, floor) {
        return found(tokens, modifiers::apply(tokens, length, floor), floor);
    }
    if let Some(change) = changes::parse(tokens, at, floor) {
        return found(tokens, modifiers::apply(tokens, change, floor), floor);
    }
    let Some(quantity) = quantity::parse(tokens, at, floor) else {
        return Step::Nothing;
    };
    if let Some(decade) = ages::decade(tokens, &quantity, floor) {
        return Step::Found(decade, decade.end);
    }
    if let Some(age) = ages::apply(tokens, quantity, floor) {
        return aged(tokens, age, floor);
    }
    if let Some(end) = veto::veto(tokens, &quantity) {
        return Step::Skipped(end.max(quantity.end));
    }
    let quantity = ranges::extend(tokens, quantity, floor)
        .or_else(|| lists::shared_unit(tokens, quantity))
        .unwrap_or(quantity);
    let quantity = ages::apply(tokens, quantity, floor).unwrap_or(quantity);
    if quantity.form == Form::Fraction && !is_share(tokens, &quantity, floor) {
        return Step::Skipped(quantity.end);
    }
    let quantity = modifiers::apply(tokens, quantity, floor);
    found(tokens, quantity, floor)
}

/// Whether a number can start here. Most words cannot, and asking every parser would take most of the time.
fn can_start(tokens: &Tokens<'_>, at: usize) -> bool {
    let opens = tokens.word(at).is(Roles::OPENS);
    let sign = matches!(tokens.symbol(at), '-' | '\u{2212}' | '\u{2013}' | '.');
    tokens.is_promising(at + usize::from(opens || sign))
}

/// An age, with what makes it a range.
fn aged(tokens: &Tokens<'_>, age: Quantity, floor: usize) -> Step {
    let age = ranges::extend(tokens, age, floor).unwrap_or(age);
    found(tokens, modifiers::apply(tokens, age, floor), floor)
}

fn found(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Step {
    let (mut quantity, resume) = match rates::apply(tokens, quantity) {
        Some((rate, resume)) => (rate, resume),
        None => (quantity, quantity.end),
    };
    if veto::is_pronoun(tokens, &quantity) {
        return Step::Skipped(quantity.end);
    }
    quantity = differences::apply(tokens, quantity, floor);
    Step::Found(quantity, resume.max(quantity.end))
}

/// Whether "half" and the like are a share of something here: "in half", "the second half" are not.
fn is_share(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> bool {
    const WHOLE: &[&str] = &["of", "the", "all", "its", "their", "his", "her", "our", "these", "those"];
    const BEFORE: &[&str] = &[
        "by", "than", "about", "around", "nearly", "almost", "over", "under", "least", "just", "roughly",
        "only", "a", "some", "approximately",
    ];
    if quantity.kind != FigureKind::Ratio || !tokens.is(quantity.end.wrapping_sub(1), "half") {
        return true;
    }
    if quantity.end - quantity.first > 1 {
        return !tokens.joins(quantity.end) && !tokens.is_any(quantity.end, &["times", "time", "hour"]);
    }
    let before = quantity.first.checked_sub(1).filter(|before| *before >= floor);
    let before = before.unwrap_or(usize::MAX);
    if tokens.joins(quantity.end) || tokens.joins(before) || tokens.word(before).ordinal.is_some() {
        return false;
    }
    let verb = tokens.lower(quantity.end).ends_with("ed");
    let opens = before == usize::MAX || !tokens.is_word(before) || tokens.is_any(before, BEFORE);
    verb && opens
        || tokens.is_any(quantity.end, WHOLE)
            && !tokens.is_any(before, &["other", "latter", "in", "better", "final"])
        || tokens.is_any(before, BEFORE)
        || phrases::is_plural(tokens, quantity.end)
        || tokens.word(quantity.end).trend.is_some()
        || tokens.is_any(quantity.end, &["were", "are", "had", "have", "said"])
}
