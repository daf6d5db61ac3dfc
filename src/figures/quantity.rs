//! A number with its unit: currency before or after, per cent, lengths of time, measures, ages.

use super::numbers::{self, Form, Number};
use super::token::Tokens;
use super::{decimal, measures, money};
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
    /// What a word between the number and its unit says: "50+ miles", "20-odd years".
    pub(super) suffix: Option<Modifier>,
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
            suffix: None,
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

    /// The quantity with its value and bounds multiplied.
    pub(super) fn times(mut self, factor: f64) -> Self {
        // Comparing with a tolerance: one is the factor of nearly every unit.
        if (factor - 1.0).abs() > f64::EPSILON {
            self.value = self.value.map(|value| decimal::product(value, factor));
            self.low = self.low.map(|low| decimal::product(low, factor));
            self.high = self.high.map(|high| decimal::product(high, factor));
        }
        self
    }
}

/// The quantity whose number starts with the token `at`; `floor` is the first token that it may use.
pub(super) fn parse(tokens: &Tokens<'_>, at: usize, floor: usize) -> Option<Quantity> {
    let quantity = Quantity::of(numbers::parse(tokens, at)?);
    let quantity = money::before(tokens, quantity, floor);
    if let Some(measured) = with_unit(tokens, quantity) {
        return Some(measured);
    }
    let Some((end, modifier)) = suffix(tokens, quantity.end) else {
        return Some(quantity);
    };
    let qualified = Quantity { end, suffix: Some(modifier), ..quantity };
    let measured = with_unit(tokens, qualified);
    let glued = tokens.glued(quantity.end).then_some(qualified);
    Some(measured.or(glued).unwrap_or(quantity))
}

/// The quantity with the unit that stands after it.
fn with_unit(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    percent(tokens, quantity)
        .or_else(|| measures::after(tokens, quantity))
        .or_else(|| money::after(tokens, quantity))
}

/// "+", "-odd", "-plus", "or more" between a number and its unit.
fn suffix(tokens: &Tokens<'_>, end: usize) -> Option<(usize, Modifier)> {
    if tokens.symbol(end) == '+' && tokens.glued(end) && !tokens.glued(end + 1) {
        return Some((end + 1, Modifier::AtLeast));
    }
    let joined = tokens.over_hyphen(end);
    match tokens.lower(joined) {
        "odd" if joined > end || tokens.word(end + 1).unit.is_some() => {
            Some((joined + 1, Modifier::Approximately))
        }
        "plus" if joined > end || tokens.word(end + 1).unit.is_some() => {
            Some((joined + 1, Modifier::AtLeast))
        }
        "or" => match tokens.lower(end + 1) {
            "so" => Some((end + 2, Modifier::Approximately)),
            "more" => Some((end + 2, Modifier::AtLeast)),
            "fewer" | "less" => Some((end + 2, Modifier::AtMost)),
            _ => None,
        },
        _ => None,
    }
}

/// "%", "per cent", "pc", "percentage points", "basis points", "‰".
fn percent(tokens: &Tokens<'_>, quantity: Quantity) -> Option<Quantity> {
    if quantity.unit.is_some() {
        return None;
    }
    let mut at = tokens.over_hyphen(quantity.end);
    if quantity.form == Form::Fraction && tokens.symbol(at) != '%' {
        // "half a percentage point", "a third of one per cent"
        let article = quantity.end + usize::from(tokens.is(quantity.end, "of"));
        if !tokens.is_any(article, &["a", "one", "1"]) {
            return None;
        }
        at = article + 1;
    }
    let digits = tokens.numeral(at.wrapping_sub(1)).is_some();
    let points = |after: usize| {
        let point = tokens.over_hyphen(after);
        tokens.is_any(point, &["point", "points", "pts", "pt"]).then_some(point + 1)
    };
    let named = |end, unit| Some(quantity.with_unit(end, FigureKind::Percent, unit));
    let end = match tokens.lower(at) {
        "%" | "percent" | "pct" | "\u{ff05}" | "\u{66a}" => at + 1,
        "pc" if digits && tokens.glued(at) && !tokens.capital(at) => at + 1,
        "per" if tokens.is(tokens.over_hyphen(at + 1), "cent") => tokens.over_hyphen(at + 1) + 1,
        "per" if tokens.is(at + 1, "mille") => return named(at + 2, "per mille"),
        "‰" => return named(at + 1, "per mille"),
        "percentage" => return named(points(at + 1)?, "percentage point"),
        "ppt" | "ppts" | "pp" | "pps" if digits => return named(at + 1, "percentage point"),
        "basis" => return named(points(at + 1)?, "basis point"),
        "bps" if digits => return named(at + 1, "basis point"),
        "bp" if digits && tokens.glued(at) => return named(at + 1, "basis point"),
        "point" | "points" | "pts"
            if quantity.is_bare()
                && (tokens.is_any(at + 1, &["lead", "advantage", "swing", "margin", "gap", "deficit"])
                    || speaks_of_shares(tokens, &quantity)) =>
        {
            return named(at + 1, "percentage point");
        }
        _ => return None,
    };
    match points(end) {
        Some(end) => named(end, "percentage point"),
        None => named(end, "%"),
    }
}

/// Whether plain "points" are percentage points here: polls and percentages stand near.
fn speaks_of_shares(tokens: &Tokens<'_>, quantity: &Quantity) -> bool {
    const REACH: usize = 20;
    const SHARES: &[&str] = &[
        "%", "percent", "cent", "poll", "polled", "polls", "polling", "pollster", "pollsters", "voters",
        "approval", "swing", "survey", "electorate", "ratings", "democrats", "republicans", "democratic",
        "republican", "candidate", "candidates", "nominee", "labour", "conservatives", "tories", "ballots",
        "lead", "leads", "leading", "trails", "trailing", "ahead", "behind",
    ];
    const MARKETS: &[&str] =
        &["index", "dow", "nasdaq", "ftse", "composite", "stock", "stocks", "shares", "dax", "nikkei"];
    let around = quantity.first.saturating_sub(REACH)..quantity.end + REACH;
    let mentions = |words: &[&str]| around.clone().any(|near| tokens.is_any(near, words));
    quantity.value.is_some_and(|value| value < 80.0) && mentions(SHARES) && !mentions(MARKETS)
}
