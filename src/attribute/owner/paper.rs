//! Who speaks over an official paper.
//!
//! A speech, a signed foreword and a coroner's report are a person's; a judgment, a committee's report and a statistical
//! bulletin are themselves the record; everything else speaks for its publisher (`publisher.rs`).

use std::sync::LazyLock;

use regex::Regex;

use super::Voice;
use super::lines::{foot, head};
use super::publisher::{bare, body, is_body};
use crate::document::{BlockKind, SourceKind};
use crate::names::Names;
use crate::reading::Reading;
use crate::span::Span;

/// How sure it is that a paper of a public body speaks for the body.
const CONFIDENCE: f64 = 0.8;

/// Who speaks over the whole paper.
pub(super) fn voice(reading: &Reading<'_>, names: &Names<'_>) -> Option<Voice> {
    let own = reading
        .layout
        .blocks
        .iter()
        .filter(|block| block.kind.is_prose() && block.kind != BlockKind::Quotation && !block.comment);
    let content: Vec<Span> = own.map(|block| block.span).collect();
    content.first()?;
    let (span, kind, note) = person(reading, names)
        .map(|span| (Some(span), SourceKind::Person, "who speaks or signs says so"))
        .or_else(|| {
            judgment(reading)
                .map(|span| (Some(span), SourceKind::Document, "a judgment is itself the record"))
        })
        .or_else(|| {
            committee(reading)
                .map(|span| (Some(span), SourceKind::Document, "a committee's report is itself the record"))
        })
        .or_else(|| {
            bulletin(reading)
                .map(|span| (Some(span), SourceKind::Dataset, "a statistical bulletin is itself the record"))
        })
        .unwrap_or_else(|| {
            (body(reading, names), SourceKind::Organisation, "an official paper speaks for its publisher")
        });
    let text = reading.text();
    let long = span.and_then(|span| names.long_form(span.of(text)));
    let name = long.or(span).map(|span| span.of(text).to_owned());
    Some(Voice {
        span,
        kind,
        name: name.or_else(|| reading.layout.meta.publisher.clone()),
        content,
        confidence: CONFIDENCE,
        rule: "scope.official",
        note: note.to_owned(),
    })
}

/// The speaker of a speech, the signatory of a foreword or letter, a coroner.
fn person(reading: &Reading<'_>, names: &Names<'_>) -> Option<Span> {
    static CORONER: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"\bI am (?P<who>\p{Lu}[\w.’'-]+(?: \p{Lu}[\w.’'-]+){1,3}, [^.\n]{0,80}?\b[Cc]oroner\b[^.\n]{0,80})\.?")
            .expect("a valid pattern")
    });
    static SINGULAR: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"\b(?:I|I’m|I've|I’ve|I'm|my|My)\b").expect("a valid pattern"));
    /// "I" so often, outside what others are quoted with, and a person writes.
    const OFTEN: usize = 3;
    let text = reading.text();
    if let Some(found) = CORONER.captures(text).and_then(|found| found.name("who")) {
        return Some(Span::new(found.start(), found.end()));
    }
    let own: usize = reading
        .layout
        .blocks
        .iter()
        .filter(|block| block.kind.is_prose() && !block.comment)
        .map(|block| SINGULAR.find_iter(&outside_quotes(block.span.of(text))).count())
        .sum();
    if own < OFTEN {
        return None;
    }
    let above = head(reading);
    let said = |line: &Span| {
        let words = line.of(text).to_lowercase();
        [
            "speech", "speaker", "delivered", "foreword", "remarks", "address", "statement by",
            "letter from", "by ",
        ]
        .iter()
        .any(|mark| words.contains(mark))
    };
    // A body's letter is signed by whoever writes for it.
    if ["Our ref", "Freedom of Information Act", "FOI request"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let titled = above.iter().filter(|line| said(line)).find_map(|line| named(names, text, *line));
    let signed = || foot(reading).into_iter().find_map(|line| signs(names, text, line));
    let alone = || above.iter().find_map(|line| signs(names, text, *line));
    titled.or_else(signed).or_else(alone)
}

/// The words of a block without those between quotation marks.
fn outside_quotes(words: &str) -> String {
    let mut quoted = false;
    words
        .chars()
        .filter(|c| {
            let mark = matches!(c, '“' | '”' | '"');
            if mark {
                quoted = *c == '“' || *c == '"' && !quoted;
            }
            !mark && !quoted
        })
        .collect()
}

/// The first person named in a line, with the office before the name.
fn named(names: &Names<'_>, text: &str, line: Span) -> Option<Span> {
    static OFFICE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?:\p{Lu}[\w-]+ ){0,3}(?:Minister|Secretary|Chancellor|Commissioner|Chief Executive|Director|Governor|Mayor|Chair) $")
            .expect("a valid pattern")
    });
    let found = names.people_in(line).next().or_else(|| {
        static NAME: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r"(?:by|from|:) (?P<name>\p{Lu}[\w.’'-]+(?: \p{Lu}[\w.’'-]+){1,3})")
                .expect("a valid pattern")
        });
        let name = NAME.captures(line.of(text))?.name("name")?;
        Some(Span::new(line.start + name.start(), line.start + name.end()))
    })?;
    let before = Span::new(line.start, found.start);
    let office = OFFICE.find(before.of(text)).map_or(found.start, |office| line.start + office.start());
    Some(Span::new(office, found.end))
}

/// A line that is a person's name and no more.
fn signs(names: &Names<'_>, text: &str, line: Span) -> Option<Span> {
    static ALONE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?:Sir|Dame|Dr|Professor|Lord|Baroness|Mr|Mrs|Ms|Cllr|Councillor) )?(?P<name>\p{Lu}[\w.’'-]+(?: \p{Lu}[\w.’'-]*){1,3})(?:,.*| (?:CBE|OBE|MBE|KC|MP|MSP))?$")
            .expect("a valid pattern")
    });
    let name = ALONE.captures(line.of(text))?.name("name")?;
    let span = Span::new(line.start + name.start(), line.start + name.end());
    names.people_in(span).next()
}

/// The line with the parties of a judgment.
fn judgment(reading: &Reading<'_>) -> Option<Span> {
    static COURT: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bjudgment\b|press summary|\[\d{4}\] (?:UKSC|UKUT|EWCA|EWHC|CSIH|NICA)")
            .expect("a valid pattern")
    });
    static PARTIES: LazyLock<Regex> =
        LazyLock::new(|| Regex::new(r"^\p{Lu}[^.]{2,90} v\.? \p{Lu}[^.\n]{2,90}$").expect("a valid pattern"));
    let text = reading.text();
    let edges: Vec<Span> = head(reading).into_iter().chain(foot(reading)).collect();
    edges.iter().any(|line| COURT.is_match(line.of(text))).then_some(())?;
    edges.into_iter().find(|line| PARTIES.is_match(line.of(text)))
}

/// The title of a report by a committee of either House.
fn committee(reading: &Reading<'_>) -> Option<Span> {
    let text = reading.text();
    let above = head(reading);
    let house = above.iter().position(|line| {
        let words = line.of(text);
        words.contains("House of Commons")
            || words.contains("House of Lords")
            || words.contains("UK Parliament")
    })?;
    let committee = house + above[house..].iter().position(|line| line.of(text).ends_with("Committee"))?;
    let title = above.get(committee + 1)?;
    (!title.of(text).contains("Report to")).then_some(*title)
}

/// Words that head bulletins without being their title.
const SERIES: &[&str] = &[
    "statistical bulletin",
    "statistical release",
    "statistical first release",
    "accredited official statistics",
    "official statistics in development",
    "official statistics",
    "experimental statistics",
    "national statistics",
    "data release",
    "statistical work areas",
    "publication",
    "statistics",
    "england",
    "scotland",
    "wales",
    "northern ireland",
    " for ",
];

/// So many letters beside them are no title: "an", "No. 14".
const UNTITLED: usize = 4;

/// The title of a statistical bulletin.
fn bulletin(reading: &Reading<'_>) -> Option<Span> {
    static PRESENTS: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"(?i)\bthis (?:statistical )?(?:bulletin|release|statistical publication|publication) (?:presents|provides|contains|summarises|reports|gives|covers|updates)")
            .expect("a valid pattern")
    });
    let text = reading.text();
    let above = head(reading);
    let words = |line: &Span| line.of(text).to_lowercase();
    let series = |line: &Span| {
        let rest = SERIES.iter().fold(words(line), |words, name| words.replace(name, ""));
        rest.chars().filter(|c| c.is_alphabetic()).count() <= UNTITLED
    };
    let called = above.iter().any(|line| {
        let words = words(line);
        ["statistical", "statistics", "bulletin", "data release"].iter().any(|word| words.contains(word))
    });
    let press = above
        .iter()
        .any(|line| ["press release", "news release"].iter().any(|word| words(line).contains(word)));
    if press || !(called || PRESENTS.is_match(text)) {
        return None;
    }
    let crumbs = |line: &Span| line.of(text).contains(['|', '»', '›', '>']);
    let dated = |line: &Span| {
        let words = words(line);
        [
            "released", "published", "release date", "next release", "reference", "contact", "coverage",
            "issn", "theme",
        ]
        .iter()
        .any(|label| words.starts_with(label))
            || words.split_whitespace().all(|word| {
                word.starts_with(|c: char| c.is_ascii_digit())
                    || word.trim_matches(',').parse::<Month>().is_ok()
            })
    };
    let title = |line: &&Span| {
        let count = line.of(text).split_whitespace().count();
        count >= 3 && !crumbs(line) && !series(line) && !dated(line) && !is_body(bare(text, **line).of(text))
    };
    above.iter().find(title).copied()
}

/// A month by its English name; a line of day, month and year is no title.
struct Month;

impl std::str::FromStr for Month {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        const MONTHS: &[&str] = &[
            "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
            "november", "december",
        ];
        MONTHS.contains(&word).then_some(Self).ok_or(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::rules::RuleSet;
    use crate::segment::segment;

    fn speaker(text: &str) -> (String, SourceKind) {
        let rules = RuleSet::builtin().expect("every rule compiles");
        let document = Document { text: text.to_owned(), ..Document::default() };
        let layout = segment(&document, &rules);
        let reading = Reading::new(&document, &layout, &rules);
        let voice = voice(&reading, &Names::new(&reading, None)).expect("a paper has a voice");
        (voice.span.map_or("–", |span| span.of(text)).to_owned(), voice.kind)
    }

    #[test]
    fn papers_say_who_speaks() {
        use SourceKind::{Dataset, Document, Organisation, Person};
        const NEWS: &str = "Every household in the borough will have a bin for food waste by the end of next year, in two stages.";
        for (paper, expected, kind) in [
            ("Ribble Council | News\n\nBins on their way\n\n{NEWS}", "Ribble Council", Organisation),
            ("Bins on their way\n\n{NEWS}\n\nPublished by: Ribble Council", "Ribble Council", Organisation),
            (
                "Bins on their way\n\n{NEWS}\n\nAnn Other, cabinet member for waste at Ribble Council, said: “We listened.”",
                "Ribble Council",
                Organisation,
            ),
            (
                "Bins on their way\n\n{NEWS}\n\nNotes to editors\n\n1. Ribble Council is the waste authority for the valley.",
                "Ribble Council",
                Organisation,
            ),
            ("Bins on their way\n\n{NEWS}", "–", Organisation),
            (
                "Statistical bulletin\n\nHomelessness in Wales: update to June 2024\n\n{NEWS}",
                "Homelessness in Wales: update to June 2024",
                Dataset,
            ),
            ("PRESS SUMMARY\n\nOther v Dunmere Homes\n\n{NEWS}", "Other v Dunmere Homes", Document),
            (
                "House of Commons\nTrade Committee\nRural post offices\n\n{NEWS}",
                "Rural post offices",
                Document,
            ),
            (
                "Report\n\n{NEWS}\n\nCORONER\n\nI am Ann Other, Assistant Coroner for Ribble.",
                "Ann Other, Assistant Coroner for Ribble",
                Person,
            ),
            (
                "Ribble Council\n\n{NEWS}\n\n“I am Ann Other and I won,” said a tenant.",
                "Ribble Council",
                Organisation,
            ),
            (
                "Speech by Ann Other\n\nI am glad to be here, and I know what it costs. {NEWS} My father drove a bin lorry.",
                "Ann Other",
                Person,
            ),
        ] {
            assert_eq!(speaker(&paper.replace("{NEWS}", NEWS)), (expected.to_owned(), kind), "{paper}");
        }
    }
}
