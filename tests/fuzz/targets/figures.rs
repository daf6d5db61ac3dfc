//! Any text through the grammar of figures.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sayso::figures::{Context, find};
use sayso::span::Span;
use sayso_fuzz::within;

fuzz_target!(|text: &str| {
    let found = find(text, Span::new(0, text.len()), &Context::default());
    for figure in &found.figures {
        within(text, figure.span);
        within(text, figure.number);
        assert!(figure.span.start <= figure.number.start && figure.number.end <= figure.span.end, "{figure:?}");
        let bounds = [figure.low, figure.high];
        assert!(!matches!(bounds, [Some(low), Some(high)] if low > high), "{figure:?}");
        assert!(figure.value.is_none_or(f64::is_finite), "{figure:?}");
    }
    found.periods.iter().for_each(|period| within(text, period.span));
});
