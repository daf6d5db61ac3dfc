//! Rows of sentences with the figures they hold, a file a subject, all through [`check`].

mod laws;
mod periods;
mod prose;
mod quantities;
mod slots;
mod vetoes;

use super::*;

/// `span | number | value[low..high] | kind unit modifier direction`
pub(super) fn describe(text: &str, figure: &Figure) -> String {
    let shown = |bound: Option<f64>| bound.map(|b| rounded(b).to_string()).unwrap_or_default();
    let bounds = if figure.low.is_some() || figure.high.is_some() {
        format!("[{}..{}]", shown(figure.low), shown(figure.high))
    } else {
        String::new()
    };
    let words = format!(
        "{:?} {} {} {}",
        figure.kind,
        figure.unit.unwrap_or_default(),
        figure.modifier.map(|m| format!("{m:?}")).unwrap_or_default(),
        figure.direction.map(|d| format!("{d:?}")).unwrap_or_default(),
    );
    let words: Vec<&str> = words.split_whitespace().collect();
    format!(
        "{} | {} | {}{bounds} | {}",
        figure.span.of(text),
        figure.number.of(text),
        shown(figure.value),
        words.join(" ")
    )
}

pub(super) fn rounded(value: f64) -> f64 {
    (value * 1e6).round() / 1e6
}

/// Compares what `read` says of every sentence with what the row expects, and shows all rows that differ.
pub(super) fn check(rows: &[(&str, &[&str])], read: impl Fn(&str) -> Vec<String>) {
    let failed: Vec<String> = rows
        .iter()
        .map(|(text, expected)| (text, expected, read(text)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(text, expected, found)| format!("{text}\n  expected {expected:?}\n  found    {found:?}"))
        .collect();
    assert!(failed.is_empty(), "\n{}", failed.join("\n"));
}

pub(super) fn whole(text: &str) -> Span {
    Span::new(0, text.len())
}

pub(super) fn figures_of(text: &str) -> Vec<Figure> {
    find(text, whole(text), &Context::default()).figures
}

pub(super) fn described(text: &str) -> Vec<String> {
    figures_of(text).iter().map(|figure| describe(text, figure)).collect()
}

pub(super) fn reference() -> Context<'static> {
    Context { reference: Some(jiff::civil::date(2024, 6, 15)), ..Context::default() }
}
