//! Words before and after a number that qualify it: "more than", "at least", "or so".

use std::collections::HashMap;
use std::sync::LazyLock;

use super::numbers::Form;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::{FigureKind, Modifier};

use Modifier::{Approximately, AtLeast, AtMost, LessThan, MoreThan, Nearly};

/// Words, and what they mean.
type Phrase = (&'static [&'static str], Modifier);

/// Phrases before a number. Where one ends with another, the longer one stands first.
const BEFORE: &[Phrase] = &[
    (&["at", "the", "very", "least"], AtLeast),
    (&["at", "the", "least"], AtLeast),
    (&["no", "fewer", "than"], AtLeast),
    (&["no", "less", "than"], AtLeast),
    (&["not", "less", "than"], AtLeast),
    (&["not", "fewer", "than"], AtLeast),
    (&["no", "more", "than"], AtMost),
    (&["not", "more", "than"], AtMost),
    (&["a", "minimum", "of"], AtLeast),
    (&["minimum", "of"], AtLeast),
    (&["a", "maximum", "of"], AtMost),
    (&["maximum", "of"], AtMost),
    (&["at", "least"], AtLeast),
    (&["as", "few", "as"], AtLeast),
    (&["as", "little", "as"], AtLeast),
    (&["as", "low", "as"], AtLeast),
    (&["as", "many", "as"], AtMost),
    (&["as", "much", "as"], AtMost),
    (&["as", "high", "as"], AtMost),
    (&["as", "long", "as"], AtMost),
    (&["at", "most"], AtMost),
    (&["at", "the", "most"], AtMost),
    (&["up", "to", "and", "including"], AtMost),
    (&["anything", "up", "to"], AtMost),
    (&["up", "to", "about"], AtMost),
    (&["up", "to", "an", "estimated"], AtMost),
    (&["at", "the", "very", "most"], AtMost),
    (&["capped", "at"], AtMost),
    (&["not", "exceeding"], AtMost),
    (&["up", "to", "around"], AtMost),
    (&["up", "to"], AtMost),
    (&["far", "more", "than"], MoreThan),
    (&["many", "more", "than"], MoreThan),
    (&["significantly", "more", "than"], MoreThan),
    (&["considerably", "more", "than"], MoreThan),
    (&["substantially", "more", "than"], MoreThan),
    (&["little", "more", "than"], MoreThan),
    (&["well", "more", "than"], MoreThan),
    (&["well", "above"], MoreThan),
    (&["well", "in", "excess", "of"], MoreThan),
    (&["well", "over"], MoreThan),
    (&["just", "above"], MoreThan),
    (&["just", "more", "than"], MoreThan),
    (&["a", "little", "over"], MoreThan),
    (&["a", "little", "more", "than"], MoreThan),
    (&["a", "bit", "over"], MoreThan),
    (&["a", "bit", "more", "than"], MoreThan),
    (&["just", "over"], MoreThan),
    (&["slightly", "more", "than"], MoreThan),
    (&["slightly", "over"], MoreThan),
    (&["more", "than"], MoreThan),
    (&["greater", "than"], MoreThan),
    (&["higher", "than"], MoreThan),
    (&["longer", "than"], MoreThan),
    (&["in", "excess", "of"], MoreThan),
    (&["upwards", "of"], MoreThan),
    (&["upward", "of"], MoreThan),
    (&["north", "of"], MoreThan),
    (&["exceeding"], MoreThan),
    (&["topping"], MoreThan),
    (&["surpassing"], MoreThan),
    (&["older", "than"], MoreThan),
    (&["larger", "than"], MoreThan),
    (&["bigger", "than"], MoreThan),
    (&["heavier", "than"], MoreThan),
    (&["better", "than"], MoreThan),
    (&["over"], MoreThan),
    (&["above"], MoreThan),
    (&["just", "under"], Nearly),
    (&["just", "below"], Nearly),
    (&["slightly", "under"], Nearly),
    (&["slightly", "less", "than"], Nearly),
    (&["just", "short", "of"], Nearly),
    (&["just", "shy", "of"], Nearly),
    (&["shy", "of"], Nearly),
    (&["close", "to"], Nearly),
    (&["just", "less", "than"], Nearly),
    (&["just", "fewer", "than"], Nearly),
    (&["slightly", "fewer", "than"], Nearly),
    (&["slightly", "below"], Nearly),
    (&["a", "little", "under"], Nearly),
    (&["a", "little", "less", "than"], Nearly),
    (&["a", "bit", "less", "than"], Nearly),
    (&["nigh", "on"], Nearly),
    (&["getting", "on", "for"], Nearly),
    (&["pushing"], Nearly),
    (&["approaching"], Nearly),
    (&["nearing"], Nearly),
    (&["not", "quite"], Nearly),
    (&["verging", "on"], Nearly),
    (&["virtually"], Nearly),
    (&["practically"], Nearly),
    (&["near", "to"], Nearly),
    (&["short", "of"], Nearly),
    (&["nearly"], Nearly),
    (&["almost"], Nearly),
    (&["well", "under"], LessThan),
    (&["well", "below"], LessThan),
    (&["fewer", "than"], LessThan),
    (&["less", "than"], LessThan),
    (&["lower", "than"], LessThan),
    (&["smaller", "than"], LessThan),
    (&["younger", "than"], LessThan),
    (&["shorter", "than"], LessThan),
    (&["cheaper", "than"], LessThan),
    (&["significantly", "less", "than"], LessThan),
    (&["considerably", "less", "than"], LessThan),
    (&["far", "less", "than"], LessThan),
    (&["far", "fewer", "than"], LessThan),
    (&["much", "less", "than"], LessThan),
    (&["south", "of"], LessThan),
    (&["under"], LessThan),
    (&["below"], LessThan),
    (&["somewhere", "in", "the", "region", "of"], Approximately),
    (&["in", "the", "region", "of"], Approximately),
    (&["in", "the", "neighbourhood", "of"], Approximately),
    (&["in", "the", "neighborhood", "of"], Approximately),
    (&["in", "the", "vicinity", "of"], Approximately),
    (&["on", "the", "order", "of"], Approximately),
    (&["somewhere", "around"], Approximately),
    (&["round", "about"], Approximately),
    (&["around", "about"], Approximately),
    (&["just", "about"], Approximately),
    (&["in", "the", "order", "of"], Approximately),
    (&["of", "the", "order", "of"], Approximately),
    (&["an", "estimated"], Approximately),
    (&["estimated"], Approximately),
    (&["an", "average", "of"], Approximately),
    (&["approximately"], Approximately),
    (&["approx"], Approximately),
    (&["approx", "."], Approximately),
    (&["est", "."], Approximately),
    (&["ca", "."], Approximately),
    (&["more", "or", "less"], Approximately),
    (&["roughly"], Approximately),
    (&["around"], Approximately),
    (&["about"], Approximately),
    (&["circa"], Approximately),
    (&["some"], Approximately),
    (&["c", "."], Approximately),
    (&["~"], Approximately),
    (&["≈"], Approximately),
    (&["±"], Approximately),
    (&["plus", "or", "minus"], Approximately),
    (&["≃"], Approximately),
    (&["∼"], Approximately),
    (&[">"], MoreThan),
    (&["≥"], AtLeast),
    (&["<"], LessThan),
    (&["≤"], AtMost),
];

/// Phrases after a number and its unit.
const AFTER: &[Phrase] = &[
    (&["or", "more"], AtLeast),
    (&["or", "over"], AtLeast),
    (&["or", "above"], AtLeast),
    (&["or", "older"], AtLeast),
    (&["or", "longer"], AtLeast),
    (&["or", "higher"], AtLeast),
    (&["or", "greater"], AtLeast),
    (&["and", "over"], AtLeast),
    (&["and", "above"], AtLeast),
    (&["and", "older"], AtLeast),
    (&["or", "fewer"], AtMost),
    (&["or", "less"], AtMost),
    (&["or", "under"], AtMost),
    (&["or", "below"], AtMost),
    (&["or", "younger"], AtMost),
    (&["and", "under"], AtMost),
    (&["or", "so"], Approximately),
    (&["or", "thereabouts"], Approximately),
    (&["give", "or", "take"], Approximately),
    (&["at", "the", "very", "least"], AtLeast),
    (&["at", "least"], AtLeast),
    (&["at", "a", "minimum"], AtLeast),
    (&["and", "up"], AtLeast),
    (&["and", "upwards"], AtLeast),
    (&["or", "upwards"], AtLeast),
    (&["and", "more"], AtLeast),
    (&["or", "better"], AtLeast),
    (&["or", "lower"], AtMost),
    (&["or", "shorter"], AtMost),
    (&["and", "below"], AtMost),
    (&["and", "younger"], AtMost),
    (&["at", "the", "most"], AtMost),
    (&["at", "most"], AtMost),
    (&["tops"], AtMost),
];

/// The quantity with the words that qualify it, and with the bounds that they set.
pub(super) fn apply(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Quantity {
    if quantity.modifier == Some(Modifier::Between) {
        return approximate_range(tokens, quantity, floor);
    }
    if quantity.modifier.is_some() {
        return quantity;
    }
    let (mut quantity, found) = match glued_after(tokens, &quantity) {
        Some((end, modifier)) => (Quantity { end, ..quantity }, Some(modifier)),
        None => (quantity, quantity.suffix),
    };
    let found = found.or_else(|| {
        if !tokens.is_any(quantity.end, &["or", "and", "give", "at", "tops"]) {
            return None;
        }
        let (words, modifier) = AFTER.iter().find(|(words, _)| tokens.phrase(quantity.end, words))?;
        // "one or more", "one or so" qualify nothing that is left of them.
        if tokens.is_any(quantity.end + words.len(), &["than"]) {
            return None;
        }
        quantity.end += words.len();
        Some(*modifier)
    });
    let before = before(tokens, &quantity, floor);
    if let Some((first, _)) = before {
        quantity.first = first;
    }
    bounded(quantity, before.map(|(_, modifier)| modifier).or(found))
}

/// "some 5 to 10", "around 40-50": the word belongs to the range, which stays one.
fn approximate_range(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Quantity {
    const ABOUT: &[&str] = &["about", "around", "some", "roughly", "approximately", "circa", "perhaps"];
    let before = quantity.first.wrapping_sub(1);
    let number_first = !tokens.is_any(quantity.first, &["between", "from", "anywhere", "anything"]);
    let about = before >= floor && before < quantity.first && tokens.is_any(before, ABOUT) && number_first;
    Quantity { first: quantity.first - usize::from(about), ..quantity }
}

/// Sets the bounds that a modifier means.
fn bounded(mut quantity: Quantity, modifier: Option<Modifier>) -> Quantity {
    quantity.modifier = modifier;
    match modifier {
        Some(AtLeast | MoreThan) => quantity.low = quantity.value.or(quantity.low),
        Some(AtMost | LessThan | Nearly) => quantity.high = quantity.value.or(quantity.high),
        _ => {}
    }
    quantity
}

/// "50km+", "5 years-plus": after the unit.
fn glued_after(tokens: &Tokens<'_>, quantity: &Quantity) -> Option<(usize, Modifier)> {
    let end = quantity.end;
    if tokens.symbol(end) == '+' && tokens.glued(end) && !tokens.glued(end + 1) {
        return Some((end + 1, AtLeast));
    }
    match tokens.lower(tokens.over_hyphen(end)) {
        "odd" if tokens.joins(end) => Some((end + 2, Approximately)),
        "plus" if tokens.joins(end) => Some((end + 2, AtLeast)),
        _ => None,
    }
}

/// The first token of the phrase before the quantity, and what it means.
fn before(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<(usize, Modifier)> {
    let end = quantity.first;
    let article = usize::from(tokens.is(end.wrapping_sub(1), "a") && quantity.kind != FigureKind::Age);
    // "more than a dozen" has its article inside the number; "at least a 10 per cent" before it.
    (0..=article).find_map(|skip| {
        let end = end - skip;
        let rows = BY_LAST_WORD.get(tokens.lower(end.wrapping_sub(1)))?;
        rows.iter().find_map(|(words, modifier)| {
            let first = end.checked_sub(words.len()).filter(|first| *first >= floor)?;
            (tokens.phrase(first, words) && qualifies(tokens, quantity, (first, words)))
                .then_some((first, *modifier))
        })
    })
}

/// The phrases before a number by their last word, in the order of the table.
static BY_LAST_WORD: LazyLock<HashMap<&str, Vec<Phrase>>> = LazyLock::new(|| {
    let mut rows: HashMap<&str, Vec<Phrase>> = HashMap::new();
    for (words, modifier) in BEFORE {
        if let Some(last) = words.last() {
            rows.entry(last).or_default().push((words, *modifier));
        }
    }
    rows
});

/// Whether an ambiguous word qualifies the number here: "over five years" is mostly "in the course of".
fn qualifies(tokens: &Tokens<'_>, quantity: &Quantity, phrase: (usize, &[&str])) -> bool {
    const MEASURING: &[&str] = &[
        "for", "after", "is", "was", "are", "were", "of", "by", "lasted", "takes", "took", "spent", "waited",
        "waiting", "wait", "been", "be", "lasting", "to", "at", "and", "with", "served", "from", "all",
        "aged",
    ];
    let (first, words) = phrase;
    let previous = first.wrapping_sub(1);
    match words {
        ["over" | "under" | "above" | "below"] if quantity.kind == FigureKind::Duration => {
            tokens.is_any(previous, MEASURING) && !tokens.is(quantity.end, "period")
                || !tokens.is_word(previous) && tokens.is_any(quantity.end, &["ago", "old", "later"])
                || tokens.is_any(quantity.end, &["ago", "old"])
        }
        ["under" | "over" | "above" | "below"] => {
            quantity.form != Form::Words
                || quantity.kind != FigureKind::Count
                || tokens.is_any(previous, MEASURING)
        }
        ["some"] => {
            quantity.form != Form::One && quantity.form != Form::Vague && quantity.kind != FigureKind::Ratio
        }
        ["about"] => !tokens.is_any(previous, &["bring", "brought", "talk", "talked", "talking"]),
        ["close", "to"] => !tokens.is(previous, "too"),
        _ => true,
    }
}
