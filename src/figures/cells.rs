//! The one number of a table cell, with the unit and the period that its headings give.

use super::quantity::{self, Quantity};
use super::token::Tokens;
use super::{Context, modifiers, periods, ranges, slots, veto};
use crate::document::{Figure, FigureKind, Missing, Period};
use crate::span::Span;

/// The quantity in a table cell, when the cell holds exactly one: marks of notes aside, nothing else may stand there.
///
/// The headings give the unit ("Cost (£m)", "%"), what is counted (the row's, else the column's) and the period.
///
/// # Panics
///
/// When a span does not lie on character boundaries inside `text`.
#[must_use]
pub fn find_in_cell(
    text: &str,
    cell: Span,
    column: Option<Span>,
    row: Option<Span>,
    context: &Context<'_>,
) -> Option<Figure> {
    let tokens = Tokens::new(text, cell);
    let headings: Vec<Span> = [column, row].into_iter().flatten().collect();
    let period = headings.iter().find_map(|heading| heading_period(text, *heading, context));
    let quantity = the_number(&tokens)?;
    let names_years = headings.iter().any(|heading| heading.of(text).to_ascii_lowercase().contains("year"));
    if names_years && veto::is_year(&tokens, quantity.first) {
        return None;
    }
    let quantity =
        headings.iter().fold(quantity, |quantity, heading| with_heading(quantity, heading.of(text)));
    let own: Vec<Period> = Vec::new();
    let within = Context { period: period.as_ref().or(context.period), ..*context };
    let mut figure = slots::fill(&tokens, quantity, &own, &within);
    figure.subject = row.or(column).filter(|heading| !heading.is_empty());
    if figure.kind == FigureKind::Percent {
        figure.denominator = column.filter(|_| figure.subject != column);
        figure.missing.retain(|missing| *missing != Missing::Denominator || figure.denominator.is_none());
    }
    Some(figure)
}

fn heading_period(text: &str, heading: Span, context: &Context<'_>) -> Option<Period> {
    let tokens = Tokens::new(text, heading);
    let found = periods::find(&tokens, context.reference);
    found.into_iter().next().map(|named| named.period)
}

/// The quantity that fills the cell from its first token on, up to marks of notes.
fn the_number(tokens: &Tokens<'_>) -> Option<Quantity> {
    let start = (0..tokens.len().min(5)).find(|at| {
        tokens.numeral(*at).is_some() || tokens.symbol(*at) == '-' && tokens.numeral(at + 1).is_some()
    })?;
    let quantity = quantity::parse(tokens, start, 0)?;
    let quantity = ranges::extend(tokens, quantity, 0).unwrap_or(quantity);
    let quantity = modifiers::apply(tokens, quantity, 0);
    (quantity.first == 0 && only_marks(tokens, quantity.end)).then_some(quantity)
}

/// Whether nothing but marks of notes stands from `at` on: `[1]`, "(b)", "*", "r".
fn only_marks(tokens: &Tokens<'_>, at: usize) -> bool {
    tokens.len() - at <= 4
        && (at..tokens.len()).all(|index| {
            let brackets = matches!(tokens.symbol(index), '[' | ']' | '(' | ')' | '*' | '†' | '‡' | '^');
            let enclosed = matches!(tokens.symbol(index.wrapping_sub(1)), '[' | '(' | '^');
            brackets || enclosed || tokens.raw(index).chars().count() == 1 && tokens.is_word(index)
        })
}

/// The quantity in the unit and magnitude that a heading states: "Cost (£m)", "Thousands", "%".
fn with_heading(quantity: Quantity, heading: &str) -> Quantity {
    if quantity.unit.is_some() {
        return quantity;
    }
    let lower = heading.to_ascii_lowercase();
    let currency =
        [("£", "GBP"), ("$", "USD"), ("€", "EUR")].into_iter().find(|(sign, _)| lower.contains(sign));
    if let Some((sign, unit)) = currency {
        let after = lower.split(sign).nth(1).unwrap_or_default().trim_start();
        let scale = money_scale(after);
        let money = quantity.with_unit(quantity.end, FigureKind::Money, unit);
        return scaled(money, scale);
    }
    if lower.contains('%')
        || lower.contains("per cent")
        || lower.contains("percent")
        || lower.contains("proportion (%)")
    {
        return quantity.with_unit(quantity.end, FigureKind::Percent, "%");
    }
    if lower.contains("(thousands)") || lower.contains("(000s)") || lower.contains("(000)") {
        return scaled(quantity, 1e3);
    }
    if lower.contains("(millions)") {
        return scaled(quantity, 1e6);
    }
    quantity
}

fn money_scale(after_sign: &str) -> f64 {
    match after_sign {
        after if after.starts_with("bn") || after.starts_with("billion") => 1e9,
        after if after.starts_with("million") || after.starts_with("mn") => 1e6,
        after if after.starts_with("000") || after.starts_with("'000") || after.starts_with("thousand") => {
            1e3
        }
        after if after.starts_with('m') && !after[1..].starts_with(char::is_alphabetic) => 1e6,
        after if after.starts_with('k') && !after[1..].starts_with(char::is_alphabetic) => 1e3,
        _ => 1.0,
    }
}

fn scaled(mut quantity: Quantity, scale: f64) -> Quantity {
    quantity.value = quantity.value.map(|value| value * scale);
    quantity.low = quantity.low.map(|low| low * scale);
    quantity.high = quantity.high.map(|high| high * scale);
    quantity
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `cell, column heading, row heading` and `value kind unit period`, empty for no figure.
    #[rustfmt::skip]
    const CELLS: &[((&str, &str, &str), &str)] = &[
        (("1,313", "2024", "Vans"), "1313 Count 2024"),
        (("1,313[1]", "2024", "Vans"), "1313 Count 2024"),
        (("1,313 (b)", "2024", "Vans"), "1313 Count 2024"),
        (("45*", "2015/16", "Wales"), "45 Count 2015-04-01"),
        (("45 r", "Total", "Wales"), "45 Count"),
        (("12.5", "Share (%)", "Wales"), "12.5 Percent %"),
        (("12.5%", "Share", "Wales"), "12.5 Percent %"),
        (("3.2", "Cost (£m)", "2019"), "3200000 Money GBP 2019"),
        (("3.2", "Cost (£ million)", "2019"), "3200000 Money GBP 2019"),
        (("120", "Spend (£000)", "2019"), "120000 Money GBP 2019"),
        (("£120", "Spend", "Fees"), "120 Money GBP"),
        (("7", "Staff (thousands)", "Fees"), "7000 Count"),
        (("-4", "Change", "Fees"), "-4 Count"),
        (("<5", "Cases", "Fees"), "5 Count"),
        (("2019", "Year", ""), ""),
        (("*", "Cases", "Fees"), ""),
        (("n/a", "Cases", "Fees"), ""),
        (("..", "Cases", "Fees"), ""),
        (("-", "Cases", "Fees"), ""),
        (("", "Cases", "Fees"), ""),
        (("12 of 45 pupils", "Cases", "Fees"), ""),
        (("North Wales", "Area", "Fees"), ""),
    ];

    fn read(cell: &str, column: &str, row: &str) -> String {
        let text = format!("{cell}|{column}|{row}");
        let column = Span::new(cell.len() + 1, cell.len() + 1 + column.len());
        let row = Span::new(column.end + 1, text.len());
        let found =
            find_in_cell(&text, Span::new(0, cell.len()), Some(column), Some(row), &Context::default());
        found.map_or(String::new(), |figure| {
            let value = figure.value.map(|value| value.to_string()).unwrap_or_default();
            let from = figure.period.and_then(|period| period.from).unwrap_or_default();
            let unit = figure.unit.unwrap_or_default();
            let words = format!("{value} {:?} {unit} {from}", figure.kind);
            words.split_whitespace().collect::<Vec<_>>().join(" ")
        })
    }

    #[test]
    fn cells_take_unit_and_period_from_their_headings() {
        let failed: Vec<String> = CELLS
            .iter()
            .map(|((cell, column, row), expected)| (cell, expected, read(cell, column, row)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(cell, expected, found)| format!("{cell}: expected {expected:?}, found {found:?}"))
            .collect();
        assert!(failed.is_empty(), "\n{}", failed.join("\n"));
    }

    #[test]
    fn the_row_is_what_is_counted() {
        let text = "17|2018|Vans";
        let figure = find_in_cell(
            text,
            Span::new(0, 2),
            Some(Span::new(3, 7)),
            Some(Span::new(8, 12)),
            &Context::default(),
        );
        let subject = figure.and_then(|figure| figure.subject).map(|span| span.of(text));
        assert_eq!(subject, Some("Vans"));
    }
}
