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
    ] {
        let text = unit.repeat(20_000 / unit.len().min(20));
        let _ = find(&text, whole(&text), &reference());
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
}

const WORDS: &[&str] = &[
    "5", "1,204", "2.5", "٣", "½", "one", "two", "hundred", "million", "half", "third", "a", "of", "and",
    "in", "per", "cent", "%", "£", "$", "-", "–", "to", "between", "from", "2015", "2015/16", "May", "year",
    "last", "the", "old", "aged", ",", ".", "(", ")", ":", "/", "’s", "e\u{301}", "👩‍👩‍👧", "\r\n", "\u{a0}",
    "m", "k", "bn", "doubled", "dozens", "section", "people", "officers", "rose", "by", "than", "more", "@",
    "www", "#", "°", "C", "ago", "00", "3rd", "²",
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
