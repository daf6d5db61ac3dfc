//! Amounts of money: signs, codes and words for currencies, before a number or after it.

use super::currencies;
use super::numbers::Form;
use super::quantity::Quantity;
use super::token::Tokens;
use crate::document::FigureKind::Money;

/// "£5", "US$5", "-£5m", "GBP 5", "EUR5bn": the quantity with the currency that stands before it, if one does.
pub(super) fn before(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Quantity {
    let in_reach = |at: usize| (at >= floor && at < quantity.first).then_some(at);
    let Some(before) = in_reach(quantity.first.wrapping_sub(1)) else {
        return quantity;
    };
    let sign = tokens.symbol(before);
    if let Some(plain) = currencies::sign("", sign) {
        let letters = in_reach(before.wrapping_sub(1)).filter(|_| tokens.glued(before));
        let spelled = letters.map_or("", |at| tokens.lower(at));
        let unit = currencies::sign(spelled, sign).unwrap_or(plain);
        let prefixed = unit != plain || spelled == "us" && plain == "USD";
        let first = if prefixed { before - 1 } else { before };
        return signed(tokens, Quantity { first, ..quantity.with_unit(quantity.end, Money, unit) }, floor);
    }
    let dotted = sign == '.' && tokens.glued(before) && before > floor && tokens.raw(before - 1) == "Rs";
    let word = if dotted { before - 1 } else { before };
    match currencies::code(tokens.raw(word)) {
        Some(unit) => Quantity { first: word, ..quantity.with_unit(quantity.end, Money, unit) },
        None => quantity,
    }
}

/// "-£5m": a minus against the sign, and a space before it.
fn signed(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Quantity {
    let minus = quantity.first.wrapping_sub(1);
    let hyphen = matches!(tokens.symbol(minus), '-' | '\u{2212}')
        && !tokens.glued(minus)
        && tokens.glued(quantity.first);
    let word = tokens.is(minus, "minus") && !tokens.is(minus.wrapping_sub(1), "or");
    if minus < floor || !hyphen && !word {
        return quantity;
    }
    Quantity { first: minus, value: quantity.value.map(|value| -value), ..quantity }
}

/// "20€", "5 SEK", "500 Canadian dollars", "five hundred New Zealand dollars", "two grand".
pub(super) fn after(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.unit.is_some() || quantity.form == Form::Fraction {
        return None;
    }
    let at = tokens.over_hyphen(quantity.end);
    if let Some(unit) = currencies::sign("", tokens.symbol(at)) {
        let of_the_next = tokens.numeral(at + 1).is_some() && (tokens.glued(at + 1) || !tokens.glued(at));
        return (!of_the_next).then(|| quantity.with_unit(at + 1, Money, unit));
    }
    let of = at + usize::from(quantity.form == Form::Vague && tokens.is(at, "of"));
    if tokens.capital(of) {
        let noun = of + 1 + usize::from(tokens.is_any(of, &["new", "hong", "sri", "south"]));
        if let Some(unit) = currencies::national(tokens.lower(noun - 1), tokens.lower(noun)) {
            return Some(quantity.with_unit(noun + 1, Money, unit));
        }
    }
    if let Some(unit) = currencies::code(tokens.raw(at)).filter(|_| quantity.form != Form::One) {
        return Some(quantity.with_unit(at + 1, Money, unit));
    }
    grand(tokens, quantity, at)
}

/// "two grand", "50 grand"; "grand pianos" and "grand slams" are no money.
fn grand(tokens: &Tokens<'_>, quantity: Quantity, at: usize) -> Option<Quantity> {
    const OTHERS: &[&str] =
        &["piano", "jury", "juries", "slam", "slams", "prix", "final", "finals", "old", "total"];
    let other = OTHERS.contains(&tokens.lower(at + 1)) || tokens.lower(at + 1).ends_with('s');
    (tokens.is(at, "grand") && !tokens.capital(at) && !other && quantity.is_bare())
        .then(|| quantity.with_unit(at + 1, Money, "GBP").times(1000.0))
}

/// Whether "pounds" after the quantity are a weight: "weighed 12 pounds", "200 pounds of cocaine".
pub(super) fn is_weight(tokens: &Tokens<'_>, quantity: &Quantity, at: usize) -> bool {
    const WEIGHING: &[&str] =
        &["weigh", "weighs", "weighed", "weighing", "weight", "heavier", "lighter", "overweight", "recoil"];
    const SUBSTANCES: &[&str] = &[
        "cocaine", "heroin", "marijuana", "cannabis", "methamphetamine", "meth", "fentanyl", "drugs",
        "opium", "meat", "beef", "chicken", "pork", "fish", "food", "flour", "sugar", "butter", "cheese",
        "rice", "potatoes", "fruit", "vegetables", "honey", "bread", "coal", "gold", "silver", "steel",
        "copper", "explosives", "tnt", "gunpowder", "ammunition", "fireworks", "trash", "rubbish", "waste",
        "plastic", "muscle", "fat", "pressure", "thrust", "force", "carbon", "luggage", "baggage", "ice",
        "clothing", "equipment", "ivory", "turkey", "produce", "seafood", "lobster", "salmon", "coffee",
        "tea", "cotton", "wool", "uranium", "lead", "milk",
    ];
    if !tokens.is_any(at, &["pound", "pounds"]) {
        return false;
    }
    let before = (quantity.first.saturating_sub(6)..quantity.first).any(|near| tokens.is_any(near, WEIGHING));
    let after = tokens.is_any(at + 1, WEIGHING) || tokens.phrase(at + 1, &["in", "weight"]);
    let substance = tokens.is(at + 1, "of") && (at + 2..at + 4).any(|near| tokens.is_any(near, SUBSTANCES));
    before || after || substance
}
