//! What is counted, of what, when, and what is missing.

use super::*;
use crate::document::Missing;

/// `number | subject | denominator | period | missing`
#[rustfmt::skip]
const SLOTS: &[(&str, &[&str])] = &[
    ("2,600 sexual assault allegations were made.", &["2,600 | sexual assault allegations | | | Period"]),
    ("In 2018, 17 of the officers were dismissed.", &["17 | officers | | 2018 |"]),
    ("12 convicted prisoners and 5 moved.", &["12 | convicted prisoners | | | Period", "5 | | | | Period"]),
    ("40 per cent of prisoners said so in 2019.", &["40 | prisoners | prisoners | 2019 |"]),
    ("About 40 per cent said so in 2019.", &["40 | | | 2019 | Denominator"]),
    ("One in five officers left.", &["One in five | officers | officers | | Period"]),
    ("In May there were 12 deaths per 100,000 people.", &["12 | deaths | 100,000 people | May |"]),
    ("It is 3.1 per 100 staff in 2024.", &["3.1 | | 100 staff | 2024 |"]),
    ("It costs £20 per person per day.", &["20 | | person per day | | Period"]),
    ("Thefts rose by 15% last year.", &["15 | | | last year | Baseline"]),
    ("Thefts rose by 15% from 2010 to 2015.", &["15 | | | from 2010 to 2015 |"]),
    ("Thefts rose by 15% last year compared with 2019.", &["15 | | | last year |"]),
    ("Thefts doubled.", &["doubled | | | | Baseline"]),
    ("In 2010 there were 5 cases, and in 2015 there were 9.", &["5 | cases | | 2010 |", "9 | | | 2015 |"]),
    ("He was paid 6 legacy IT grants in 2015.", &["6 | legacy IT grants | | 2015 |"]),
];

#[test]
fn slots_are_filled() {
    check(SLOTS, |text| figures_of(text).iter().map(|figure| slots_of(text, figure)).collect());
}

fn slots_of(text: &str, figure: &Figure) -> String {
    let shown = |span: Option<Span>| span.map(|span| format!(" {}", span.of(text))).unwrap_or_default();
    let missing: Vec<String> = figure.missing.iter().map(|m: &Missing| format!(" {m:?}")).collect();
    format!(
        "{} |{} |{} |{} |{}",
        figure.number.of(text),
        shown(figure.subject),
        shown(figure.denominator),
        shown(figure.period.as_ref().map(|period| period.span)),
        missing.concat()
    )
}

#[test]
fn the_context_gives_the_period_that_the_sentence_lacks() {
    let caption = Period {
        span: Span::new(0, 0),
        from: Some("2018".into()),
        to: Some("2018".into()),
        unresolved: None,
    };
    let context = Context { period: Some(&caption), ..Context::default() };
    let text = "17 officers left.";
    assert_eq!(find(text, whole(text), &context).figures[0].period.as_ref(), Some(&caption));
}

#[test]
fn spans_refer_to_the_whole_document() {
    let text = "Été. In 2015, 17 men left. End.";
    let sentence = Span::new(6, 28);
    let found = find(text, sentence, &Context::default()).figures;
    assert_eq!(found[0].span.of(text), "17");
    assert_eq!(found[0].period.as_ref().map(|p| p.span.of(text)), Some("2015"));
}
