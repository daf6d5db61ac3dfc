//! Units of the table after a number, and those with a grammar of their own: degrees, areas, speeds, feet and inches.

use super::decimal;
use super::lexicon::Roles;
use super::money;
use super::numbers::{self, Form, Number};
use super::quantity::Quantity;
use super::token::Tokens;
use super::units::{self, Unit};
use crate::document::FigureKind::{Age, Duration, Measure, Money};

/// The quantity with the unit of measure, length of time or money that stands after it.
pub(super) fn after(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let found = degrees(tokens, quantity)
        .or_else(|| powered(tokens, quantity))
        .or_else(|| of_a_unit(tokens, quantity))
        .or_else(|| feet_and_inches(tokens, quantity))
        .or_else(|| of_the_table(tokens, quantity))?;
    Some(in_one_unit(tokens, found))
}

/// "15°C", "20 degrees Celsius", "a 45-degree angle"; degrees from a university are none.
fn degrees(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let at = tokens.over_hyphen(quantity.end);
    let scale = match tokens.lower(at) {
        "°" | "º" | "˚" | "degree" | "degrees" | "deg" => at + 1,
        "℃" => return Some(quantity.with_unit(at + 1, Measure, "degree Celsius")),
        "℉" => return Some(quantity.with_unit(at + 1, Measure, "degree Fahrenheit")),
        _ => return None,
    };
    if quantity.unit.is_some() {
        return None;
    }
    match tokens.lower(scale) {
        "c" | "celsius" | "centigrade" => Some(quantity.with_unit(scale + 1, Measure, "degree Celsius")),
        "f" | "fahrenheit" => Some(quantity.with_unit(scale + 1, Measure, "degree Fahrenheit")),
        // 51.5° N is a place.
        "n" | "s" | "e" | "w" if tokens.capital(scale) => None,
        _ if !tokens.is_word(at) => Some(quantity.with_unit(at + 1, Measure, "degree")),
        _ => measures_heat(tokens, &quantity, scale).then(|| quantity.with_unit(scale, Measure, "degree")),
    }
}

fn measures_heat(tokens: &Tokens<'_>, quantity: &Quantity, after: usize) -> bool {
    const HEAT: &[&str] = &[
        "heat", "angle", "angles", "turn", "cold", "warmer", "hotter", "colder", "cooler", "above", "below",
        "over", "under", "today", "tonight", "by", "or", "warming", "temperatures", "day", "weather", "and",
        "higher", "lower", "view", "between", "on",
    ];
    let decimal =
        tokens.numeral(quantity.end.wrapping_sub(1)).is_some_and(|n| n.decimals > 0 || n.value >= 10.0);
    HEAT.contains(&tokens.lower(after)) || decimal && !tokens.is_word(after)
}

/// "20 square miles", "3 cubic metres", "40 nautical miles", "300 kilowatt hours".
fn powered(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.unit.is_some() {
        return None;
    }
    let power = tokens.over_hyphen(quantity.end);
    let length = tokens.over_hyphen(power + 1);
    let name = match tokens.lower(power) {
        "square" | "sq" | "cubic" | "cu" => {
            let unit = if tokens.is(length, "m") { "metre" } else { tokens.word(length).unit?.name };
            units::powered(tokens.lower(power), unit)?
        }
        "nautical" if tokens.is_any(length, &["mile", "miles"]) => "nautical mile",
        "fluid" | "fl" if tokens.word(length).unit?.name == "ounce" => "fluid ounce",
        "light" if tokens.word(length).unit?.name == "year" => "light year",
        "metric" | "imperial" | "short" | "long" => {
            let unit =
                tokens.word(length).unit.filter(|unit| matches!(unit.name, "tonne" | "gallon" | "pint"))?;
            unit.name
        }
        "watt" | "kilowatt" | "megawatt" | "gigawatt" | "terawatt" | "kw" | "mw" | "gw" | "tw"
            if tokens.is_any(length, &["hour", "hours"]) =>
        {
            match tokens.lower(power).chars().next()? {
                'k' => "kilowatt hour",
                'm' => "megawatt hour",
                'g' => "gigawatt hour",
                't' => "terawatt hour",
                _ => "watt hour",
            }
        }
        "parts" if tokens.phrase(power + 1, &["per", "million"]) => {
            return Some(quantity.with_unit(power + 3, Measure, "part per million"));
        }
        "parts" if tokens.phrase(power + 1, &["per", "billion"]) => {
            return Some(quantity.with_unit(power + 3, Measure, "part per billion"));
        }
        "units" if tokens.phrase(power + 1, &["of", "alcohol"]) => {
            return Some(quantity.with_unit(power + 3, Measure, "unit of alcohol"));
        }
        _ => return None,
    };
    Some(quantity.with_unit(length + 1, Measure, name))
}

/// "a quarter of an hour", "half an hour", "half a mile", "three quarters of a mile", "3/4 mile".
fn of_a_unit(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.form != Form::Fraction || quantity.unit.is_some() {
        return None;
    }
    let article = tokens.over_hyphen(quantity.end + usize::from(tokens.is(quantity.end, "of")));
    let bare = tokens.joins(quantity.end)
        || tokens.numeral(quantity.end.wrapping_sub(1)).is_some()
        || tokens.is(quantity.end.wrapping_sub(1), "half")
            && tokens.word(article).unit.is_some_and(|u| u.name == "hour");
    let at = if tokens.is_any(article, &["a", "an"]) {
        tokens.over_hyphen(article + 1)
    } else if bare {
        article
    } else {
        return None;
    };
    let unit = tokens.word(at).unit?;
    Some(quantity.with_unit(at + 1, unit.kind, unit.name).times(unit.scale))
}

/// "a year and a half", from its "half" on.
pub(super) fn one_and_a_half(tokens: &Tokens<'_>, half: usize, floor: usize) -> Option<Quantity> {
    let first = half.checked_sub(4).filter(|first| *first >= floor)?;
    if !tokens.is(half, "half")
        || !tokens.phrase(half - 2, &["and", "a"])
        || !tokens.is_any(first, &["a", "an"])
    {
        return None;
    }
    let unit = tokens.word(half - 3).unit?;
    let number = Number::exact(tokens, (first, half + 1), 1.5, Form::Words);
    Some(Quantity::of(number).with_unit(half + 1, unit.kind, unit.name).times(unit.scale))
}

/// `6'2"`, `5′ 10″`.
fn feet_and_inches(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let marks = quantity.end;
    let foot = matches!(tokens.symbol(marks), '\'' | '′') && tokens.glued(marks) && quantity.is_bare();
    let inches = tokens.numeral(marks + 1).filter(|inches| foot && inches.value < 12.0)?;
    let feet = quantity.value.filter(|feet| (3.0..9.0).contains(feet))?;
    if !matches!(tokens.symbol(marks + 2), '"' | '″' | '\u{201D}') || !tokens.glued(marks + 2) {
        return None;
    }
    let value = Some(decimal::clean(feet + inches.value / 12.0));
    let number = tokens.span(quantity.first, marks + 2);
    Some(Quantity { number, value, ..quantity.with_unit(marks + 3, Measure, "foot") })
}

/// Any unit of the table, in words, glued or joined with a hyphen; with "old", an age.
fn of_the_table(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.unit.is_some() || quantity.form == Form::Fraction {
        return None;
    }
    let at = tokens.over_hyphen(quantity.end);
    let vague = quantity.form == Form::Vague && tokens.is(at, "of");
    let at = at + usize::from(vague);
    let kind_of_day = tokens.is_any(
        at,
        &[
            "working", "calendar", "consecutive", "full", "whole", "straight", "business", "extra", "more",
            "solid",
        ],
    ) && tokens.word(at + 1).unit.is_some_and(|unit| unit.kind == Duration);
    let at = at + usize::from(kind_of_day);
    let unit = unit_at(tokens, &quantity, at)?;
    let hyphens = tokens.joins(quantity.end);
    if let Some(end) = old(tokens, at) {
        return Some(quantity.with_unit(end, Age, unit.name));
    }
    if let Some((end, name)) = each_of_another(tokens, at, unit) {
        return Some(quantity.with_unit(end, Measure, name));
    }
    if is_other_noun(tokens, &quantity, (at, unit), hyphens) {
        return None;
    }
    if money::is_weight(tokens, &quantity, at) {
        return Some(quantity.with_unit(at + 1, Measure, "pound weight"));
    }
    let sterling = unit.name == "GBP" && tokens.is(at + 1, "sterling");
    let end = at + 1 + usize::from(sterling);
    let mut found = quantity.with_unit(end, unit.kind, unit.name).times(unit.scale);
    if let Some((end, part)) = super::fractions::and_a_part(tokens, end).filter(|_| unit.kind == Duration) {
        found.end = end;
        found.value = found.value.map(|value| value + part);
    }
    Some(found)
}

fn unit_at(tokens: &Tokens<'_>, quantity: &Quantity, at: usize) -> Option<&'static Unit> {
    if at == quantity.end && tokens.numeral(at.wrapping_sub(1)).is_some() {
        let run = numbers::is_run(tokens, at + 1) || numbers::is_run_of(tokens, quantity.first);
        if tokens.glued(at) && tokens.is(at, "k") && run {
            return units::symbol("km", true).or_else(|| super::lexicon::look_up("km").unit);
        }
        if tokens.is(at, "in") && tokens.is_any(at.wrapping_sub(2), &["ft", "feet", "foot"]) {
            return super::lexicon::look_up("inch").unit;
        }
        if tokens.glued(at) && tokens.is(at, "st") && is_ordinal(quantity) {
            return None;
        }
        if tokens.glued(at) && tokens.is(at, "st") {
            return super::lexicon::look_up("stone").unit;
        }
        if let Some(unit) = units::symbol(tokens.raw(at), tokens.glued(at)) {
            return Some(unit);
        }
    }
    tokens.word(at).unit
}

/// Whether "st" after the number makes it 1st, 21st …
fn is_ordinal(quantity: &Quantity) -> bool {
    quantity.value.is_some_and(|value| (value % 10.0 - 1.0).abs() < 0.5 && (value % 100.0 - 11.0).abs() > 0.5)
}

/// Whether what looks like a unit is an ordinal or belongs to a compound of another meaning.
fn is_other_noun(
    tokens: &Tokens<'_>,
    quantity: &Quantity,
    (at, unit): (usize, &Unit),
    hyphens: bool,
) -> bool {
    let digits = tokens.numeral(at.wrapping_sub(1)).is_some();
    let next_is_noun = tokens.is_word(at + 1) && !tokens.word(at + 1).is(Roles::BREAK);
    let large = quantity.value.is_none_or(|value| value >= 100.0);
    match tokens.lower(at) {
        // "two second homes": the ordinal.
        "second" => !hyphens && next_is_noun,
        "foot" | "feet" => !digits && hyphens && unit.name != "foot",
        "stone" => !hyphens && next_is_noun && tokens.lower(at + 1).ends_with('s'),
        "won" => {
            !large || tokens.is_any(at + 1, &["the", "a", "an", "by", "his", "her", "their", "its", "in"])
        }
        "rand" | "lei" | "lev" | "dong" | "taka" => tokens.capital(at),
        "quarters" => next_is_noun || tokens.is_any(at + 1, &["and", "for"]),
        "pound" if next_is_noun => !hyphens && !digits,
        "meters" => quantity.scale > 1.0,
        "bar" => next_is_noun && !tokens.glued(at),
        "hour" | "hours" => quantity.value == Some(0.0),
        _ => {
            tokens.joins(at + 1)
                && tokens.word(at + 2).unit.is_none()
                && !hyphens
                && !tokens
                    .is_any(at + 2, &["a", "an", "per", "long", "old", "plus", "odd", "worth", "and", "to"])
        }
    }
}

/// "17-year-old", "17 years old": the index after "old".
fn old(tokens: &Tokens<'_>, unit: usize) -> Option<usize> {
    let at = tokens.over_hyphen(unit + 1);
    let old = tokens.is_any(at, &["old", "olds"]) || tokens.phrase(at, &["of", "age"]);
    (old && tokens.word(unit).unit.is_some_and(|u| u.kind == Duration))
        .then_some(at + 1 + usize::from(tokens.is(at, "of")))
}

/// "50 miles per hour", "100 kilometres an hour", "km/h", "µg/m³", "miles to the gallon".
fn each_of_another(tokens: &Tokens<'_>, at: usize, unit: &Unit) -> Option<(usize, &'static str)> {
    let per = tokens.over_hyphen(at + 1);
    let below = if tokens.is_any(per, &["per", "an", "a"]) || tokens.symbol(per) == '/' {
        tokens.over_hyphen(per + 1)
    } else if tokens.phrase(per, &["to", "the", "gallon"]) {
        per + 2
    } else {
        return None;
    };
    if tokens.is_any(below, &["square", "sq", "cubic"]) && tokens.word(below + 1).unit.is_some() {
        let area = units::powered(tokens.lower(below), tokens.word(below + 1).unit?.name)?;
        return Some((below + 2, units::compound(unit.name, area)?));
    }
    let name = match tokens.raw(below) {
        "h" | "hr" => "hour",
        "s" | "sec" => "second",
        "l" | "L" => "litre",
        "dL" => "decilitre",
        spelling => tokens.word(below).unit.or_else(|| units::symbol(spelling, false))?.name,
    };
    Some((below + 1, units::compound(unit.name, name)?))
}

/// "5ft 10in", "four years and six months", "12st 4lb", "2 hours, 30 minutes": one quantity in the larger unit.
fn in_one_unit(tokens: &Tokens<'_>, quantity: Quantity) -> Quantity {
    if quantity.value.is_none_or(|value| value.fract() != 0.0) {
        return quantity;
    }
    let mut whole = quantity;
    let mut within = 1.0;
    let mut unit = whole.unit;
    for _ in 0..3 {
        let Some((part, factor)) = smaller_part(tokens, &whole, unit) else {
            break;
        };
        within *= factor;
        unit = part.unit;
        whole.value = whole.value.zip(part.value).map(|(value, part)| decimal::clean(value + part / within));
        whole.end = part.end;
        whole.number = whole.number.join(part.number);
    }
    whole
}

fn smaller_part(tokens: &Tokens<'_>, whole: &Quantity, unit: Option<&str>) -> Option<(Quantity, f64)> {
    if !matches!(whole.kind, Duration | Measure | Age | Money) || whole.form == Form::Vague {
        return None;
    }
    let mut at = whole.end;
    at += usize::from(tokens.symbol(at) == ',' && !tokens.glued(at + 1));
    let comma = at > whole.end;
    at += usize::from(tokens.is(at, "and"));
    let starts = tokens.is_promising(at) && !tokens.word(at).is(Roles::PLURAL);
    let number = starts.then(|| numbers::parse(tokens, at)).flatten()?;
    let kept = matches!(number.form, Form::Digits | Form::Words | Form::One) && number.first == at;
    let part = of_the_table(tokens, kept.then(|| Quantity::of(number))?)?;
    let change = whole.kind == Money && part.unit == unit && part.value? < 1.0 && !comma;
    let factor = if change { 1.0 } else { units::parts(unit?, part.unit?)? };
    let fits = part.kind == whole.kind && part.value? < factor && (!comma || part.kind == Duration);
    let respectively = tokens.is(part.end, "respectively") || tokens.is(part.end + 1, "respectively");
    (fits && !respectively).then_some((part, factor))
}
