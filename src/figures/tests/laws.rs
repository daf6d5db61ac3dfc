//! Laws that hold for any text.

use super::*;
use proptest::prelude::*;

/// A reader that looked far ahead from every number would take minutes here.
#[test]
fn hostile_input_is_read_in_linear_time() {
    let started = std::time::Instant::now();
    for unit in [
        "5 ",
        "1,",
        "5-",
        "one ",
        "two hundred and ",
        "million ",
        "from 5 to ",
        "a ",
        "5 a-",
        "@",
        "a@",
        "half a ",
        "per 5 ",
        "2015 ",
        "May ",
        "9".repeat(400).as_str(),
        "in 1 ",
        "section 5, ",
        "the year to ",
        "between ",
        "-",
        "5 of the ",
        "point five ",
        "020 ",
        "up by ",
        "£",
        "½",
        "last ",
        "(1)",
        "1.2.",
        "Jones, 24, ",
        "aged 5, ",
        "5, 5 and ",
        "1,20,",
        "12 500 ",
        "3 x 10^8 ",
        "1e9",
        "½½",
        "£5m to ",
        "five ft six in ",
        "five years, six months, ",
        "minus ",
        "minus point ",
        "a point five ",
        "hundred and ",
        "or more ",
        "up 5 points (",
        "rose by 5 (or ",
        "more than ",
        "of a ",
        "5 Canadian ",
        "Rs5",
        "10^",
        "'5' ",
        "one man in ",
        "from 5 by ",
        "mid-",
        "early ",
        "Q3 Monday ",
        "the end of ",
        "from the end of the last ",
        "the previous year ",
        "a year earlier and ",
        "2015/16 ",
        "24/25 in ",
        "the first half of ",
        "14 in 2015, ",
        "5% of ",
        "in London ",
        "the number of ",
    ] {
        let text = unit.repeat(20_000 / unit.len().min(20));
        let _ = find(&text, whole(&text), &reference());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

/// One text takes as long as its eight parts, one after the other; a reader of quadratic time needs eight times as long.
#[test]
fn a_text_takes_as_long_as_its_parts() {
    let hostile = [
        "5, ",
        "5, 5 and ",
        "one ",
        "a ",
        "two hundred and ",
        "from 5 to ",
        "£5m to ",
        "aged 5, ",
        "up by ",
        "5-",
        "five years, six months, ",
        "rose by 5 (or ",
        "hundred ",
        "1,20,",
        "in 1 ",
    ];
    let slow: Vec<String> = hostile.iter().filter_map(|unit| growth(unit)).collect();
    assert!(slow.is_empty(), "{slow:#?}");
}

/// Why the repeated text is slow, if it is. One good try of five is enough: a busy machine only ever adds time.
fn growth(unit: &str) -> Option<String> {
    const BYTES: usize = 6_000;
    const PARTS: usize = 8;
    const TRIES: usize = 5;
    const LIMIT: f64 = 3.0;
    let (part, whole) = (unit.repeat(BYTES / unit.len()), unit.repeat(PARTS * BYTES / unit.len()));
    let mut best = f64::INFINITY;
    for _ in 0..TRIES {
        best = best.min(seconds(&whole, 1) / seconds(&part, PARTS));
        if best < LIMIT {
            return None;
        }
    }
    Some(format!("{unit:?}: {best:.1} times"))
}

fn seconds(text: &str, times: usize) -> f64 {
    let started = (std::time::Instant::now(), processor_seconds());
    for _ in 0..times {
        let found = find(text, whole(text), &reference());
        assert!(found.figures.len() <= text.len());
    }
    let elapsed = match (started.1, processor_seconds()) {
        (Some(before), Some(after)) => after - before,
        _ => started.0.elapsed().as_secs_f64(),
    };
    // The system counts in ticks of a few milliseconds.
    elapsed.max(5e-3)
}

/// The time that this thread has run, where the system tells (Linux).
fn processor_seconds() -> Option<f64> {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    let nanoseconds: f64 = told.split_whitespace().next()?.parse().ok()?;
    Some(nanoseconds / 1e9)
}

/// Digits beyond the reach of a float: the figure stays, its value goes, and nothing is infinite.
#[test]
fn numbers_that_no_float_holds_have_no_value() {
    let endless = format!("It holds {} million tonnes.", "9".repeat(400));
    let grouped = format!("It holds 1{} tonnes.", ",000".repeat(120));
    let power = "It holds 9.9e999 tonnes and 3 x 10^99 million tonnes.".to_owned();
    for text in [endless, grouped, power] {
        let found = figures_of(&text);
        assert!(!found.is_empty(), "{text}");
        for figure in found {
            let numbers = [figure.value, figure.low, figure.high];
            assert!(numbers.iter().flatten().all(|number| number.is_finite()), "{text} {figure:?}");
        }
    }
}

#[test]
fn ten_thousand_numbers_in_a_line_are_all_read() {
    let text = "It sold 12 vans, ".repeat(10_000);
    assert_eq!(figures_of(&text).len(), 10_000);
}

const WORDS: &[&str] = &[
    "5", "1,204", "2.5", "٣", "½", "one", "two", "hundred", "million", "half", "third", "a", "of", "and",
    "in", "per", "cent", "%", "£", "$", "-", "–", "to", "between", "from", "2015", "2015/16", "May", "year",
    "last", "the", "old", "aged", ",", ".", "(", ")", ":", "/", "’s", "e\u{301}", "👩‍👩‍👧", "\r\n", "\u{a0}",
    "m", "k", "bn", "doubled", "dozens", "section", "people", "officers", "rose", "by", "than", "more", "@",
    "www", "#", "°", "C", "ago", "00", "3rd", "²", "½", "minus", "point", "dozen", "quarters", "degrees",
    "percentage", "points", "up", "down", "lakh", "1,20,000", "10", "^", "×", "e9", "+", "<", "ft", "in",
    "Rs", "GBP", "20s", "forties", "his", "or", "rise", "times", "as", "half", "one", "six", "figures", "€",
    "—", "odd", "plus",
];

fn spans_of(figure: &Figure) -> Vec<Span> {
    let period = figure.period.as_ref().map(|period| period.span);
    let others = [figure.subject, figure.denominator, figure.place, period];
    [figure.span, figure.number].into_iter().chain(others.into_iter().flatten()).collect()
}

fn obeys_the_laws(text: &str) -> Result<(), TestCaseError> {
    let Found { figures: found, periods } = find(text, whole(text), &reference());
    for figure in &found {
        for span in spans_of(figure) {
            prop_assert!(
                text.get(span.start..span.end).is_some_and(|t| !t.is_empty()),
                "{text:?} {figure:?}"
            );
        }
        prop_assert!(figure.span.contains(figure.number), "{text:?} {figure:?}");
        for number in [figure.value, figure.low, figure.high].into_iter().flatten() {
            prop_assert!(number.is_finite(), "{text:?} {figure:?}");
        }
        prop_assert_eq!(
            figure.direction.is_some(),
            figure.kind == crate::document::FigureKind::Change,
            "{:?}",
            text
        );
        if let (Some(low), Some(high)) = (figure.low, figure.high) {
            prop_assert!(low <= high, "{text:?} {figure:?}");
        }
    }
    for pair in found.windows(2) {
        prop_assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {pair:?}");
    }
    for pair in periods.windows(2) {
        prop_assert!(pair[0].span.end <= pair[1].span.start, "{text:?} {pair:?}");
    }
    let cell = find_in_cell(text, whole(text), Headings::default(), &reference());
    prop_assert!(cell.iter().all(|figure| whole(text).contains(figure.span)));
    Ok(())
}

proptest! {
    #[test]
    fn any_text_obeys_the_laws(text in "(?s).{0,200}") {
        obeys_the_laws(&text)?;
    }

    #[test]
    fn any_words_obey_the_laws(
        words in prop::collection::vec((prop::sample::select(WORDS), prop::sample::select(&[" ", "", "-"][..])), 0..30)
    ) {
        let text: String = words.iter().flat_map(|(word, space)| [*word, *space]).collect();
        obeys_the_laws(&text)?;
    }
}
