//! Ages that no unit gives away: "aged 17", "Boyd, 24,", "under-18s".

use super::lexicon::Roles;
use super::numbers::{Form, Number};
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::{FigureKind, Modifier};

/// The quantity as an age, when its surroundings say that it is one.
pub(super) fn apply(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Option<Quantity> {
    if matches!(quantity.unit, Some("month" | "week" | "day")) && quantity.kind == FigureKind::Duration {
        let unit = quantity.unit?;
        return after_aged(tokens, quantity, floor).map(|aged| Quantity { unit: Some(unit), ..aged });
    }
    if !quantity.is_bare() && quantity.unit != Some("year") {
        return None;
    }
    past_an_age(tokens, quantity, floor)
        .or_else(|| after_aged(tokens, quantity, floor))
        .or_else(|| in_a_list_of_ages(tokens, quantity))
        .or_else(|| who_is(tokens, quantity, floor))
        .or_else(|| people_under(tokens, quantity, floor))
        .or_else(|| age_group(tokens, quantity))
        .or_else(|| or_older(tokens, quantity))
        .or_else(|| group(tokens, quantity, floor))
        .or_else(|| between_commas(tokens, quantity))
}

/// "in his late sixties": a decade of life in words.
pub(super) fn decade_word(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    const DECADES: &[(&str, f64)] = &[
        ("twenties", 20.0),
        ("thirties", 30.0),
        ("forties", 40.0),
        ("fifties", 50.0),
        ("sixties", 60.0),
        ("seventies", 70.0),
        ("eighties", 80.0),
        ("nineties", 90.0),
    ];
    if !tokens.word(at).is(Roles::PLURAL) {
        return None;
    }
    let (_, tens) = DECADES.iter().find(|(word, _)| tokens.is(at, word))?;
    let found = within_a_decade(tokens, at, floor, *tens)?;
    let number = Number::exact(tokens, (at, at + 1), *tens, Form::Words);
    Some(quantity_of(Quantity::of(number), found))
}

/// "in his 20s", "her mid-40s", "in their early thirties": the bounds of a decade of life.
pub(super) fn decade(tokens: &Tokens<'_>, quantity: &Quantity, floor: usize) -> Option<Quantity> {
    let plural = tokens.is(quantity.end, "s") && tokens.glued(quantity.end);
    let tens =
        quantity.value.filter(|tens| plural && quantity.is_bare() && tens % 10.0 == 0.0 && *tens < 110.0)?;
    let found = within_a_decade(tokens, quantity.first, floor, tens)?;
    Some(Quantity { end: quantity.end + 1, ..quantity_of(*quantity, found) })
}

fn quantity_of(quantity: Quantity, (first, low, high): (usize, f64, f64)) -> Quantity {
    Quantity {
        first,
        value: None,
        low: Some(low),
        high: Some(high),
        modifier: Some(Modifier::Between),
        ..quantity.with_unit(quantity.end, FigureKind::Age, "year")
    }
}

/// The first token and the bounds: "early" is 0 to 3, "mid" 4 to 6, "late" 7 to 9.
fn within_a_decade(tokens: &Tokens<'_>, number: usize, floor: usize, tens: f64) -> Option<(usize, f64, f64)> {
    const WHOSE: &[&str] = &["his", "her", "their", "my", "your", "our", "its", "aged"];
    let before = number.checked_sub(1).filter(|before| *before >= floor)?;
    let word = if tokens.joins(before) { before.checked_sub(1)? } else { before };
    let (first, from, to) = match tokens.lower(word) {
        "early" => (word, 0.0, 3.0),
        "mid" | "middle" => (word, 4.0, 6.0),
        "late" => (word, 7.0, 9.0),
        _ => (number, 0.0, 9.0),
    };
    let whose = first.checked_sub(1).filter(|whose| *whose >= floor)?;
    let people = tokens.is(whose, "in") && tokens.word(whose.checked_sub(1)?).is(Roles::PERSON);
    (tokens.is_any(whose, WHOSE) || people).then_some((first, tens + from, tens + to))
}

fn age(quantity: Quantity) -> Quantity {
    quantity.with_unit(quantity.end, FigureKind::Age, "year")
}

/// "over the age of 65", "under the age of five": the words belong to the figure.
fn past_an_age(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Option<Quantity> {
    let first = quantity.first.checked_sub(4).filter(|first| *first >= floor)?;
    if !tokens.phrase(first + 1, &["the", "age", "of"]) || !quantity.is_bare() {
        return None;
    }
    let mut aged = Quantity { first, ..age(quantity) };
    match tokens.lower(first) {
        "over" | "above" => {
            aged.modifier = Some(Modifier::MoreThan);
            aged.low = aged.value;
        }
        "under" | "below" => {
            aged.modifier = Some(Modifier::LessThan);
            aged.high = aged.value;
        }
        _ => return None,
    }
    Some(aged)
}

/// "aged 12, 13 and 14": the later ones.
fn in_a_list_of_ages(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    const LONGEST: usize = 12;
    let mut at = quantity.first;
    while at > quantity.first.saturating_sub(LONGEST) {
        at -= 1;
        if tokens.is_any(at, &["aged", "ages"]) {
            let listed = quantity.first > at + 1 && quantity.value.is_some_and(|value| value < 110.0);
            return (listed && quantity.is_bare()).then(|| age(quantity));
        }
        let member =
            tokens.is_promising(at) && !tokens.word(at).is(Roles::TIME) && tokens.word(at).month.is_none();
        if !member && tokens.symbol(at) != ',' && !tokens.is_any(at, &["and", "or"]) {
            return None;
        }
    }
    None
}

/// "voters under 30", "women over 50", "anyone under 25".
fn people_under(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Option<Quantity> {
    let people = quantity.first.checked_sub(2).filter(|people| *people >= floor)?;
    let bound = tokens.is_any(people + 1, &["under", "over", "below", "above"]);
    let who = tokens.word(people).is(Roles::PERSON)
        || tokens.is_any(people, &["anyone", "everyone", "those", "someone"]);
    let ends = !tokens.is_word(quantity.end) || tokens.word(quantity.end).is(Roles::BREAK);
    let fits = quantity.value.is_some_and(|value| value.fract() == 0.0 && (1.0..=100.0).contains(&value));
    (bound && who && ends && fits && quantity.is_bare() && tokens.symbol(quantity.end) != '%')
        .then(|| age(quantity))
}

/// "who is 43", "who was 43 when"
fn who_is(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Option<Quantity> {
    let is = quantity.first.checked_sub(2).filter(|who| *who >= floor)?;
    let told = tokens.is(is, "who") && tokens.is_any(is + 1, &["is", "was", "turns", "turned"]);
    let plain =
        tokens.numeral(quantity.first).is_some_and(|n| n.decimals == 0 && !n.grouped && n.value < 110.0);
    let ends =
        !tokens.is_word(quantity.end) || tokens.is_any(quantity.end, &["when", "at", "and", "but", "in"]);
    let percent = tokens.symbol(quantity.end) == '%';
    (told && plain && ends && !percent && quantity.is_bare()).then(|| age(quantity))
}

/// "aged 17", "the age of 17", "ages 5 to 7", "aged over 65".
fn after_aged(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Option<Quantity> {
    const QUALIFYING: &[&str] = &[
        "over", "under", "between", "at", "least", "about", "around", "just", "only", "from", "to", "up",
        "below", "above", "of", "the",
    ];
    let mut at = quantity.first;
    while at > floor && quantity.first - at < 3 && tokens.is_any(at - 1, QUALIFYING) {
        at -= 1;
    }
    let word = at.checked_sub(1).filter(|word| *word >= floor)?;
    let named = tokens.is_any(word, &["aged", "ages", "turn", "turns", "turned", "turning", "age"]);
    let named = named && !tokens.is_any(quantity.end, &["of", "percent", "per"]);
    (named && (quantity.value.is_some_and(|v| v < 125.0) || quantity.high.is_some_and(|v| v < 125.0)))
        .then(|| age(quantity))
}

/// "45 and older"
fn or_older(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let older =
        tokens.is_any(quantity.end, &["and", "or"]) && tokens.is_any(quantity.end + 1, &["older", "younger"]);
    older.then(|| age(quantity))
}

/// "the 50 to 64 age group"
fn age_group(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let group = tokens.is(quantity.end, "age")
        && tokens.is_any(quantity.end + 1, &["group", "groups", "range", "band", "bracket"]);
    group.then(|| age(quantity))
}

/// "under-18s", "over 65s", "16-24s".
fn group(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Option<Quantity> {
    let plural = tokens.is(quantity.end, "s") && tokens.glued(quantity.end);
    if !plural || !quantity.is_bare() {
        return None;
    }
    let mut group = age(quantity);
    group.end += 1;
    if quantity.modifier == Some(Modifier::Between) {
        return Some(group);
    }
    let hyphen = quantity.first.wrapping_sub(1);
    let word = if tokens.joins(hyphen) { hyphen.wrapping_sub(1) } else { hyphen };
    let modifier = match tokens.lower(word) {
        "under" if word >= floor => Modifier::LessThan,
        "over" if word >= floor => Modifier::MoreThan,
        _ => return None,
    };
    group.first = word;
    group.modifier = Some(modifier);
    match modifier {
        Modifier::LessThan => group.high = group.value,
        _ => group.low = group.value,
    }
    Some(group)
}

/// "Boyd, 24, was" and "Boyd (24)".
fn between_commas(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let numeral = tokens.numeral(quantity.first)?;
    let opening = quantity.first.wrapping_sub(1);
    let named = tokens.capital(opening.wrapping_sub(1))
        || tokens.is_any(
            opening.wrapping_sub(1),
            &["man", "woman", "boy", "girl", "mother", "father", "son", "daughter", "wife", "husband"],
        )
        || tokens.is_any(opening.wrapping_sub(1), &["two", "three", "four", "five", "six"])
            && tokens.is(opening.wrapping_sub(3), "of")
        || tokens.word(opening.wrapping_sub(1)).is(Roles::PERSON)
            && !tokens.lower(opening.wrapping_sub(1)).ends_with('s')
            && tokens.symbol(quantity.end) == ',';
    let framed = match (tokens.symbol(opening), tokens.symbol(quantity.end)) {
        (',', ',' | '.' | ';') => numeral.value >= 1.0 && !tokens.glued(quantity.first),
        ('(', ')') => numeral.value >= 16.0,
        (',', _) => {
            let town = tokens.is(quantity.end, "of") && tokens.capital(quantity.end + 1);
            (town || tokens.is_any(quantity.end, &["and", "was", "who", "from"])) && numeral.value >= 10.0
        }
        _ => false,
    };
    let plain = numeral.decimals == 0 && !numeral.grouped && numeral.value <= 110.0;
    (named && framed && plain && !in_a_list(tokens, &quantity)).then(|| age(quantity))
}

/// "Tables 3, 4, 5" and "Labour 20, Conservative 24, others": numbers on both sides of the commas.
fn in_a_list(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    tokens.numeral(quantity.end + 1).is_some() || tokens.numeral(quantity.first.wrapping_sub(2)).is_some()
}
