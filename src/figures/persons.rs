//! Whose age it is: "Boyd, 24,", "a signaller, aged 54", "a boy of seven", "a 63-year-old man".

use super::lexicon::Roles;
use super::phrases;
use super::quantity::Quantity;
use super::subjects::Phrase;
use super::token::Tokens;

/// The longest name, in words.
const LONGEST: usize = 4;

/// The person whose age the quantity is. No token before `floor` belongs to it.
pub(super) fn of(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Phrase> {
    if tokens.is(quantity.end.wrapping_sub(1), "olds") {
        return None;
    }
    if tokens.is(quantity.end.wrapping_sub(1), "old") {
        return after(tokens, quantity.end);
    }
    let end = over_links(tokens, quantity.first, floor)?;
    before(tokens, end, floor)
}

/// "a 63-year-old man", "19-year-old Kyle Amberley".
fn after(tokens: &Tokens<'_>, at: usize) -> Option<Phrase> {
    if tokens.capital(at) {
        return Some((at, (at..at + LONGEST).find(|at| !is_name(tokens, *at)).unwrap_or(at + LONGEST)));
    }
    phrases::noun_phrase(tokens, at)
}

/// The end of the noun phrase that the age says something about: before the comma, bracket, "aged", "of", "who was".
fn over_links(tokens: &Tokens<'_>, first: usize, floor: usize) -> Option<usize> {
    const LINKING: &[&str] = &[
        "aged", "of", "who", "was", "is", "am", "are", "were", "turned", "turns", "under", "over", "below",
        "above", "about", "around", "only", "just", "at", "the", "age", "by", "between", "from", "up", "to",
        "in", "his", "her", "their", "now", "then", "least", "early", "mid", "late", "and", "i",
    ];
    let mut end = first;
    for _ in 0..5 {
        let before = end.checked_sub(1).filter(|before| *before >= floor)?;
        let mark = matches!(tokens.symbol(before), ',' | '(') || tokens.joins(before);
        if tokens.is_any(before, &["he", "she", "i"]) {
            return Some(end);
        }
        if !mark && !LINKING.contains(&tokens.lower(before)) {
            break;
        }
        // "Boyd, 24,": nothing else links over a comma but "who" and "aged" behind it.
        end = before;
    }
    (end < first || tokens.is_any(first, &["under", "over", "below", "above"])).then_some(end)
}

fn is_name(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.is_word(at)
        && tokens.capital(at)
        && !tokens.word(at).is(Roles::BREAK)
        && tokens.word(at).month.is_none()
        || tokens.joins(at) && tokens.capital(at + 1)
        || tokens.is_any(at, &["de", "van", "von", "al", "bin", "der", "la"]) && tokens.capital(at + 1)
        || tokens.symbol(at) == '\'' && tokens.glued(at) && tokens.glued(at + 1) && tokens.capital(at + 1)
}

/// The name or noun phrase that ends before the token `end`.
fn before(tokens: &Tokens<'_>, end: usize, floor: usize) -> Option<Phrase> {
    const LONGEST_TAKEN: usize = 6;
    if end > floor && tokens.is_any(end - 1, &["he", "she", "i"]) {
        return Some((end - 1, end));
    }
    let nearest = end.saturating_sub(LONGEST_TAKEN).max(floor);
    let first = end - (nearest..end).rev().take_while(|at| is_name(tokens, *at)).count();
    if first == end {
        return noun_phrase(tokens, end, floor);
    }
    // "Wendy from Stockport"
    let from = first.wrapping_sub(1);
    if tokens.is(from, "from") && first >= floor + 2 {
        let name = first - 1 - (nearest..first - 1).rev().take_while(|at| is_name(tokens, *at)).count();
        return if name < first - 1 { Some((name, end)) } else { noun_phrase(tokens, first - 1, floor) };
    }
    // "Retired Kofi Asante", "Manager Rob Tully", "Take Sam Drew"
    let words = (first..end).filter(|at| tokens.is_word(*at) && !tokens.joins(at.wrapping_sub(1))).count();
    let role = words > 2 && !tokens.joins(first + 1) && is_role(tokens, first);
    Some((first + usize::from(role), end))
}

/// Whether the capitalised word is rather what somebody does than a name.
fn is_role(tokens: &Tokens<'_>, at: usize) -> bool {
    const ENDINGS: &[&str] = &["er", "or", "ist", "man", "woman", "ant", "ent", "ive", "ian"];
    let lower = tokens.lower(at);
    tokens.word(at).is(Roles::PERSON)
        || tokens.is_any(at, &["take", "meet", "retired", "former", "ex", "mum", "dad", "hero", "veteran"])
        || lower.len() > 4 && ENDINGS.iter().any(|ending| lower.ends_with(ending))
}

/// "her son", "an Eritrean man", "children".
fn noun_phrase(tokens: &Tokens<'_>, end: usize, floor: usize) -> Option<Phrase> {
    let nearest = end.saturating_sub(LONGEST).max(floor);
    let noun = |at: &usize| tokens.is_word(*at) && !tokens.word(*at).is(Roles::BREAK);
    let first = end - (nearest..end).rev().take_while(noun).count();
    let article = tokens.is_any(
        first.wrapping_sub(1),
        &["a", "an", "the", "his", "her", "their", "my", "our", "one", "another"],
    );
    let head = first < end && (article || tokens.word(end - 1).is(Roles::PERSON));
    let first = if article { first } else { end.saturating_sub(1) };
    head.then_some((first - usize::from(article && first > floor), end))
}
