//! Who says so: source, cue and content of every attribution, and how far each source carries.
//!
//! A cue of the catalogue finds its source beside it and its content around it (`cue.rs`), the model reads others
//! (`fusion.rs` joins both); quotations of several
//! sentences, records that go on and tables extend the source over further sentences (`scope.rs`), and weighed evidence any
//! other source (`carry.rs`); a written answer or
//! a press release has one speaker from end to end (`owner.rs`). Who says that another says so stands around that other
//! (`chain.rs`), and what stands beside a source helps to find it (`given.rs`).

mod carry;
mod chain;
mod cue;
mod fusion;
mod given;
mod owner;
mod quotes;
mod scope;
mod source;

use crate::document::{Attribution, Genre, Passage};
use crate::model::Signals;
use crate::names::Names;
use crate::reading::Reading;

/// All attributions of a document, in text order.
///
/// `genre` tells whose document it is: a minister's answer is the minister's own from end to end, but for
/// `passages` of another genre.
#[must_use]
pub fn attribute(
    reading: &Reading<'_>,
    names: &Names<'_>,
    genre: Genre,
    passages: &[Passage],
    signals: Option<&Signals>,
) -> Vec<Attribution> {
    let quotes = quotes::quotations(reading);
    let mut by_sentence: Vec<Vec<Attribution>> =
        (0..reading.len()).map(|sentence| cue::in_sentence(reading, names, &quotes, sentence)).collect();
    if let Some(signals) = signals {
        fusion::join(reading, names, signals, &mut by_sentence);
    }
    for links in &mut by_sentence {
        chain::settle(reading, links);
    }
    let mut found = Found { by_sentence, beyond: Vec::new() };
    scope::quotations(reading, &quotes, &mut found);
    scope::records(reading, &mut found);
    carry::sources(reading, genre, signals, &mut found);
    scope::tables(reading, &mut found);
    owner::document(reading, names, genre, passages, &mut found);
    found.into_sorted(reading)
}

/// What has been found so far.
#[derive(Debug)]
struct Found {
    /// For each sentence, what its own words or the scope of an earlier source attribute.
    by_sentence: Vec<Vec<Attribution>>,
    /// Attributions of tables and of the whole document.
    beyond: Vec<Attribution>,
}

impl Found {
    fn into_sorted(self, reading: &Reading<'_>) -> Vec<Attribution> {
        let mut all: Vec<Attribution> = self.by_sentence.into_iter().flatten().chain(self.beyond).collect();
        all.retain(|attribution| !attribution.content.is_empty());
        all.sort_by_key(|attribution| (attribution.content.first().copied(), attribution.cue));
        chain::link(reading.text(), &mut all);
        given::complete(reading, &mut all);
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    /// Every attribution of a text as `source | cue | content / content`.
    fn read(text: &str) -> Vec<String> {
        let rules = RuleSet::builtin().expect("every rule compiles");
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, &rules);
        let reading = Reading::new(&document, &layout, &rules);
        let words = |span: Option<crate::span::Span>| span.map_or("–", |span| span.of(text)).to_owned();
        attribute(&reading, &Names::new(&reading, None), Genre::News, &[], None)
            .into_iter()
            .map(|found| {
                let source = words(found.source.and_then(|source| source.span));
                let content: Vec<String> = found.content.into_iter().map(|span| words(Some(span))).collect();
                format!("{source} | {} | {}", words(found.cue), content.join(" / "))
            })
            .collect()
    }

    #[test]
    fn sources_cues_and_contents() {
        let rows: &[(&str, &[&str])] = &[
            ("The minister said that rates would fall.", &["The minister | said | rates would fall"]),
            ("“Rates will fall by May,” said Jane Doe.", &["Jane Doe | said | Rates will fall by May,"]),
            ("Crime has doubled, official figures show.", &["official figures | show | Crime has doubled"]),
            ("Rents, the charity said, rose last year.", &["the charity | said | Rents / rose last year"]),
            ("According to the ONS, output fell.", &["the ONS | According to | output fell"]),
            ("Output fell, according to the ONS.", &["the ONS | according to | Output fell"]),
            ("It is understood that two men fled.", &["– | It is understood that | two men fled"]),
            ("Dozens are thought to have fled.", &["– | are thought to | Dozens / have fled"]),
            (
                "In the Harbour White Paper, ministers committed to a fund.",
                &["the Harbour White Paper | In | ministers committed to a fund"],
            ),
            ("In the report’s absence, nobody knew.", &[]),
            ("He was driving fast and nobody spoke.", &[]),
            ("Staff are allocated according to demand.", &[]),
            ("Grants go out according to Tarnshire strengths and interests.", &[]),
            ("Fees are paid according to the payment schedule of the Harbour Guild.", &[]),
            (
                "The Harbour Strategy sets out how quays will be mended.",
                &["The Harbour Strategy | sets out | how quays will be mended"],
            ),
            (
                "The White Paper proposes a levy on berths.",
                &["The White Paper | proposes | a levy on berths"],
            ),
            (
                "Figures from the trust show that 40 staff left. Of these, 14 were nurses.",
                &[
                    "Figures from the trust | show | 40 staff left",
                    "Figures from the trust | – | Of these, 14 were nurses.",
                ],
            ),
            (
                "“We were never asked about it. We want it stopped,” said Jane Doe.",
                &["Jane Doe | – | We were never asked about it.", "Jane Doe | said | We want it stopped,"],
            ),
            (
                "The pier has been shut for a year.\n\n“We were never asked about it.\n\nWe want it stopped,” said Jane Doe.",
                &["Jane Doe | – | We were never asked about it.", "Jane Doe | said | We want it stopped,"],
            ),
        ];
        let wrong: Vec<String> = rows
            .iter()
            .map(|(text, expected)| (text, expected, read(text)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, expected, found)| format!("{text}\n  expected {expected:?}\n  found    {found:?}"))
            .collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn whoever_answers_has_the_name_of_its_body() {
        let rows = [
            ("The Department estimates that 40 piers closed.", Some("Department for Transport")),
            ("We estimate that 40 piers closed.", Some("Department for Transport")),
            ("The guild said that we estimate too low.", None),
        ];
        let rules = RuleSet::builtin().expect("every rule compiles");
        for (answer, expected) in rows {
            let text = format!("To ask the Secretary of State for Transport, how many closed.\n\n{answer}");
            let document = Document { text, ..Document::default() };
            let layout = segment(&document, &rules);
            let reading = Reading::new(&document, &layout, &rules);
            let names = Names::new(&reading, None);
            let all = attribute(&reading, &names, Genre::ParliamentaryAnswer, &[], None);
            let own = all.into_iter().filter(|link| link.cue.is_some()).filter_map(|link| link.source?.name);
            let found: Vec<String> = own.filter(|name| name.starts_with("Department")).collect();
            assert_eq!(found.first().map(String::as_str), expected, "{answer}");
        }
    }
}
