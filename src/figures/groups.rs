//! What a figure is about when its clause does not say: "Of the 2,310 nurses, 58 per cent", "put the toll at 72",
//! "£125m on security".

use super::clauses;
use super::phrases;
use super::quantity::Quantity;
use super::subjects::{Phrase, announced};
use super::token::Tokens;

/// How far back a group or a verb is sought, in tokens.
const REACH: usize = 24;

/// "Of the officers dismissed, 12 were", "A survey of 850 landlords found that 31 per cent".
pub(super) fn surveyed(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    fronted(tokens, quantity).or_else(|| asked(tokens, quantity))
}

/// "Of the 2,310 nurses surveyed, 58 per cent": the group that the sentence opens with.
fn fronted(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    const LONGEST: usize = 14;
    let open = usize::from(matches!(tokens.symbol(0), '"' | '\u{201C}' | '\u{2018}'));
    if !tokens.is(open, "of") || tokens.is_any(open + 1, &["course", "this", "that", "which", "whom"]) {
        return None;
    }
    let comma = (open + 2..open + LONGEST).find(|at| tokens.symbol(*at) == ',')?;
    let near = quantity.first > comma && quantity.first < comma + REACH;
    (near && !(open + 1..comma).any(|at| tokens.is_any(at, &["which", "whom"]))).then_some((open + 1, comma))
}

/// "A survey of 850 landlords by the Guild found that 31 per cent".
fn asked(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    let nearest = quantity.first.saturating_sub(REACH);
    let study = (nearest..quantity.first).rev().find(|at| {
        tokens.is_any(*at, &["survey", "poll", "study", "surveyed", "polled", "questioned", "interviewed"])
            && (tokens.is(at + 1, "of") || tokens.lower(*at).ends_with("ed"))
    })?;
    let at = study + 1 + usize::from(tokens.is(study + 1, "of"));
    let at =
        at + usize::from(tokens.is_any(at, &["over", "about", "around", "nearly", "some", "its", "the"]));
    let than = if tokens.is_any(at, &["more", "fewer"]) && tokens.is(at + 1, "than") { at + 2 } else { at };
    let number = super::numbers::parse(tokens, than).filter(|number| number.first == than)?;
    phrases::noun_phrase(tokens, number.end).filter(|(_, end)| *end < quantity.first)
}

/// "puts the number of dogs at 8,412", "put cancellations at 3.8 per cent".
pub(super) fn put(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    const LONGEST: usize = 14;
    let at = quantity.first.checked_sub(1).filter(|at| tokens.is(*at, "at"))?;
    let verb = (at.saturating_sub(LONGEST).max(floor)..at)
        .rev()
        .take_while(|at| tokens.is_word(*at) || tokens.joins(*at) || tokens.symbol(*at) == '\'')
        .find(|at| tokens.is_any(*at, &["put", "puts", "putting", "estimates", "estimated", "valued"]))?;
    let (_, found) = announced(tokens, verb + 1).filter(|(_, (_, end))| *end <= at)?;
    let generic = tokens.is_any(found.1 - 1, &["figure", "number", "total"]);
    (!generic).then(|| clauses::full(tokens, found, at))
}

/// "spent £125m on security", "£18,350 spent on vouchers", "£12m set aside for the hub": what the money goes on.
pub(super) fn spent_on(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<Phrase> {
    const SPEND: &[&str] = &["spend", "spends", "spent", "spending", "splashed", "splash"];
    const SET_ASIDE: &[&str] = &[
        "earmarked", "voted", "available", "allocated", "aside", "pledged", "promised", "budgeted",
        "ringfenced",
    ];
    const PASSIVE: &[&str] = &[
        "has", "have", "had", "was", "were", "is", "are", "been", "be", "being", "will", "already", "which",
        "that",
    ];
    let mut end = quantity.end;
    while end < quantity.end + 3 && PASSIVE.contains(&tokens.lower(end)) {
        end += 1;
    }
    if tokens.is_any(end, &["a", "per"]) && tokens.word(end + 1).unit.is_some() {
        end += 2;
    }
    let near = |words: &[&str]| {
        (quantity.first.saturating_sub(4)..quantity.first).any(|at| tokens.is_any(at, words))
    };
    let link = if tokens.is(end, "spent") && tokens.is(end + 1, "on")
        || tokens.is_any(end, SET_ASIDE) && tokens.is(end + 1, "for")
    {
        end + 1
    } else if tokens.is(end, "set") && tokens.is(end + 1, "aside") && tokens.is(end + 2, "for") {
        end + 2
    } else if tokens.is(end, "on") && near(SPEND) || tokens.is(end, "for") && near(SET_ASIDE) {
        end
    } else {
        return None;
    };
    let article = usize::from(tokens.is_any(
        link + 1,
        &["the", "a", "an", "its", "their", "his", "her", "our", "these", "those", "this", "that"],
    ));
    let (_, last) = phrases::quoted(tokens, link + 1 + article)?;
    let day = tokens.word(link + 1 + article).is(super::lexicon::Roles::TIME);
    let of = tokens.is(last, "of").then(|| phrases::after(tokens, last)).flatten();
    (!day).then_some((link + 1, of.map_or(last, |(_, end)| end)))
}
