//! A number with its unit: currency before or after, per cent, lengths of time, measures, ages.

use super::lexicon::Roles;
use super::numbers::{self, Form, Number};
use super::token::Tokens;
use super::units::{self, Unit};
use crate::document::{Direction, FigureKind, Modifier};
use crate::span::Span;

/// A quantity under construction. Tokens from `first` up to, not including, `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Quantity {
    pub(super) first: usize,
    pub(super) end: usize,
    pub(super) number: Span,
    pub(super) value: Option<f64>,
    pub(super) low: Option<f64>,
    pub(super) high: Option<f64>,
    pub(super) kind: FigureKind,
    pub(super) unit: Option<&'static str>,
    pub(super) modifier: Option<Modifier>,
    pub(super) direction: Option<Direction>,
    pub(super) form: Form,
    /// What a magnitude word multiplied by; 1 without one.
    pub(super) scale: f64,
    /// Tokens of what is counted.
    pub(super) subject: Option<(usize, usize)>,
    /// Tokens of what a rate or share is of.
    pub(super) denominator: Option<(usize, usize)>,
}

impl Quantity {
    /// A quantity without unit.
    pub(super) fn of(number: Number) -> Self {
        let kind = match number.form {
            Form::Fraction => FigureKind::Ratio,
            _ => FigureKind::Count,
        };
        Self {
            first: number.first,
            end: number.end,
            number: number.span,
            value: number.value,
            low: number.low,
            high: number.high,
            kind,
            unit: None,
            modifier: None,
            direction: None,
            form: number.form,
            scale: number.scale,
            subject: None,
            denominator: None,
        }
    }

    /// Whether nothing but its surroundings tells what it is.
    pub(super) fn is_bare(&self) -> bool {
        self.kind == FigureKind::Count && self.unit.is_none() && self.form != Form::Vague
    }

    /// The quantity up to `end`, in this unit.
    pub(super) fn with_unit(mut self, end: usize, kind: FigureKind, unit: &'static str) -> Self {
        self.end = end;
        self.kind = kind;
        self.unit = Some(unit);
        self
    }

    fn times(mut self, factor: f64) -> Self {
        // Comparing with a tolerance: one is the factor of nearly every unit.
        if (factor - 1.0).abs() > f64::EPSILON {
            self.value = self.value.map(|value| value * factor);
            self.low = self.low.map(|low| low * factor);
            self.high = self.high.map(|high| high * factor);
        }
        self
    }
}

/// The quantity whose number starts with the token `at`; `floor` is the first token that it may use.
pub(super) fn parse(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    let quantity = Quantity::of(numbers::parse(tokens, at)?);
    let quantity = currency_before(tokens, quantity, floor);
    Some(
        percent(tokens, quantity)
            .or_else(|| degrees(tokens, quantity))
            .or_else(|| powered(tokens, quantity))
            .or_else(|| of_a_unit(tokens, quantity))
            .or_else(|| unit_after(tokens, quantity))
            .unwrap_or(quantity),
    )
}

/// "£5", "US$5", "GBP 5".
fn currency_before(tokens: &Tokens<'_>, quantity: Quantity, floor: usize) -> Quantity {
    let Some(before) = quantity.first.checked_sub(1).filter(|b| *b >= floor) else {
        return quantity;
    };
    let letters = match before.checked_sub(1) {
        Some(letters) if letters >= floor && tokens.glued(before) => tokens.lower(letters),
        _ => "",
    };
    let (first, unit) = match units::currency(letters, tokens.symbol(before)) {
        Some(unit) if units::currency("", tokens.symbol(before)) == Some(unit) => (before, unit),
        Some(unit) => (before - 1, unit),
        None => match units::code(tokens.raw(before)) {
            Some(unit) => (before, unit),
            None => return quantity,
        },
    };
    let first = if letters == "us" && unit == "USD" { before - 1 } else { first };
    Quantity { first, ..quantity.with_unit(quantity.end, FigureKind::Money, unit) }
}

/// "%", "per cent", "pc", "percentage points", "basis points".
fn percent(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.unit.is_some() || quantity.form == Form::Fraction && tokens.symbol(quantity.end) != '%' {
        return None;
    }
    let at = tokens.over_hyphen(quantity.end);
    let points = |after: usize| {
        let point = tokens.over_hyphen(after);
        tokens.is_any(point, &["point", "points"]).then_some(point + 1)
    };
    let end = match tokens.lower(at) {
        "%" | "percent" | "pct" => at + 1,
        "pc" if tokens.numeral(at.wrapping_sub(1)).is_some() => at + 1,
        "per" if tokens.is(tokens.over_hyphen(at + 1), "cent") => tokens.over_hyphen(at + 1) + 1,
        "percentage" => {
            return Some(quantity.with_unit(points(at + 1)?, FigureKind::Percent, "percentage point"));
        }
        "ppt" | "ppts" | "pp" => {
            return Some(quantity.with_unit(at + 1, FigureKind::Percent, "percentage point"));
        }
        "basis" => {
            return Some(quantity.with_unit(points(at + 1)?, FigureKind::Percent, "basis point"));
        }
        _ => return None,
    };
    Some(match points(end) {
        Some(end) => quantity.with_unit(end, FigureKind::Percent, "percentage point"),
        None => quantity.with_unit(end, FigureKind::Percent, "%"),
    })
}

/// "15°C", "20 degrees Celsius"; degrees from a university are none.
fn degrees(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let at = quantity.end;
    let scale = match tokens.lower(at) {
        "°" | "º" | "˚" | "degree" | "degrees" => at + 1,
        "℃" => return Some(quantity.with_unit(at + 1, FigureKind::Measure, "degree Celsius")),
        _ => return None,
    };
    match tokens.lower(scale) {
        "c" | "celsius" | "centigrade" => {
            Some(quantity.with_unit(scale + 1, FigureKind::Measure, "degree Celsius"))
        }
        "f" | "fahrenheit" => Some(quantity.with_unit(scale + 1, FigureKind::Measure, "degree Fahrenheit")),
        _ if !tokens.is_word(at) => Some(quantity.with_unit(at + 1, FigureKind::Measure, "degree")),
        _ => None,
    }
}

/// "20 square miles", "3 cubic metres".
fn powered(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    let power = tokens.over_hyphen(quantity.end);
    let length = tokens.over_hyphen(power + 1);
    let unit = match tokens.lower(length) {
        "m" => "metre",
        "km" => "kilometre",
        _ => tokens.word(length).unit?.name,
    };
    let name = units::powered(tokens.lower(power), unit)?;
    Some(quantity.with_unit(length + 1, FigureKind::Measure, name))
}

/// "a quarter of an hour", "half an hour", "three quarters of a mile".
fn of_a_unit(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.form != Form::Fraction {
        return None;
    }
    let article = quantity.end + usize::from(tokens.is(quantity.end, "of"));
    if !tokens.is_any(article, &["a", "an"]) {
        return None;
    }
    let unit = tokens.word(article + 1).unit?;
    Some(quantity.with_unit(article + 2, unit.kind, unit.name).times(unit.scale))
}

/// Any unit of the table, in words, glued or joined with a hyphen; with "old", an age.
fn unit_after(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.unit.is_some() || quantity.form == Form::Fraction {
        return None;
    }
    let at = tokens.over_hyphen(quantity.end);
    let vague = quantity.form == Form::Vague && tokens.is(at, "of");
    let at = at + usize::from(vague);
    let kind_of_day = tokens.is_any(at, &["working", "calendar", "consecutive"])
        && tokens.word(at + 1).unit.is_some_and(|unit| unit.kind == FigureKind::Duration);
    let at = at + usize::from(kind_of_day);
    let unit = unit_at(tokens, at)?;
    let hyphens = tokens.joins(quantity.end);
    if let Some(end) = old(tokens, at) {
        return Some(quantity.with_unit(end, FigureKind::Age, unit.name));
    }
    if let Some((end, name)) = speed(tokens, at, unit) {
        return Some(quantity.with_unit(end, FigureKind::Measure, name));
    }
    if is_other_noun(tokens, at, unit, hyphens) {
        return None;
    }
    let end = at + 1 + usize::from(unit.name == "GBP" && tokens.is(at + 1, "sterling"));
    Some(quantity.with_unit(end, unit.kind, unit.name).times(unit.scale))
}

fn unit_at(tokens: &Tokens<'_>, at: usize) -> Option<&'static Unit> {
    if tokens.glued(at)
        && tokens.numeral(at.wrapping_sub(1)).is_some()
        && let Some(unit) = units::glued(tokens.raw(at))
    {
        return Some(unit);
    }
    // "100 m" is metres: millions are glued or money.
    if tokens.is(at, "m") && tokens.numeral(at.wrapping_sub(1)).is_some() {
        return units::glued("m");
    }
    tokens.word(at).unit
}

/// Whether what looks like a unit is an ordinal or belongs to a compound of another meaning.
fn is_other_noun(tokens: &Tokens<'_>, at: usize, unit: &Unit, hyphens: bool) -> bool {
    match tokens.lower(at) {
        // "two second homes": the ordinal.
        "second" => !hyphens && tokens.is_word(at + 1) && !tokens.word(at + 1).is(Roles::BREAK),
        "foot" | "feet" | "stone" => {
            tokens.numeral(at.wrapping_sub(1)).is_none() && hyphens && unit.name != "foot"
        }
        _ => {
            tokens.joins(at + 1)
                && tokens.word(at + 2).unit.is_none()
                && !hyphens
                && !tokens.is_any(at + 2, &["a", "an", "per", "long", "old"])
        }
    }
}

/// "17-year-old", "17 years old": the index after "old".
fn old(tokens: &Tokens<'_>, unit: usize) -> Option<usize> {
    let at = tokens.over_hyphen(unit + 1);
    (tokens.is_any(at, &["old", "olds"])
        && tokens.word(unit).unit.is_some_and(|u| u.kind == FigureKind::Duration))
    .then_some(at + 1)
}

/// "50 miles per hour", "100 kilometres an hour", "km/h".
fn speed(tokens: &Tokens<'_>, at: usize, unit: &Unit) -> Option<(usize, &'static str)> {
    let per = at + 1;
    if !(tokens.is_any(per, &["per", "an", "a"]) || tokens.symbol(per) == '/') {
        return None;
    }
    let time = match tokens.lower(per + 1) {
        "h" => "hour",
        "s" => "second",
        _ => tokens.word(per + 1).unit?.name,
    };
    Some((per + 2, units::speed(unit.name, time)?))
}
