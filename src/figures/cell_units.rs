//! The unit and magnitude that a heading or caption states for the numbers below it: "Cost (£m)", "£'000", "%",
//! "(thousands)", "per 100,000", "(days)".

use super::quantity::Quantity;
use crate::document::FigureKind;
use crate::span::Span;

/// What a heading says of the numbers below it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct CellUnit {
    /// The kind and canonical unit, unless only a magnitude is stated.
    unit: Option<(FigureKind, &'static str)>,
    /// What the numbers are to be multiplied by.
    scale: f64,
    /// Of a rate, what it is per.
    pub(super) per: Option<Span>,
}

/// What the heading says of the unit. Only what stands in brackets or at the end counts when it is `wide`: a caption or
/// another heading that is not the cell's own.
pub(super) fn unit_of(text: &str, heading: Span, wide: bool) -> Option<CellUnit> {
    let words = heading.of(text);
    let lower = words.to_ascii_lowercase().replace('’', "'");
    let stated =
        if wide { bracketed(&lower).find_map(in_brackets).or_else(|| leading(&lower)) } else { None };
    let stated = if wide { stated } else { own(&lower) };
    let per = rate_of(words, heading.start);
    match (stated, per) {
        (None, None) => None,
        (stated, per) => {
            let unit = stated.unwrap_or(CellUnit { unit: None, scale: 1.0, per: None });
            Some(CellUnit { per: if wide { None } else { per }, ..unit })
        }
    }
}

/// The quantity in the unit and magnitude of its heading. One that has a unit of its own keeps it.
pub(super) fn apply(mut quantity: Quantity, stated: CellUnit) -> Quantity {
    if quantity.unit.is_some() {
        return quantity;
    }
    if let Some((kind, unit)) = stated.unit {
        quantity = quantity.with_unit(quantity.end, kind, unit);
    }
    // "£1.2m" under "(£000)" is written in full.
    if (quantity.scale - 1.0).abs() < f64::EPSILON {
        quantity.value = quantity.value.map(|value| value * stated.scale);
        quantity.low = quantity.low.map(|low| low * stated.scale);
        quantity.high = quantity.high.map(|high| high * stated.scale);
    }
    if stated.per.is_some() && quantity.kind != FigureKind::Percent {
        quantity.kind = FigureKind::Rate;
    }
    quantity
}

/// What a heading of the cell's own row or column states, wherever it stands.
fn own(lower: &str) -> Option<CellUnit> {
    money(lower)
        .or_else(|| percent(lower))
        .or_else(|| bracketed(lower).find_map(in_brackets))
        .or_else(|| whole(lower.trim()))
        .or_else(|| lower.rsplit_once(',').and_then(|(_, tail)| whole(tail.trim())))
}

/// "£ billion (current prices)" at the corner, or "£m" over a group of columns.
fn leading(lower: &str) -> Option<CellUnit> {
    let start = lower.trim_start_matches([' ', '(']);
    if start.starts_with(['£', '$', '€']) { money(start) } else { whole(lower.trim()) }
}

/// The texts in round or square brackets, and what follows a last comma.
fn bracketed(lower: &str) -> impl Iterator<Item = &str> {
    let inner = |open: char, close: char| {
        lower
            .split(open)
            .skip(1)
            .filter_map(move |rest| rest.split_once(close))
            .map(|(inside, _)| inside.trim())
    };
    inner('(', ')').chain(inner('[', ']')).chain(lower.rsplit_once(',').map(|(_, tail)| tail.trim()))
}

fn in_brackets(inside: &str) -> Option<CellUnit> {
    let start = inside.strip_prefix("in ").unwrap_or(inside);
    if start.starts_with(['£', '$', '€']) { money(start) } else { whole(start) }
}

/// A unit or magnitude and nothing else.
fn whole(words: &str) -> Option<CellUnit> {
    const MAGNITUDES: &[(&[&str], f64)] = &[
        (&["thousands", "thousand", "000s", "'000", "'000s", "000", "in thousands", "nearest thousand"], 1e3),
        (&["millions", "million", "in millions", "m"], 1e6),
        (&["billions", "billion", "in billions"], 1e9),
    ];
    const UNITS: &[(&[&str], FigureKind, &str)] = &[
        (&["%", "per cent", "percent", "percentage", "percentages", "%age"], FigureKind::Percent, "%"),
        (&["percentage points", "percentage point", "pp", "ppt"], FigureKind::Percent, "percentage point"),
        (&["minutes", "mins"], FigureKind::Duration, "minute"),
        (&["hours", "hrs"], FigureKind::Duration, "hour"),
        (&["days", "working days", "calendar days"], FigureKind::Duration, "day"),
        (&["weeks"], FigureKind::Duration, "week"),
        (&["months"], FigureKind::Duration, "month"),
        (&["years"], FigureKind::Duration, "year"),
        (&["km", "kilometres"], FigureKind::Measure, "kilometre"),
        (&["miles"], FigureKind::Measure, "mile"),
        (&["kg", "kilograms"], FigureKind::Measure, "kilogram"),
        (&["tonnes"], FigureKind::Measure, "tonne"),
        (&["hectares", "ha"], FigureKind::Measure, "hectare"),
        (&["pounds", "gbp"], FigureKind::Money, "GBP"),
    ];
    let magnitude = MAGNITUDES.iter().find(|(names, _)| names.contains(&words));
    let unit = UNITS.iter().find(|(names, ..)| names.contains(&words));
    magnitude
        .map(|(_, scale)| CellUnit { unit: None, scale: *scale, per: None })
        .or_else(|| unit.map(|(_, kind, unit)| CellUnit { unit: Some((*kind, unit)), scale: 1.0, per: None }))
}

fn money(lower: &str) -> Option<CellUnit> {
    let (sign, unit) =
        [('£', "GBP"), ('$', "USD"), ('€', "EUR")].into_iter().find(|(sign, _)| lower.contains(*sign))?;
    // A sum in a heading ("claims over £500") is no unit.
    let mut rests = lower.split(sign).skip(1);
    let rest = rests.find(|rest| !is_sum(rest))?;
    let scale = money_scale(rest.trim_start_matches([' ', '(']));
    Some(CellUnit { unit: Some((FigureKind::Money, unit)), scale, per: None })
}

fn is_sum(after_sign: &str) -> bool {
    let digits = after_sign.trim_start().trim_start_matches('\'');
    digits.starts_with(|c: char| c.is_ascii_digit()) && !digits.starts_with("000")
}

fn money_scale(after_sign: &str) -> f64 {
    let alone = |length: usize| !after_sign[length..].starts_with(char::is_alphabetic);
    match after_sign {
        after if after.starts_with("bn") || after.starts_with("billion") => 1e9,
        after if after.starts_with("million") || after.starts_with("mn") || after.starts_with("mil") => 1e6,
        after if after.starts_with("000") || after.starts_with("'000") || after.starts_with("thousand") => {
            1e3
        }
        after if after.starts_with('m') && alone(1) => 1e6,
        after if after.starts_with('b') && alone(1) => 1e9,
        after if after.starts_with('k') && alone(1) => 1e3,
        _ => 1.0,
    }
}

/// "%", "per cent": unless the heading speaks of numbers too.
fn percent(lower: &str) -> Option<CellUnit> {
    let says = lower.contains('%') || lower.contains("per cent") || lower.contains("percent");
    let points = lower.contains("percentage point") || lower.contains("pp)");
    let both = lower.contains("number and") || lower.contains("volume and") || lower.contains("and %");
    let level = lower.find('%').is_some_and(|at| lower[..at].ends_with(|c: char| c.is_ascii_digit()));
    let unit = if points { "percentage point" } else { "%" };
    (says && !both && !level).then_some(CellUnit {
        unit: Some((FigureKind::Percent, unit)),
        scale: 1.0,
        per: None,
    })
}

/// "100,000 population" in "Rate per 100,000 population".
fn rate_of(words: &str, start: usize) -> Option<Span> {
    let at = words.match_indices("per ").find(|(at, _)| {
        let before = words[..*at].chars().next_back();
        before.is_none_or(|c| !c.is_alphanumeric())
            && words[at + 4..].starts_with(|c: char| c.is_ascii_digit())
    })?;
    let from = at.0 + 4;
    let rest = &words[from..];
    let end = rest.find(['(', ')', '[', ';', ':']).unwrap_or(rest.len());
    let length = rest[..end].trim_end().len();
    (length > 0).then(|| Span::new(start + from, start + from + length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_state_units() {
        let failed: Vec<String> = [
            ("Cost (£m)", false, "Money GBP 1000000"),
            ("£ billion (current prices)", true, "Money GBP 1000000000"),
            ("Spend £’000", false, "Money GBP 1000"),
            ("£k", false, "Money GBP 1000"),
            ("Purchases over £500", false, ""),
            ("Purchases over £500 (£)", false, "Money GBP 1"),
            ("% of total", false, "Percent % 1"),
            ("Staff over 100%", false, ""),
            ("Number and % of staff", false, ""),
            ("Staff (thousands)", false, "1000"),
            ("Table 2: costs (£ thousands)", true, "Money GBP 1000"),
            ("Table 2: grants above £500", true, ""),
            ("Table 3: staff (000s)", true, "1000"),
            ("Wait (days)", false, "Duration day 1"),
            ("Average wait, weeks", false, "Duration week 1"),
            ("Rate per 100,000 people", false, "1 per 100,000 people"),
            ("Days lost", false, ""),
            ("Million", true, "1000000"),
        ]
        .into_iter()
        .map(|(heading, wide, expected)| (heading, expected, said(heading, wide)))
        .filter(|(_, expected, found)| expected != found)
        .map(|(heading, expected, found)| format!("{heading}: {found:?}, not {expected:?}"))
        .collect();
        assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    }

    fn said(heading: &str, wide: bool) -> String {
        unit_of(heading, Span::new(0, heading.len()), wide).map_or_else(String::new, |found| {
            let unit = found.unit.map(|(kind, unit)| format!("{kind:?} {unit} ")).unwrap_or_default();
            let per = found.per.map(|per| format!(" per {}", per.of(heading))).unwrap_or_default();
            format!("{unit}{}{per}", found.scale)
        })
    }
}
